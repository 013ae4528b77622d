/**
 * Image file directories of TIFF 6.0 and BigTIFF: the tags of TIFF files and of EXIF blocks, read whole and written
 * again somewhere else. All data are held in little-endian order.
 */
import { text } from '../../text';
import type { ByteSource } from '../byte-source';

export interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly data: Buffer;
  /** The directory that a pointer names (EXIF, GPS, interoperability). */
  readonly directory?: Directory;
}

export type Directory = ReadonlyMap<number, Entry>;

/** Where directories lie and how they are written. */
export interface TiffHeader {
  readonly little: boolean;
  readonly big: boolean;
  readonly first: number;
}

/** Of files whose first directory follows at once, little-endian. */
export const tiffHeader = Buffer.from('II*\0\x08\0\0\0', 'latin1');
export const bigTiffHeader = Buffer.from('II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0', 'latin1');

/** Tags by their names in the specifications. */
export const Tag = {
  NewSubfileType: 254,
  ImageWidth: 256,
  ImageLength: 257,
  BitsPerSample: 258,
  Compression: 259,
  Photometric: 262,
  FillOrder: 266,
  ImageDescription: 270,
  Make: 271,
  Model: 272,
  StripOffsets: 273,
  Orientation: 274,
  SamplesPerPixel: 277,
  RowsPerStrip: 278,
  StripByteCounts: 279,
  XResolution: 282,
  YResolution: 283,
  PlanarConfiguration: 284,
  ResolutionUnit: 296,
  Software: 305,
  DateTime: 306,
  Artist: 315,
  Predictor: 317,
  ColorMap: 320,
  TileWidth: 322,
  TileLength: 323,
  TileOffsets: 324,
  TileByteCounts: 325,
  SubIfds: 330,
  ExtraSamples: 338,
  SampleFormat: 339,
  JpegTables: 347,
  JpegInterchangeFormat: 513,
  JpegInterchangeFormatLength: 514,
  Xmp: 700,
  Copyright: 33432,
  CfaRepeatPatternDim: 33421,
  CfaPattern: 33422,
  Iptc: 33723,
  Photoshop: 34377,
  ExifIfd: 34665,
  IccProfile: 34675,
  GpsIfd: 34853,
  PixelXDimension: 40962,
  PixelYDimension: 40963,
  InteroperabilityIfd: 40965,
  GdalNoData: 42113,
  DngVersion: 50706,
  DngUniqueCameraModel: 50708,
} as const;

const typeSizes: Readonly<Record<number, number>> = {
  1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8,
}; // prettier-ignore
/** Size of the units whose bytes depend on the order; rationals are two of four bytes. */
const unitSize = (type: number) => (type === 5 || type === 10 ? 4 : (typeSizes[type] ?? 1));
const pointers: ReadonlySet<number> = new Set([Tag.ExifIfd, Tag.GpsIfd, Tag.InteroperabilityIfd]);
/** More of either is no image, but a damaged file. */
const maxEntries = 4096;
const maxBytes = 1 << 28;

/** @throws {RangeError} if this is no TIFF header */
export function readHeader(source: ByteSource): TiffHeader {
  const bytes = source.read(0, Math.min(16, source.size));
  const order = bytes.toString('latin1', 0, 2);
  if (bytes.length < 8 || (order !== 'II' && order !== 'MM')) throw new RangeError(text.noTiffHeader);
  const little = order === 'II';
  const version = little ? bytes.readUInt16LE(2) : bytes.readUInt16BE(2);
  if (version === 42) return { little, big: false, first: little ? bytes.readUInt32LE(4) : bytes.readUInt32BE(4) };
  if (version !== 43 || bytes.length < 16) throw new RangeError(text.noTiffHeader);
  return { little, big: true, first: Number(little ? bytes.readBigUInt64LE(8) : bytes.readBigUInt64BE(8)) };
}

/** @throws {RangeError} if the directory lies outside the source or cannot be one */
export function readDirectory(
  source: ByteSource,
  { little, big }: Pick<TiffHeader, 'little' | 'big'>,
  offset: number,
  depth = 0,
): { directory: Directory; next: number } {
  const countSize = big ? 8 : 2;
  const entrySize = big ? 20 : 12;
  const count = readUnsigned(source.read(offset, countSize), 0, countSize, little);
  if (count > maxEntries) throw new RangeError(text.tooManyTags(count));
  const table = source.read(offset + countSize, count * entrySize + (big ? 8 : 4));
  const directory = new Map<number, Entry>();
  for (let i = 0; i < count; i++) {
    const at = i * entrySize;
    const tag = readUnsigned(table, at, 2, little);
    const type = readUnsigned(table, at + 2, 2, little);
    const values = readUnsigned(table, at + 4, big ? 8 : 4, little);
    const size = (typeSizes[type] ?? 0) * values;
    if (size === 0 || size > maxBytes) continue;
    const inline = big ? 8 : 4;
    const valueAt = at + (big ? 12 : 8);
    const data =
      size <= inline
        ? Buffer.from(table.subarray(valueAt, valueAt + size))
        : Buffer.from(source.read(readUnsigned(table, valueAt, inline, little), size));
    if (!little) swap(data, unitSize(type));
    const entry = { tag, type, count: values, data };
    // A damaged directory may point at itself.
    const sub =
      pointers.has(tag) && depth < 3 ? readDirectory(source, { little, big }, numbers(entry)[0], depth + 1) : undefined;
    directory.set(tag, sub === undefined ? entry : { ...entry, directory: sub.directory });
  }
  return { directory, next: readUnsigned(table, count * entrySize, big ? 8 : 4, little) };
}

function readUnsigned(bytes: Buffer, at: number, size: number, little: boolean): number {
  if (size === 2) return little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  if (size === 4) return little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  return Number(little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
}

function swap(data: Buffer, unit: number): void {
  if (unit === 2) data.swap16();
  else if (unit === 4) data.swap32();
  else if (unit === 8) data.swap64();
}

/** The values of an entry as numbers; rationals as quotients. Empty for text. */
export function numbers(entry: Entry | undefined): number[] {
  if (entry === undefined) return [];
  const { type, count, data } = entry;
  const read: Partial<Record<number, (i: number) => number>> = {
    1: i => data.readUInt8(i),
    3: i => data.readUInt16LE(2 * i),
    4: i => data.readUInt32LE(4 * i),
    5: i => data.readUInt32LE(8 * i) / data.readUInt32LE(8 * i + 4),
    6: i => data.readInt8(i),
    7: i => data.readUInt8(i),
    8: i => data.readInt16LE(2 * i),
    9: i => data.readInt32LE(4 * i),
    10: i => data.readInt32LE(8 * i) / data.readInt32LE(8 * i + 4),
    11: i => data.readFloatLE(4 * i),
    12: i => data.readDoubleLE(8 * i),
    13: i => data.readUInt32LE(4 * i),
    16: i => Number(data.readBigUInt64LE(8 * i)),
    17: i => Number(data.readBigInt64LE(8 * i)),
    18: i => Number(data.readBigUInt64LE(8 * i)),
  };
  const value = read[type];
  return value === undefined ? [] : Array.from({ length: count }, (_, i) => value(i));
}

/** Text without its terminator; bytes as UTF-8, Latin-1 where they are not. */
export function textOf(entry: Entry | undefined): string | undefined {
  if (entry === undefined) return undefined;
  const end = entry.data.indexOf(0);
  const bytes = end < 0 ? entry.data : entry.data.subarray(0, end);
  const utf8 = bytes.toString('utf8');
  return utf8.includes('\ufffd') ? bytes.toString('latin1') : utf8;
}

export const shorts = (tag: number, ...values: number[]): Entry => {
  const data = Buffer.alloc(2 * values.length);
  for (const [i, value] of values.entries()) data.writeUInt16LE(value, 2 * i);
  return { tag, type: 3, count: values.length, data };
};

export const longs = (tag: number, ...values: number[]): Entry => {
  const data = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) data.writeUInt32LE(value, 4 * i);
  return { tag, type: 4, count: values.length, data };
};

export const longLongs = (tag: number, ...values: number[]): Entry => {
  const data = Buffer.alloc(8 * values.length);
  for (const [i, value] of values.entries()) data.writeBigUInt64LE(BigInt(value), 8 * i);
  return { tag, type: 16, count: values.length, data };
};

export const rational = (tag: number, value: number): Entry => {
  const denominator = Number.isInteger(value) ? 1 : 10_000;
  const data = Buffer.alloc(8);
  data.writeUInt32LE(Math.round(value * denominator), 0);
  data.writeUInt32LE(denominator, 4);
  return { tag, type: 5, count: 1, data };
};

export const bytes = (tag: number, type: 1 | 2 | 7, data: Buffer): Entry => ({ tag, type, count: data.length, data });

export function directoryOf(entries: Iterable<Entry>): Directory {
  return new Map([...entries].map(entry => [entry.tag, entry]));
}

/**
 * A directory, little-endian, that is to lie at `offset`: its table, then its data, then the directories that it points
 * to. Always of an even length, which does not depend on the values.
 */
export function writeDirectory(directory: Directory, offset: number, next = 0, big = false): Buffer {
  const entries = [...directory.values()].sort((a, b) => a.tag - b.tag);
  const [head, size, inline] = big ? [8, 20, 8] : [2, 12, 4];
  const table = Buffer.alloc(head + size * entries.length + inline);
  const parts: Buffer[] = [table];
  let end = offset + table.length;
  const append = (data: Buffer): number => {
    const start = end;
    parts.push(data, Buffer.alloc(data.length % 2));
    end += data.length + (data.length % 2);
    return start;
  };
  const writeUnsigned = (value: number, at: number) => {
    if (big) table.writeBigUInt64LE(BigInt(value), at);
    else table.writeUInt32LE(value, at);
  };
  if (big) table.writeBigUInt64LE(BigInt(entries.length), 0);
  else table.writeUInt16LE(entries.length, 0);
  for (const [i, { tag, type, count, data, directory: sub }] of entries.entries()) {
    const at = head + size * i;
    const [written, value] = sub ? [big ? 18 : 4, data] : big ? [type, data] : classicData(type, count, data);
    table.writeUInt16LE(tag, at);
    table.writeUInt16LE(written, at + 2);
    writeUnsigned(sub ? 1 : count, at + 4);
    const valueAt = at + 4 + inline;
    if (sub) writeUnsigned(append(writeDirectory(sub, end, 0, big)), valueAt);
    else if (value.length <= inline) value.copy(table, valueAt);
    else writeUnsigned(append(value), valueAt);
  }
  writeUnsigned(next, table.length - inline);
  return Buffer.concat(parts);
}

/** What BigTIFF adds is written as its smaller kin. */
function classicData(type: number, count: number, data: Buffer): [type: number, data: Buffer] {
  if (type !== 16 && type !== 17 && type !== 18) return [type, data];
  const classic = Buffer.alloc(4 * count);
  for (let i = 0; i < count; i++) classic.writeUInt32LE(Number(data.readBigUInt64LE(8 * i) & 0xffffffffn), 4 * i);
  return [4, classic];
}
