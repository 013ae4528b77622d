/** Colour mosaics (Bayer and its kin): each of the four places of a 2 x 2 cell has a colour of its own, and is an image of its own. */
import type { Rect, Size } from '../../core/geometry';
import { sampleTraits, type SampleKind, type Samples } from '../../core/samples';

export const mosaicPlanes = 4;

/** Size of the plane of one place: of an odd edge, the first ones have a pixel more. */
export function planeSize({ width, height }: Size, place: number): Size {
  return { width: (width + 1 - (place & 1)) >> 1, height: (height + 1 - (place >> 1)) >> 1 };
}

/** The rows of a mosaic in which those of a band of one place's plane lie, and as many between them. */
export function rowsOfPlace({ y, height }: Rect, { width, height: all }: Size, place: number): Rect {
  const first = 2 * y + (place >> 1);
  return { x: 0, y: first, width, height: Math.min(2 * height, all - first) };
}

/** The pixels of one place, of rows of a mosaic of which the first one has this place. */
export function placeOf(rows: Samples, width: number, place: number, kind: SampleKind): Samples {
  const [across, down] = [(width + 1 - (place & 1)) >> 1, Math.ceil(rows.length / width / 2)];
  const plane = sampleTraits[kind].allocate(across * down);
  for (let y = 0, to = 0; y < down; y++) {
    let from = 2 * y * width + (place & 1);
    for (let x = 0; x < across; x++, from += 2) plane[to++] = rows[from];
  }
  return plane;
}

/** Puts rows of one place where they belong in pairs of rows of a mosaic. */
export function intoPlace(plane: Samples, rows: Samples, width: number, place: number): void {
  const across = (width + 1 - (place & 1)) >> 1;
  for (let from = 0, row = place >> 1; from < plane.length; row += 2) {
    let to = row * width + (place & 1);
    for (let x = 0; x < across; x++, to += 2) rows[to] = plane[from++];
  }
}
