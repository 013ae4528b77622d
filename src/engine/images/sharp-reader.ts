/** Pixels by sharp: every sample as it is in the file, in the file's own colour profile. */
import sharp, { type Metadata as SharpMetadata, type Sharp } from 'sharp';
import type { SampleKind, Samples } from '../../core/samples';
import { text } from '../text';
import { pixelLimit } from './pixel-limit';
import { Raster } from './raster';

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
  readonly keepsProfile: boolean;
  readonly note?: string;
  pixels(image: Sharp): Promise<{ data: Samples; width: number; height: number }>;
}

/** @param input a path, or the bytes of a file; from bytes nothing is cached either */
export async function readWithSharp(input: string | Buffer, page = 0): Promise<SharpImage> {
  const open = (ignoreIcc: boolean, first: number) =>
    sharp(input, { limitInputPixels: pixelLimit, failOn: 'error', pages: 1, page: first, autoOrient: true, ignoreIcc });
  const metadata = await open(true, page).metadata();
  const reading = chooseReading(metadata);
  const { data, width, height } = await reading.pixels(open(reading.keepsProfile, page));
  const { kind, colours } = reading;
  const extras = metadata.hasAlpha ? 1 : 0;
  return {
    raster: Raster.of({ width, height, kind, bits: kind === 'uint8' ? 8 : 16, colours, extras }, data),
    profile: reading.keepsProfile ? metadata.icc : undefined,
    pages: metadata.pages ?? 1,
    note: reading.note,
    compression: metadata.compression,
  };
}

function chooseReading({ space, depth, hasAlpha }: SharpMetadata): Reading {
  if (depth === 'uchar' && space === 'srgb') return asIs('rgb', 'uint8', 'srgb');
  if (depth === 'uchar' && space === 'b-w') return hasAlpha ? grayWithAlpha : asIs('gray', 'uint8', 'b-w');
  if (depth === 'ushort' && space === 'rgb16') return asIs('rgb', 'uint16', 'rgb16');
  if (depth === 'ushort' && space === 'grey16') return asIs('gray', 'uint16', 'grey16');
  return { ...asIs('rgb', 'uint8', 'srgb'), keepsProfile: false, note: text.coloursConverted(space.toUpperCase()) };
}

function asIs(colours: 'gray' | 'rgb', kind: Reading['kind'], space: string): Reading {
  const deep = kind === 'uint16';
  return {
    kind,
    colours,
    keepsProfile: true,
    pixels: async image => {
      const { data, info } = await image
        .toColourspace(space)
        .raw({ depth: deep ? 'ushort' : 'uchar' })
        .toBuffer({ resolveWithObject: true });
      const { width, height } = info;
      // Not a Buffer, whose slices are no copies.
      const bytes = deep
        ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2)
        : new Uint8Array(data.buffer, data.byteOffset, data.length);
      return { data: bytes, width, height };
    },
  };
}

/** sharp drops the alpha of 8-bit gray pixels, but not if they are read as three equal channels. */
const grayWithAlpha: Reading = {
  ...asIs('gray', 'uint8', 'b-w'),
  pixels: async image => {
    const rgba = await asIs('rgb', 'uint8', 'srgb').pixels(image);
    const data = new Uint8Array(rgba.data.length / 2);
    for (let from = 0, to = 0; from < rgba.data.length; from += 4) {
      data[to++] = rgba.data[from];
      data[to++] = rgba.data[from + 3];
    }
    return { ...rgba, data };
  },
};
