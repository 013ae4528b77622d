/** Pixels to bytes of a file, by sharp, without metadata. */
import sharp, { type Sharp } from 'sharp';
import { sampleTraits } from '../../core/samples';
import type { ValueRange } from '../../core/value-range';
import { toSample } from '../../core/samples';
import { Raster, type RasterShape } from './raster';

/** A raster as sharp takes it: 8 bits, or 16. */
export function toSharp(raster: Raster): Sharp {
  const { width, height, channels, shape, data } = raster;
  if (!(data instanceof Uint8Array || data instanceof Uint16Array)) throw new RangeError(`${shape.kind} pixels`);
  // Two channels are taken for gray and alpha, four for RGB and alpha.
  const raw = { width, height, channels: channels as 1 | 2 | 3 | 4 };
  return sharp(data, { raw, limitInputPixels: false }).toColourspace(colourSpace(shape));
}

export function colourSpace({ colours, kind }: RasterShape): string {
  if (colours === 'gray') return kind === 'uint16' ? 'grey16' : 'b-w';
  return kind === 'uint16' ? 'rgb16' : 'srgb';
}

/**
 * Samples of another kind: `range` becomes black and white of the whole depth, and alpha, of which 1 or the largest
 * number is opaque, keeps its meaning. More channels than alpha are left out.
 */
export function toDepth({ shape, data, channels }: Raster, kind: 'uint8' | 'uint16', range: ValueRange): Raster {
  const extras = Math.min(1, shape.extras);
  const colours = shape.colours === 'gray' ? 1 : 3;
  const format = { kind, bits: sampleTraits[kind].bits } as const;
  const { max } = sampleTraits[kind];
  const opaque = sampleTraits[shape.kind].integer ? Math.min(sampleTraits[shape.kind].max, 2 ** shape.bits - 1) : 1;
  const colourScale = max / (range.white - range.black);
  const written = sampleTraits[kind].allocate(shape.width * shape.height * (colours + extras));
  for (let from = 0, to = 0; from < data.length; from += channels) {
    for (let c = 0; c < colours; c++) {
      // Not a number is black.
      written[to++] = toSample((data[from + c] - range.black) * colourScale || 0, format);
    }
    if (extras > 0) written[to++] = toSample((data[from + colours] / opaque) * max || 0, format);
  }
  return Raster.of({ ...shape, ...format, extras }, written);
}

/** Without alpha and whatever follows it. */
export function coloursOnly(raster: Raster): Raster {
  const { shape, data, channels } = raster;
  if (shape.extras === 0) return raster;
  const colours = channels - shape.extras;
  const written = sampleTraits[shape.kind].allocate(shape.width * shape.height * colours);
  for (let from = 0, to = 0; from < data.length; from += channels) {
    for (let c = 0; c < colours; c++) written[to++] = data[from + c];
  }
  return new Raster({ ...shape, extras: 0 }, written, raster.scale);
}
