/** Pixels to bytes of a file, by sharp, without metadata. */
import sharp, { type Sharp } from 'sharp';
import type { Raster, RasterShape } from './raster';

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
