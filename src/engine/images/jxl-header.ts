/** The boxes and the head of a JPEG XL file (ISO 18181-2, 9; ISO 18181-1, D): what it says before any pixel is decoded. */
import { brotliDecompressSync } from 'node:zlib';
import { text } from '../text';
import type { ByteSource } from './byte-source';

export interface JxlHeader {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly isFloat: boolean;
  /** Whether colours are those of the eye, as in files with losses; others are decoded as a whole, whatever part is wanted. */
  readonly isXyb: boolean;
  /** Channels besides colours and alpha. */
  readonly others: number;
  /** EXIF without the offset before it. */
  readonly exif?: Buffer | undefined;
  readonly xmp?: Buffer | undefined;
  readonly hasGainMap: boolean;
}

export const bare = '\xff\x0a';
export const boxed = '\0\0\0\x0cJXL \r\n\x87\n';
/** More than any header has. */
const headBytes = 1 << 16;
/** More than any block of metadata that somebody wrote. */
const mostMetadata = 1 << 26;

/** @throws {RangeError} if it is damaged */
export function readJxlHeader(source: ByteSource): JxlHeader {
  if (source.read(0, 2).toString('latin1') === bare) {
    return { ...readCodestream(source.read(0, Math.min(source.size, headBytes))), hasGainMap: false };
  }
  const head: Buffer[] = [];
  let exif: Buffer | undefined;
  let xmp: Buffer | undefined;
  let hasGainMap = false;
  for (const { type, start, end } of boxesOf(source)) {
    const part = (skipped: number) => source.read(start + skipped, Math.min(end - start - skipped, headBytes));
    if (type === 'jxlc') head.push(part(0));
    // The parts are numbered, and follow one another.
    if (type === 'jxlp' && end - start >= 4) head.push(part(4));
    if (type === 'jhgm') hasGainMap = true;
    const named = metadataOf(source, type, start, end);
    if (named?.type === 'Exif' && named.data.length > 4) exif = named.data.subarray(4 + named.data.readUInt32BE(0));
    if (named?.type === 'xml ') xmp = named.data;
  }
  return { ...readCodestream(Buffer.concat(head)), exif, xmp, hasGainMap };
}

function* boxesOf(source: ByteSource): Generator<{ type: string; start: number; end: number }> {
  for (let at = 0; at + 8 <= source.size;) {
    const head = source.read(at, Math.min(16, source.size - at));
    const short = head.readUInt32BE(0);
    // 0: up to the end; 1: the length follows in 64 bits.
    const isLong = short === 1 && head.length === 16;
    const length = isLong ? Number(head.readBigUInt64BE(8)) : short === 0 ? source.size - at : short;
    const start = at + (isLong ? 16 : 8);
    if (length < start - at) return;
    yield { type: head.toString('latin1', 4, 8), start, end: Math.min(at + length, source.size) };
    at += length;
  }
}

/** What a box of metadata holds, itself or packed by Brotli; undefined for others, and where it cannot be unpacked. */
function metadataOf(source: ByteSource, type: string, start: number, end: number): { type: string; data: Buffer } | undefined {
  if (end - start > mostMetadata) return undefined;
  if (type === 'Exif' || type === 'xml ') return { type, data: source.read(start, end - start) };
  if (type !== 'brob' || end - start < 4) return undefined;
  const packed = source.read(start, end - start);
  try {
    const data = brotliDecompressSync(packed.subarray(4), { maxOutputLength: mostMetadata });
    return { type: packed.toString('latin1', 0, 4), data };
  } catch {
    return undefined;
  }
} // prettier-ignore

type Choice = readonly [base: number, bits: number];

/** Numbers of any number of bits, the lowest first. */
class Bits {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  /** @throws {RangeError} where there are no more */
  take(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++, this.#at++) {
      const byte = this.bytes.at(this.#at >> 3);
      if (byte === undefined) throw new RangeError(text.headerDamaged);
      value += ((byte >> (this.#at & 7)) & 1) * 2 ** i;
    }
    return value;
  }

  flag(): boolean {
    return this.take(1) === 1;
  }

  /** One of four ways to say a number. */
  choice(...of: readonly [Choice, Choice, Choice, Choice]): number {
    const [base, bits] = of[this.take(2)];
    return base + this.take(bits);
  }
}

const sizes = [[1, 9], [1, 13], [1, 18], [1, 30]] as const; // prettier-ignore
/** Width for a height, as the format names it. */
const ratios = [1, 12 / 10, 4 / 3, 3 / 2, 16 / 9, 5 / 4, 2];

function readCodestream(bytes: Buffer): Pick<JxlHeader, 'width' | 'height' | 'bits' | 'isFloat' | 'isXyb' | 'others'> {
  const bits = new Bits(bytes.subarray(bare.length));
  const size = readSize(bits);
  const photo = { ...size, bits: 8, isFloat: false, isXyb: true, others: 0 };
  if (bits.flag()) return photo;
  if (bits.flag()) {
    const turned = bits.take(3) > 3;
    if (turned) [photo.width, photo.height] = [photo.height, photo.width];
    if (bits.flag()) readSize(bits);
    if (bits.flag()) readPreview(bits);
    if (bits.flag()) readAnimation(bits);
  }
  const samples = readSamples(bits);
  bits.take(1);
  const extras = bits.choice([0, 0], [1, 0], [2, 4], [1, 12]);
  const kinds = Array.from({ length: extras }, () => readExtra(bits));
  const alphas = Math.min(1, kinds.filter(kind => kind === alpha).length);
  return { ...photo, ...samples, others: extras - alphas, isXyb: bits.flag() };
}

function readSize(bits: Bits): { width: number; height: number } {
  const small = bits.flag();
  const edge = () => (small ? 8 * (1 + bits.take(5)) : bits.choice(...sizes));
  const height = edge();
  const ratio = bits.take(3);
  return { height, width: ratio === 0 ? edge() : Math.floor(height * ratios[ratio - 1] + 1e-9) };
}

function readPreview(bits: Bits): void {
  const inEights = bits.flag();
  const edge = () => (inEights ? bits.choice([16, 0], [32, 0], [1, 5], [33, 9]) : bits.choice([1, 6], [65, 8], [321, 10], [1345, 12])); // prettier-ignore
  edge();
  if (bits.take(3) === 0) edge();
}

/** Ticks a second, and repetitions. */
function readAnimation(bits: Bits): void {
  bits.choice([100, 0], [1000, 0], [1, 10], [1, 30]);
  bits.choice([1, 0], [1001, 0], [1, 8], [1, 10]);
  bits.choice([0, 0], [0, 3], [0, 16], [0, 32]);
  bits.take(1);
}

function readSamples(bits: Bits): { bits: number; isFloat: boolean } {
  if (!bits.flag()) return { isFloat: false, bits: bits.choice([8, 0], [10, 0], [12, 0], [1, 6]) };
  const depth = bits.choice([32, 0], [16, 0], [24, 0], [1, 6]);
  bits.take(4);
  return { isFloat: true, bits: depth };
}

const [alpha, spot, mosaic] = [0, 2, 5];

/** What a channel besides the colours holds. */
function readExtra(bits: Bits): number {
  if (bits.flag()) return alpha;
  const kind = bits.choice([0, 0], [1, 0], [2, 4], [18, 6]);
  readSamples(bits);
  bits.choice([0, 0], [3, 0], [4, 0], [1, 3]);
  const nameBytes = bits.choice([0, 0], [0, 4], [16, 5], [48, 10]);
  bits.take(8 * nameBytes);
  if (kind === alpha) bits.take(1);
  if (kind === spot) bits.take(4 * 16);
  if (kind === mosaic) bits.choice([1, 0], [0, 2], [3, 4], [19, 8]);
  return kind;
}
