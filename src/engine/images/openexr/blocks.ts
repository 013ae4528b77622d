/** The lossless ways in which OpenEXR packs its blocks of pixels: RLE, ZIP, ZIPS and PIZ; and PXR24, whose loss is in its writing. */
import { deflate, inflateSync } from 'node:zlib';
import { promisify } from 'node:util';
import { text } from '../../text';
import type { Channel } from './header';
import { unpackPiz } from './piz';

const compress = promisify(deflate);

export const Compression = { none: 0, rle: 1, zips: 2, zip: 3, piz: 4, pxr24: 5 } as const;
/** Rows of a block; undefined for what is not read: B44 and DWA, which lose something with every writing. */
export const rowsOf: readonly (number | undefined)[] = [1, 1, 1, 16, 32, 16];

/** Width and height of a block, and what its rows are made of. */
export interface BlockShape {
  readonly width: number;
  readonly height: number;
  readonly channels: readonly Channel[];
  /** Bytes when unpacked. */
  readonly length: number;
}

/** The rows of a block one after the other, the channels of each one after the other. @throws {RangeError} if it is damaged */
export function unpack(packed: Buffer, compression: number, shape: BlockShape): Buffer {
  // What would not have become smaller is stored as it is.
  if (compression === Compression.none || packed.length === shape.length) return checked(packed, shape);
  switch (compression) {
    case Compression.rle:
      return checked(undone(unpackRuns(packed, shape.length)), shape);
    case Compression.zips:
    case Compression.zip:
      return checked(undone(inflated(packed, shape.length)), shape);
    case Compression.piz:
      return unpackPiz(packed, shape);
    default:
      return unpackPxr24(packed, shape);
  }
}

/** As ZIP does. */
export async function packZip(rows: Buffer): Promise<Buffer> {
  const half = (rows.length + 1) >> 1;
  const parted = Buffer.alloc(rows.length);
  for (let i = 0; i < rows.length; i++) parted[(i & 1 ? half : 0) + (i >> 1)] = rows[i];
  for (let i = parted.length - 1; i > 0; i--) parted[i] = parted[i] - parted[i - 1] + 128;
  const packed = await compress(parted);
  return packed.length < rows.length ? packed : rows;
}

function checked(bytes: Buffer, { length }: BlockShape): Buffer {
  if (bytes.length !== length) throw new RangeError(text.blockShort(bytes.length, length));
  return bytes;
}

function inflated(packed: Buffer, length: number): Buffer {
  return inflateSync(packed, { maxOutputLength: Math.max(1, length) });
}

/** Differences summed up, then the bytes of both halves in turn. */
function undone(bytes: Buffer): Buffer {
  for (let i = 1; i < bytes.length; i++) bytes[i] = bytes[i - 1] + bytes[i] - 128;
  const half = (bytes.length + 1) >> 1;
  const joined = Buffer.alloc(bytes.length);
  for (let i = 0; i < bytes.length; i++) joined[i] = bytes[(i & 1 ? half : 0) + (i >> 1)];
  return joined;
}

/** A negative count is followed by so many bytes, another one by a byte that is repeated once more than it says. */
function unpackRuns(packed: Buffer, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let to = 0;
  for (let at = 0; at < packed.length;) {
    const count = packed.readInt8(at++);
    if (count < 0) {
      to += packed.copy(bytes, to, at, at - count);
      at -= count;
    } else {
      bytes.fill(packed[at++] ?? 0, to, to + count + 1);
      to += count + 1;
    }
    if (to > length) throw new RangeError(text.blockShort(to, length));
  }
  return bytes.subarray(0, to);
}

/** Differences of neighbours by planes of bytes, the highest first; of floating point the lowest byte is not there. */
function unpackPxr24(packed: Buffer, { width, height, channels, length }: BlockShape): Buffer {
  const planesOf = { uint32: 4, half: 2, float: 3 } as const;
  const needed = height * width * channels.reduce((sum, { kind }) => sum + planesOf[kind], 0);
  const planes = inflated(packed, needed);
  if (planes.length !== needed) throw new RangeError(text.blockShort(planes.length, needed));
  const bytes = Buffer.alloc(length);
  let from = 0;
  let to = 0;
  for (let row = 0; row < height; row++) {
    for (const { kind } of channels) {
      const count = planesOf[kind];
      let value = 0;
      for (let x = 0; x < width; x++) {
        let difference = 0;
        for (let plane = 0; plane < count; plane++) difference = (difference << 8) | planes[from + plane * width + x];
        if (kind === 'float') difference <<= 8;
        value = (value + difference) | 0;
        to = kind === 'half' ? bytes.writeUInt16LE(value & 0xffff, to) : bytes.writeInt32LE(value, to);
      }
      from += count * width;
    }
  }
  return bytes;
}
