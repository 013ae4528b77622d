/** Pixels by sharp: every sample as it is in the file, in the file's own colour profile. */
import sharp, { type Metadata as SharpMetadata, type Sharp } from 'sharp';
import type { Size } from '../../core/geometry';
import { SampleArray } from '../../core/sample-source';
import type { SampleKind } from '../../core/samples';
import { text } from '../text';
import { pixelLimit } from './pixel-limit';
import { Raster } from './raster';
import { allocateSamples, isLarge, SampleFile } from './sample-file';
import { upright } from './upright';

// Files change under a long-lived process, and libvips caches by name.
sharp.cache(false);

export interface SharpImage {
  readonly raster: Raster;
  readonly profile: Buffer | undefined;
  /** Pages or frames in the file. */
  readonly pages: number;
  /** A conversion that was made. */
  readonly note: string | undefined;
  readonly compression: string | undefined;
}

/** How pixels are taken out of sharp, and what the user should know about it. */
interface Reading {
  readonly kind: SampleKind & ('uint8' | 'uint16');
  readonly colours: 'gray' | 'rgb';
  /** libvips' name of the colours. */
  readonly space: string;
  readonly keepsProfile: boolean;
  readonly note?: string;
}

interface Reader {
  readonly page?: number;
  /** Throws before any pixel is decoded if there are too many. */
  readonly check?: (size: Size) => void;
  /** Whether libvips may take as much memory as the file says it needs. */
  readonly unlimited?: boolean;
}

/** @param input a path, or the bytes of a file; from bytes nothing is cached either */
export async function readWithSharp(
  input: string | Buffer,
  { page = 0, check, unlimited = false }: Reader = {},
): Promise<SharpImage> {
  const open = (ignoreIcc: boolean, autoOrient: boolean) =>
    sharp(input, { limitInputPixels: pixelLimit, failOn: 'error', pages: 1, page, autoOrient, ignoreIcc, unlimited });
  const metadata = await open(true, false).metadata();
  const reading = chooseReading(metadata);
  const { kind, colours, keepsProfile, space } = reading;
  const { width, height, orientation = 1, hasAlpha } = metadata;
  check?.({ width, height });
  const shape = { width, height, kind, bits: kind === 'uint8' ? 8 : 16, colours, extras: hasAlpha ? 1 : 0 } as const;
  const samples = isLarge(shape)
    ? // Nor does libvips turn an image without all of it in memory.
      upright(await SampleFile.decodedBy(open(keepsProfile, false).toColourspace(space), shape), orientation, size =>
        allocateSamples({ ...shape, ...size }),
      )
    : await inMemory(open(keepsProfile, true), reading, hasAlpha);
  return {
    raster: Raster.of({ ...shape, width: samples.width, height: samples.height }, samples),
    profile: keepsProfile ? metadata.icc : undefined,
    pages: metadata.pages ?? 1,
    note: reading.note,
    compression: metadata.compression,
  };
}

function chooseReading({ space, depth }: SharpMetadata): Reading {
  if (depth === 'uchar' && space === 'srgb') return { kind: 'uint8', colours: 'rgb', space, keepsProfile: true };
  if (depth === 'uchar' && space === 'b-w') return { kind: 'uint8', colours: 'gray', space, keepsProfile: true };
  if (depth === 'ushort' && space === 'rgb16') return { kind: 'uint16', colours: 'rgb', space, keepsProfile: true };
  if (depth === 'ushort' && space === 'grey16') return { kind: 'uint16', colours: 'gray', space, keepsProfile: true };
  const note = text.coloursConverted(space.toUpperCase());
  return { kind: 'uint8', colours: 'rgb', space: 'srgb', keepsProfile: false, note };
}

async function inMemory(image: Sharp, { kind, colours, space }: Reading, hasAlpha: boolean): Promise<SampleArray> {
  const deep = kind === 'uint16';
  // sharp drops the alpha of 8-bit gray pixels, but not if they are read as three equal channels.
  const tripled = colours === 'gray' && hasAlpha && !deep;
  const { data, info } = await image
    .toColourspace(tripled ? 'srgb' : space)
    .raw({ depth: deep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  // Not a Buffer, whose slices are no copies.
  const samples = deep
    ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2)
    : new Uint8Array(data.buffer, data.byteOffset, data.length);
  if (!tripled) return new SampleArray(samples, info, info.channels);
  return new SampleArray(
    samples.filter((_, i) => i % 4 === 0 || i % 4 === 3),
    info,
    2,
  );
}
