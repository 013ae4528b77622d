/** Image files as training material. */
import sharp from 'sharp';
import { text } from '../text';

/** RGB interleaved; 8 or 16 bit. */
export interface Photo {
  /** Its file. */
  readonly name: string;
  /** Which of several images of the file, from 1. */
  readonly page?: number;
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint16Array;
}

export interface PhotoOptions {
  /** More pixels than this in all are not kept in memory: each photo is then cut down to its share, in the middle. */
  readonly maxPixels?: number;
  readonly onSkipped?: (file: string, reason: string) => void;
  /** Reads the images of one file, keeping at most `maxPixels` of them. Default: one by sharp, with colours converted to sRGB. */
  readonly read?: (file: string, maxPixels: number) => Promise<readonly Photo[]>;
}

/** What a photo is called: by its page where its file has several. */
export function photoName({ name, page }: Photo): string {
  return page === undefined ? name : text.pageOf(name, page);
}

/** Reads files one after the other; those that cannot be read are reported and left out. */
export async function loadPhotos(
  files: readonly string[],
  { maxPixels = 200e6, onSkipped, read = loadPhoto }: PhotoOptions = {},
): Promise<Photo[]> {
  const photos: Photo[] = [];
  for (const file of files) {
    try {
      photos.push(...(await read(file, maxPixels / files.length)));
    } catch (error) {
      onSkipped?.(file, error instanceof Error ? error.message : String(error));
    }
  }
  return photos;
}

async function loadPhoto(file: string, maxPixels: number): Promise<Photo[]> {
  const image = sharp(file, { failOn: 'error', limitInputPixels: 1e9 }).autoOrient().flatten();
  const { depth, width, height, autoOrient } = await image.metadata();
  const deep = depth === 'ushort';
  const size = { width: autoOrient.width || width, height: autoOrient.height || height };
  const side = Math.min(1, Math.sqrt(maxPixels / (size.width * size.height)));
  const cut = { width: Math.floor(size.width * side), height: Math.floor(size.height * side) };
  const region = { left: (size.width - cut.width) >> 1, top: (size.height - cut.height) >> 1, ...cut };
  const pixels = (side < 1 ? image.extract(region) : image).toColourspace(deep ? 'rgb16' : 'srgb');
  const { data, info } = await pixels.raw({ depth: deep ? 'ushort' : 'uchar' }).toBuffer({ resolveWithObject: true });
  const values = deep
    ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2)
    : new Uint8Array(data.buffer, data.byteOffset, data.length);
  const { channels } = info;
  const colours = channels === 3 ? values : asColour(values, channels);
  return [{ name: file, width: info.width, height: info.height, data: colours }];
}

/** Gray (with or without a fourth channel) to three equal channels. */
function asColour(values: Uint8Array | Uint16Array, channels: number): Uint8Array | Uint16Array {
  const count = values.length / channels;
  const colour = values instanceof Uint8Array ? new Uint8Array(3 * count) : new Uint16Array(3 * count);
  for (let at = 0; at < count; at++)
    for (let channel = 0; channel < 3; channel++)
      colour[3 * at + channel] = values[at * channels + (channels < 3 ? 0 : channel)];
  return colour;
}

/** The value of white. */
export function whiteOf({ data }: Photo): number {
  return data instanceof Uint8Array ? 255 : 65535;
}
