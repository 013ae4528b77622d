/** Which images a TIFF holds, and how their samples lie in it. */
import { AmsnetError } from '../../../core/errors';
import type { SampleKind } from '../../../core/samples';
import { text } from '../../text';
import type { ByteSource } from '../byte-source';
import { forLastFile } from '../last-file';
import { numbers, readDirectory, readHeader, Tag, type Directory, type TiffHeader } from './directory';

export interface TiffFile {
  readonly header: TiffHeader;
  /** Where the directories of the images of equal rank lie. */
  readonly offsets: readonly number[];
  /** Reduced copies and masks, which are left out. */
  readonly others: number;
  /** Set where the file is camera raw: the directory that describes it. */
  readonly raw?: Directory;
}

const maxPages = 100_000;
/** Colour filter array and linear raw (DNG 1.7). */
const rawPhotometrics: ReadonlySet<number> = new Set([32803, 34892]);

/** Walks the chain of directories. */
export const indexTiff = forLastFile(walk);

function walk(_: string, source: ByteSource): TiffFile {
  const header = readHeader(source);
  const pages: number[] = [];
  const reduced: number[] = [];
  const seen = new Set<number>();
  for (let offset = header.first; offset !== 0 && !seen.has(offset) && seen.size < maxPages;) {
    seen.add(offset);
    const { directory, next } = readDirectory(source, header, offset);
    if (isRaw(source, header, directory)) {
      return { header, offsets: [], others: 0, raw: readDirectory(source, header, header.first).directory };
    }
    const [subfile = 0] = numbers(directory.get(Tag.NewSubfileType));
    // Bit 0: a reduced copy; bit 2: a transparency mask.
    ((subfile & 5) === 0 ? pages : reduced).push(offset);
    offset = next;
  }
  if (pages.length > 0) return { header, offsets: pages, others: reduced.length };
  return { header, offsets: reduced.slice(0, 1), others: Math.max(0, reduced.length - 1) };
}

/** A mosaic in the file makes it camera raw, whatever picture stands before it. */
function isRaw(source: ByteSource, header: TiffHeader, directory: Directory): boolean {
  if (directory.has(Tag.DngVersion)) return true;
  const [photometric] = numbers(directory.get(Tag.Photometric));
  if (rawPhotometrics.has(photometric)) return true;
  return numbers(directory.get(Tag.SubIfds)).some(offset => {
    try {
      const { directory: sub } = readDirectory(source, header, offset);
      return rawPhotometrics.has(numbers(sub.get(Tag.Photometric))[0]) || sub.has(Tag.CfaPattern);
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  });
}

/**
 * LibRaw takes what is missing at the end for black.
 * @throws {RangeError} where a strip or tile of a raw file, or of what it holds, lies outside of it
 */
export function checkWhole(source: ByteSource, { header }: TiffFile): void {
  const check = (offset: number, depth: number): void => {
    const { directory } = readDirectory(source, header, offset);
    for (const [offsets, counts] of [
      [Tag.StripOffsets, Tag.StripByteCounts],
      [Tag.TileOffsets, Tag.TileByteCounts],
    ]) {
      const lengths = numbers(directory.get(counts));
      for (const [i, start] of numbers(directory.get(offsets)).entries()) {
        const end = start + (lengths.at(i) ?? 0);
        if (end > source.size) throw new RangeError(text.endsEarly(source.size, end));
      }
    }
    if (depth === 0) for (const sub of numbers(directory.get(Tag.SubIfds)).slice(0, 16)) check(sub, 1);
  };
  check(header.first, 0);
}

export interface TiffLayout {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly kind: SampleKind;
  readonly bits: number;
  readonly photometric: number;
  /** Meaning of the samples after the colours: 1 and 2 are alpha. */
  readonly extraSamples: readonly number[];
  readonly compression: number;
  readonly orientation: number;
  readonly isPlanar: boolean;
  readonly isTiled: boolean;
  /** Of the samples of a strip or tile. */
  readonly blockBytes: number;
}

/** What libvips or geotiff.js reads: none, CCITT, LZW, JPEG, deflate, packed bits, LERC, ZSTD. */
const compressions: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8, 32946, 32773, 34887, 50000]);
const otherCompressions: Readonly<Record<number, string | undefined>> = {
  22610: 'JPEG XR', 33003: 'JPEG 2000', 33005: 'JPEG 2000', 34661: 'JBIG', 34676: 'LogLuv', 34677: 'LogLuv', 34712: 'JPEG 2000',
  34925: 'LZMA', 34927: 'WebP', 34934: 'JPEG XR', 50001: 'WebP', 50002: 'JPEG XL', 52546: 'JPEG XL',
}; // prettier-ignore

/** @throws {AmsnetError} image/unsupported for samples that are no numbers of a known kind, or packed in an unknown way */
export function layoutOf(path: string, directory: Directory): TiffLayout {
  const first = (tag: number, otherwise: number) => numbers(directory.get(tag))[0] ?? otherwise;
  const bits = numbers(directory.get(Tag.BitsPerSample));
  const formats = numbers(directory.get(Tag.SampleFormat));
  const [bit = 1] = bits;
  const [format = 1] = formats;
  const unsupported = (why: string) => new AmsnetError('image/unsupported', ...text.samplesUnsupported(path, why));
  if (bits.some(each => each !== bit) || formats.some(each => each !== format)) {
    throw unsupported(text.samplesMixed);
  }
  const kind = kindOf(format, bit);
  if (kind === undefined) {
    throw unsupported(format > 4 ? text.samplesComplex : text.samplesOfBits(bit));
  }
  const compression = first(Tag.Compression, 1);
  if (!compressions.has(compression)) {
    throw unsupported(text.tiffCompression(otherCompressions[compression] ?? String(compression)));
  }
  const [width, height, samples] = [first(Tag.ImageWidth, 0), first(Tag.ImageLength, 0), first(Tag.SamplesPerPixel, 1)];
  const isPlanar = first(Tag.PlanarConfiguration, 1) === 2;
  const isTiled = directory.has(Tag.TileOffsets);
  const [columns, rows] = isTiled
    ? [first(Tag.TileWidth, width), first(Tag.TileLength, height)]
    : [width, Math.min(height, first(Tag.RowsPerStrip, height))];
  return {
    width,
    height,
    samples,
    kind,
    bits: bit,
    photometric: first(Tag.Photometric, 1),
    extraSamples: numbers(directory.get(Tag.ExtraSamples)),
    compression,
    orientation: first(Tag.Orientation, 1),
    isPlanar,
    isTiled,
    blockBytes: (columns * rows * (isPlanar ? 1 : samples) * bit) / 8,
  };
}

function kindOf(format: number, bits: number): SampleKind | undefined {
  if (format === 3) return ({ 16: 'half', 32: 'float', 64: 'double' } as const)[bits as 16 | 32 | 64];
  if (format === 2) return ({ 8: 'int8', 16: 'int16', 32: 'int32' } as const)[bits as 8 | 16 | 32];
  if (format !== 1 && format !== 4) return undefined;
  if (bits <= 8) return 'uint8';
  return bits <= 16 ? 'uint16' : bits === 32 ? 'uint32' : undefined;
}

/**
 * Tiles that are not there, which no reader misses. Where GDAL has left one out, it says so by two zeros.
 * @throws {RangeError}
 */
export function checkTiles({ size }: ByteSource, directory: Directory): void {
  const lengths = numbers(directory.get(Tag.TileByteCounts));
  for (const [i, offset] of numbers(directory.get(Tag.TileOffsets)).entries()) {
    const length = lengths[i] ?? 0;
    if (offset === 0 && length === 0) continue;
    if (offset === 0 || length === 0) throw new RangeError(text.tileMissing(i + 1));
    if (offset + length > size) throw new RangeError(text.endsEarly(size, offset + length));
  }
}
