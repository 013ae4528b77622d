/** Colour mosaics (Bayer and its kin): each of the four places of a 2 x 2 cell has a colour of its own, and is an image of its own. */
import type { Size } from '../../core/geometry';
import { sampleTraits, type SampleKind, type Samples } from '../../core/samples';

export const mosaicPlanes = 4;

/** Size of the plane of one place: of an odd edge, the first ones have a pixel more. */
export function planeSize({ width, height }: Size, place: number): Size {
  return { width: (width + 1 - (place & 1)) >> 1, height: (height + 1 - (place >> 1)) >> 1 };
}

/** The pixels of one place, of `samples` of a mosaic of this size. */
export function planeOf(samples: Samples, size: Size, place: number, kind: SampleKind): Samples {
  const { width, height } = planeSize(size, place);
  const plane = sampleTraits[kind].allocate(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    let from = (2 * y + (place >> 1)) * size.width + (place & 1);
    for (let x = 0; x < width; x++, from += 2) plane[to++] = samples[from];
  }
  return plane;
}

/** All planes in their places again. */
export function mosaicOf(planes: readonly Samples[], size: Size, kind: SampleKind): Samples {
  const samples = sampleTraits[kind].allocate(size.width * size.height);
  for (const [place, plane] of planes.entries()) {
    const { width, height } = planeSize(size, place);
    for (let y = 0, from = 0; y < height; y++) {
      let to = (2 * y + (place >> 1)) * size.width + (place & 1);
      for (let x = 0; x < width; x++, to += 2) samples[to] = plane[from++];
    }
  }
  return samples;
}
