/** Windows bitmaps (wingdi.h: BITMAPFILEHEADER, BITMAPINFOHEADER and its kin; the core header of OS/2). */
import { bandsOf, type Rect } from '../../core/geometry';
import { rowsOf, type SampleSource } from '../../core/sample-source';
import type { Samples } from '../../core/samples';
import { text } from '../text';
import { fromBottom } from './bottom-up';
import type { ByteSource } from './byte-source';

/** Sizes of the headers after the 14 bytes of that of the file. */
export const headerSizes: ReadonlySet<number> = new Set([12, 40, 52, 56, 64, 108, 124]);

const Compression = { none: 0, rle8: 1, rle4: 2, masks: 3, masksAndAlpha: 6 } as const;

export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bits: number;
  readonly compression: number;
  /** Where the pixels start. */
  readonly start: number;
  /** Pixels a metre, 0 where unknown. */
  readonly density: readonly [x: number, y: number];
  /** Red, green, blue, alpha of each pixel; 0 for a channel that is not there. */
  readonly masks: readonly number[];
  /** Red, green, blue of each index. */
  readonly palette: Uint8Array;
  /** An embedded colour profile. */
  readonly profile: { readonly start: number; readonly length: number } | undefined;
}

/** Of the info header all but the size of the image, which the core header has in 16 bits. */
const defaultMasks: Readonly<Record<number, readonly number[]>> = {
  16: [0x7c00, 0x03e0, 0x001f, 0],
  32: [0xff0000, 0xff00, 0xff, 0],
};

/** @throws {RangeError} for a header that cannot be followed */
export function readBmpHeader(source: ByteSource): BmpHeader {
  const size = source.read(14, 4).readUInt32LE(0);
  if (!headerSizes.has(size)) throw new RangeError(text.headerDamaged);
  const isCore = size === 12;
  const head = source.read(0, 14 + size);
  const start = head.readUInt32LE(10);
  const width = isCore ? head.readUInt16LE(18) : head.readInt32LE(18);
  const rows = isCore ? head.readUInt16LE(20) : head.readInt32LE(22);
  const bits = head.readUInt16LE(isCore ? 24 : 28);
  const compression = isCore ? 0 : head.readUInt32LE(30);
  if (!(width > 0) || rows === 0 || ![1, 4, 8, 16, 24, 32].includes(bits)) throw new RangeError(text.headerDamaged);
  const named = isCore ? 0 : head.readUInt32LE(46);
  const hasMasks = compression === Compression.masks || compression === Compression.masksAndAlpha;
  const hasAlpha = size >= 56 && size !== 64;
  const maskCount = hasAlpha || compression === Compression.masksAndAlpha ? 4 : 3;
  // The masks stand in the longer headers, after the shorter ones.
  const masks = hasMasks ? source.read(54, 4 * maskCount) : undefined;
  const tableAt = 14 + size + (hasMasks && size === 40 ? 4 * maskCount : 0);
  const entries = bits > 8 ? 0 : Math.min(named || 2 ** bits, 2 ** bits);
  const hasProfile = size === 124 && head.toString('latin1', 70, 74) === 'DEBM';
  return {
    width,
    height: Math.abs(rows),
    topDown: rows < 0,
    bits,
    compression,
    start,
    density: isCore ? [0, 0] : [head.readInt32LE(38), head.readInt32LE(42)],
    masks: masks
      ? [0, 1, 2, 3].map(i => (i < maskCount ? masks.readUInt32LE(4 * i) : 0))
      : (defaultMasks[bits] ?? [0, 0, 0, 0]),
    palette: readPalette(source, tableAt, entries, isCore ? 3 : 4),
    profile: hasProfile ? { start: 14 + head.readUInt32LE(126), length: head.readUInt32LE(130) } : undefined,
  };
}

/** Blue first, in the file. */
function readPalette(source: ByteSource, offset: number, entries: number, size: number): Uint8Array {
  const table = source.read(offset, entries * size);
  return Uint8Array.from({ length: 3 * entries }, (_, i) => table[Math.floor(i / 3) * size + 2 - (i % 3)]);
}

/** What a pixel of each kind is: index of the palette, three bytes, or bits of a number. */
export function isKnown({ bits, compression }: BmpHeader): boolean {
  if (compression === Compression.none) return true;
  if (compression === Compression.rle8) return bits === 8;
  if (compression === Compression.rle4) return bits === 4;
  return (
    (compression === Compression.masks || compression === Compression.masksAndAlpha) && (bits === 16 || bits === 32)
  );
}

/** Indices of a palette, one a pixel, the upper row first. */
export function readIndices(source: ByteSource, header: BmpHeader): Uint8Array {
  const { width, height, bits, compression, palette } = header;
  const isPacked = compression !== Compression.none;
  // A byte of runs stands for no more than 128 pixels, unless most of the image is jumped over.
  if (isPacked && width * height > 256 * (source.size - header.start)) throw new RangeError(text.runsEnd);
  const indices = new Uint8Array(width * height);
  if (isPacked) unpackRuns(source.read(header.start, source.size - header.start), header, indices);
  else {
    eachRow(source, header, { x: 0, y: 0, width, height }, (row, to) => {
      for (let x = 0; x < width; x++) {
        const bit = x * bits;
        indices[to + x] = (row[bit >> 3] >> (8 - bits - (bit & 7))) & (2 ** bits - 1);
      }
    });
  }
  const count = palette.length / 3;
  if (indices.some(index => index >= count)) throw new RangeError(text.paletteShort);
  return indices;
}

/** Colours of pixels that are bytes or bits of a number, of some whole rows. */
export function readColours(
  source: ByteSource,
  header: BmpHeader,
  band: Rect,
  data: Samples,
  channels: 3 | 4,
  white: number,
): void {
  const { width, bits, masks } = header;
  if (bits === 24) {
    eachRow(source, header, band, (row, to) => {
      for (let x = 0; x < width; x++) {
        for (let c = 0; c < 3; c++) data[3 * (to + x) + c] = row[3 * x + 2 - c];
      }
    });
    return;
  }
  const fields = masks.slice(0, channels).map(mask => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
    const most = mask >>> shift;
    return { mask, shift, factor: most === 0 ? 0 : white / most };
  });
  eachRow(source, header, band, (row, to) => {
    for (let x = 0; x < width; x++) {
      const pixel = bits === 16 ? row.readUInt16LE(2 * x) : row.readUInt32LE(4 * x);
      for (const [c, { mask, shift, factor }] of fields.entries()) {
        data[channels * (to + x) + c] = Math.round(((pixel & mask) >>> shift) * factor);
      }
    }
  });
}

/** Rows of whole 32-bit words, with the first pixel of where each belongs in the band. */
function eachRow(source: ByteSource, header: BmpHeader, band: Rect, use: (row: Buffer, to: number) => void) {
  const { width, bits, topDown, start } = header;
  const rowBytes = 4 * Math.ceil((width * bits) / 32);
  const { y: first, height } = topDown ? band : fromBottom(band, header);
  const bytes = source.read(start + first * rowBytes, height * rowBytes);
  for (let y = 0; y < height; y++) {
    use(bytes.subarray(y * rowBytes, (y + 1) * rowBytes), (topDown ? y : height - 1 - y) * width);
  }
}

/** Runs of one index and stretches of several; what is jumped over keeps the first index. */
function unpackRuns(bytes: Buffer, { width, height, bits }: BmpHeader, indices: Uint8Array): void {
  const isNibbles = bits === 4;
  let [x, y, at] = [0, 0, 0];
  const next = (): number => {
    if (at >= bytes.length) throw new RangeError(text.runsEnd);
    return bytes[at++];
  };
  const put = (index: number) => {
    if (x < width && y < height) indices[(height - 1 - y) * width + x] = index;
    x++;
  };
  while (y < height) {
    const [count, value] = [next(), next()];
    if (count > 0) {
      for (let i = 0; i < count; i++) put(isNibbles ? (i % 2 === 0 ? value >> 4 : value & 15) : value);
    } else if (value === 0) [x, y] = [0, y + 1];
    else if (value === 1) return;
    else if (value === 2) [x, y] = [x + next(), y + next()];
    else {
      const stored = isNibbles ? Math.ceil(value / 2) : value;
      for (let i = 0, byte = 0; i < value; i++) {
        if (!isNibbles || i % 2 === 0) byte = next();
        put(isNibbles ? (i % 2 === 0 ? byte >> 4 : byte & 15) : byte);
      }
      if (stored % 2 === 1) next();
    }
  }
}

/** A file of 8-bit pixels: gray by a palette, RGB, or RGB with alpha. */
export function* writeBmp(source: SampleSource, density: readonly [x: number, y: number]): Generator<Uint8Array> {
  const { width, height, channels } = source;
  const isGray = channels < 3;
  const pixel = isGray && channels === 1 ? 1 : channels === 3 ? 3 : 4;
  const size = pixel === 4 ? 108 : 40;
  const start = 14 + size + (pixel === 1 ? 1024 : 0);
  const rowBytes = 4 * Math.ceil((width * pixel) / 4);
  const head = Buffer.alloc(start);
  head.write('BM', 'latin1');
  head.writeUInt32LE(start + rowBytes * height, 2);
  head.writeUInt32LE(start, 10);
  head.writeUInt32LE(size, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(8 * pixel, 28);
  head.writeUInt32LE(pixel === 4 ? Compression.masks : Compression.none, 30);
  head.writeUInt32LE(rowBytes * height, 34);
  head.writeInt32LE(density[0], 38);
  head.writeInt32LE(density[1], 42);
  if (pixel === 1) for (let i = 0; i < 256; i++) head.fill(i, 14 + size + 4 * i, 14 + size + 4 * i + 3);
  if (pixel === 4) {
    for (const [i, mask] of [0xff0000, 0xff00, 0xff, 0xff000000].entries()) head.writeUInt32LE(mask, 54 + 4 * i);
    head.write('BGRs', 70, 'latin1');
  }
  yield head;
  for (const band of bandsOf(source)) {
    const data = rowsOf(source, fromBottom(band, source));
    const rows = Buffer.alloc(rowBytes * band.height);
    for (let y = 0, from = 0; y < band.height; y++) {
      let to = (band.height - 1 - y) * rowBytes;
      for (let x = 0; x < width; x++, from += channels, to += pixel) {
        if (pixel === 1) rows[to] = data[from];
        else {
          for (let c = 0; c < 3; c++) rows[to + c] = data[from + (isGray ? 0 : 2 - c)];
          if (pixel === 4) rows[to + 3] = data[from + (isGray ? 1 : 3)];
        }
      }
    }
    yield rows;
  }
}
