/** Pixels to bytes of a file, by sharp, without metadata. */
import sharp, { type Sharp } from 'sharp';
import { SampleArray } from '../../core/sample-source';
import { Scratch } from '../../files/scratch';
import { bytesOf, bytesOfFile, type ByteSource } from './byte-source';
import type { Raster, RasterShape } from './raster';
import { SampleFile } from './sample-file';

/** A raster as sharp takes it: 8 bits, or 16. */
export function toSharp({ width, height, channels, shape, samples }: Raster): Sharp {
  if (shape.kind !== 'uint8' && shape.kind !== 'uint16') throw new RangeError(`${shape.kind} pixels`);
  const space = colourSpace(shape);
  if (samples instanceof SampleFile) return sharp(samples.path, { limitInputPixels: false }).toColourspace(space);
  if (!(samples instanceof SampleArray)) throw new RangeError('samples that lie elsewhere');
  // Two channels are taken for gray and alpha, four for RGB and alpha.
  const raw = { width, height, channels: channels as 1 | 2 | 3 | 4 };
  return sharp(samples.data as Uint8Array | Uint16Array, { raw, limitInputPixels: false }).toColourspace(space);
}

/**
 * What sharp writes of a raster, given to `pieces`: in memory, or in a file where the raster lies in one.
 * @throws {AmsnetError} output/disk-full or output/unwritable
 */
export async function* writtenBySharp(
  raster: Raster,
  encode: (image: Sharp) => Sharp,
  pieces: (source: ByteSource) => Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const image = encode(toSharp(raster));
  if (raster.samples instanceof SampleArray) {
    yield* pieces(bytesOf(await image.toBuffer()));
    return;
  }
  const scratch = new Scratch();
  try {
    await scratch.writtenBy(path => image.toFile(path));
    yield* pieces(bytesOfFile(scratch.file));
  } finally {
    scratch.close();
  }
}

export function colourSpace({ colours, kind }: RasterShape): string {
  if (colours === 'gray') return kind === 'uint16' ? 'grey16' : 'b-w';
  return kind === 'uint16' ? 'rgb16' : 'srgb';
}
