/** EXIF blocks (EXIF 2.32): a TIFF without pixels that other files carry. */
import type { Size } from '../../core/geometry';
import { bytesOf } from './byte-source';
import type { Density } from './image';
import {
  directoryOf,
  longs,
  numbers,
  readDirectory,
  readHeader,
  shorts,
  Tag,
  tiffHeader,
  writeDirectory,
  type Directory,
} from './tiff/directory';

const prefix = Buffer.from('Exif\0\0', 'latin1');
const unitNames: Readonly<Record<number, Density['unit'] | undefined>> = { 2: 'inch', 3: 'centimetre' };

/** The directory of a block with or without its JPEG prefix. Undefined for a block that cannot be followed. */
export function readExif(block: Buffer | undefined): Directory | undefined {
  if (block === undefined) return undefined;
  const source = bytesOf(block.subarray(block.indexOf(prefix) === 0 ? prefix.length : 0));
  try {
    const header = readHeader(source);
    return readDirectory(source, header, header.first).directory;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * A block for pixels that have been turned upright already, of this size. The thumbnail, which shows the noisy image, is
 * left out with its directory.
 */
export function writeExif(directory: Directory, size: Size): Buffer {
  return Buffer.concat([tiffHeader, writeDirectory(uprightExif(directory, size), tiffHeader.length)]);
}

export function uprightExif(directory: Directory, { width, height }: Size): Directory {
  const upright = new Map(directory);
  if (upright.has(Tag.Orientation)) upright.set(Tag.Orientation, shorts(Tag.Orientation, 1));
  const exif = upright.get(Tag.ExifIfd);
  if (exif?.directory) {
    const sized = new Map(exif.directory);
    for (const [tag, pixels] of [
      [Tag.PixelXDimension, width],
      [Tag.PixelYDimension, height],
    ] as const) {
      if (sized.has(tag)) sized.set(tag, longs(tag, pixels));
    }
    upright.set(Tag.ExifIfd, { ...exif, directory: sized });
  }
  return upright;
}

/** The resolution that a directory names. */
export function densityOf(directory: Directory | undefined): Density | undefined {
  const [x] = numbers(directory?.get(Tag.XResolution));
  const [y] = numbers(directory?.get(Tag.YResolution));
  const [unit = 2] = numbers(directory?.get(Tag.ResolutionUnit));
  const name = unitNames[unit];
  return x > 0 && y > 0 && name !== undefined ? { x, y, unit: name } : undefined;
}

/** Those tags of a TIFF that describe the picture, not the file: they can travel as EXIF. */
export function descriptive(directory: Directory): Directory | undefined {
  const tags = [Tag.Make, Tag.Model, Tag.DateTime, Tag.Artist, Tag.Copyright, Tag.Software, Tag.ExifIfd, Tag.GpsIfd];
  const entries = tags.map(tag => directory.get(tag)).filter(entry => entry !== undefined);
  return entries.length === 0 ? undefined : directoryOf(entries);
}
