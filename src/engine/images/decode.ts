/** Image files to rasters, by sharp: every pixel as it is in the file, in the file's own colour profile. */
import { stat } from 'node:fs/promises';
import sharp, { type Metadata, type Sharp } from 'sharp';
import type { ImageInfo } from '../../client/contract';
import { imageFormats, type ImageFormatName } from '../../client/image-formats';
import { AmsnetError, firstLine } from '../../core/errors';
import { Raster, type RasterShape } from './raster';

/** More pixels than any camera has; 16-bit RGBA of this size still fits into one buffer. */
export const pixelLimit = 400_000_000;

export interface DecodedImage {
  readonly raster: Raster;
  readonly info: ImageInfo;
  /** Colour profile of the pixels, to be attached to what is saved. */
  readonly profile?: Buffer;
  /** EXIF block of the file, orientation as it was before it was applied. */
  readonly exif?: Buffer;
}

/** How pixels are taken out of sharp, and what the user should know about it. */
interface Reading {
  readonly bitDepth: 8 | 16;
  readonly colours: 'gray' | 'rgb';
  readonly keepsProfile: boolean;
  readonly note?: string;
  pixels(image: Sharp): Promise<{ data: Uint8Array | Uint16Array; width: number; height: number; note?: string }>;
}

// Files change under a long-lived process, and libvips caches by name.
sharp.cache(false);

/** @throws {AmsnetError} image/not-found, image/unsupported, image/unreadable or image/too-large */
export async function decodeImage(path: string): Promise<DecodedImage> {
  const open = (ignoreIcc: boolean) =>
    sharp(path, { limitInputPixels: pixelLimit, failOn: 'error', pages: 1, autoOrient: true, ignoreIcc });
  try {
    if ((await stat(path)).isDirectory())
      throw new AmsnetError('image/unreadable', `${path} is a folder, not an image.`);
    const metadata = await open(true).metadata();
    const format = formatOf(metadata);
    if (format === undefined) throw unsupported(path);
    const reading = chooseReading(metadata);
    const { data, width, height, note } = await reading.pixels(open(reading.keepsProfile));
    const shape: RasterShape = {
      width,
      height,
      bitDepth: reading.bitDepth,
      colours: reading.colours,
      hasAlpha: metadata.hasAlpha,
    };
    const profile = reading.keepsProfile ? metadata.icc : undefined;
    const notes = [reading.note, note, firstOfSeveral(metadata)].filter(sentence => sentence !== undefined);
    return {
      raster: new Raster(shape, data),
      info: {
        ...shape,
        channels: shape.colours,
        format,
        hasProfile: profile !== undefined,
        hasExif: metadata.exif !== undefined,
        notes,
      },
      ...(profile === undefined ? {} : { profile }),
      ...(metadata.exif === undefined ? {} : { exif: metadata.exif }),
    };
  } catch (error) {
    throw readable(path, error);
  }
}

function formatOf({ format, compression }: Metadata): ImageFormatName | undefined {
  if (format === 'heif') return compression === 'av1' ? 'avif' : undefined;
  return Object.hasOwn(imageFormats, format) ? (format as ImageFormatName) : undefined;
}

function chooseReading({ space, depth, hasAlpha }: Metadata): Reading {
  if (depth === 'uchar' && space === 'srgb') return asIs('rgb', 8, 'srgb');
  if (depth === 'uchar' && space === 'b-w') return hasAlpha ? grayWithAlpha : asIs('gray', 8, 'b-w');
  if (depth === 'ushort' && space === 'rgb16') return asIs('rgb', 16, 'rgb16');
  if (depth === 'ushort' && space === 'grey16') return asIs('gray', 16, 'grey16');
  if (depth !== 'uchar' && (space === 'b-w' || space === 'grey16')) return numeric('gray', 'b-w');
  if (depth !== 'uchar' && (space === 'scrgb' || space === 'srgb' || space === 'rgb16')) return numeric('rgb', space);
  return {
    ...asIs('rgb', 8, 'srgb'),
    keepsProfile: false,
    note: `The colours were converted from ${space.toUpperCase()} to sRGB.`,
  };
}

function asIs(colours: 'gray' | 'rgb', bitDepth: 8 | 16, space: string): Reading {
  return {
    bitDepth,
    colours,
    keepsProfile: true,
    pixels: async image => {
      const { data, info } = await image
        .toColourspace(space)
        .raw({ depth: bitDepth === 16 ? 'ushort' : 'uchar' })
        .toBuffer({ resolveWithObject: true });
      const { width, height } = info;
      return {
        data: bitDepth === 16 ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data,
        width,
        height,
      };
    },
  };
}

/** sharp drops the alpha of 8-bit gray pixels, but not if they are read as three equal channels. */
const grayWithAlpha: Reading = {
  ...asIs('gray', 8, 'b-w'),
  pixels: async image => {
    const rgba = await asIs('rgb', 8, 'srgb').pixels(image);
    const data = new Uint8Array(rgba.data.length / 2);
    for (let from = 0, to = 0; from < rgba.data.length; from += 4) {
      data[to++] = rgba.data[from];
      data[to++] = rgba.data[from + 3];
    }
    return { ...rgba, data };
  },
};

/** Floating point and other numbers: taken as they are and mapped linearly to 16 bits. */
function numeric(colours: 'gray' | 'rgb', space: string): Reading {
  return {
    bitDepth: 16,
    colours,
    keepsProfile: true,
    pixels: async image => {
      const { data, info } = await image
        .toColourspace(space)
        .raw({ depth: 'float' })
        .toBuffer({ resolveWithObject: true });
      const values = new Float32Array(data.buffer, data.byteOffset, data.length / 4);
      let low = 0;
      let high = 0;
      for (const value of values) {
        if (value < low) low = value;
        else if (value > high) high = value;
      }
      const [black, white] = low >= 0 && high <= 1 ? [0, 1] : [low, high];
      return {
        data: Uint16Array.from(values, value => Math.round(((value - black) / (white - black)) * 65535)),
        width: info.width,
        height: info.height,
        note: `The numbers ${black} to ${white} were mapped to 16 bits per channel.`,
      };
    },
  };
}

function firstOfSeveral({ pages = 1, format }: Metadata): string | undefined {
  if (pages < 2) return undefined;
  return `Only the first of ${pages} ${format === 'tiff' ? 'pages' : 'frames'} is used.`;
}

function unsupported(path: string): AmsnetError {
  const names = Object.values(imageFormats).map(({ name }) => name);
  return new AmsnetError(
    'image/unsupported',
    `${path} is no image of a kind that can be read here.`,
    `Use ${names.join(', ')}.`,
  );
}

function readable(path: string, error: unknown): AmsnetError {
  if (error instanceof AmsnetError) return error;
  const reason = firstLine(error);
  const options = { cause: error };
  if (/ENOENT|ENOTDIR|file is missing/.test(reason)) {
    return new AmsnetError('image/not-found', `${path} does not exist.`, undefined, options);
  }
  if (reason.includes('exceeds pixel limit')) {
    const megapixels = pixelLimit / 1e6;
    return new AmsnetError(
      'image/too-large',
      `${path} has more than ${megapixels} megapixels.`,
      'Cut it into parts.',
      options,
    );
  }
  if (reason.includes('unsupported image format')) return unsupported(path);
  return new AmsnetError(
    'image/unreadable',
    `${path} cannot be read: ${reason}.`,
    'Check that the file is complete.',
    options,
  );
}
