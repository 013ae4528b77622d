/** PIZ of OpenEXR (ImfPizCompressor, ImfHuf, ImfWav): a Huffman code of a wavelet transform of 16-bit words. */
import { text } from '../../text';
import type { BlockShape } from './blocks';
import { channelBytes } from './header';

const wordCount = 1 << 16;
/** Code lengths that stand for runs of symbols without a code. */
const shortRun = 59;
const longRun = 63;
const longestCode = 58;
const lookupBits = 14;

export function unpackPiz(packed: Buffer, { width, height, channels, length }: BlockShape): Buffer {
  const reader = new BitReader(packed);
  const [first, last] = [reader.uint16(), reader.uint16()];
  const words = new Uint16Array(wordCount);
  let used = 1;
  for (let byte = first; byte <= last && byte < wordCount / 8; byte++) {
    const bits = reader.uint8();
    for (let bit = 0; bit < 8; bit++) if (bits & (1 << bit) && byte + bit > 0) words[used++] = 8 * byte + bit;
  }
  reader.uint32();
  const values = decodeHuffman(reader, length / 2);
  let from = 0;
  for (const { kind } of channels) {
    const size = channelBytes[kind] / 2;
    for (let part = 0; part < size; part++) {
      undoWavelet(values, from + part, { nx: width, ox: size, ny: height, oy: width * size }, used - 1);
    }
    from += width * height * size;
  }
  const bytes = Buffer.alloc(length);
  let to = 0;
  for (let row = 0; row < height; row++) {
    let start = 0;
    for (const { kind } of channels) {
      const count = (width * channelBytes[kind]) / 2;
      for (let i = 0; i < count; i++) to = bytes.writeUInt16LE(words[values[start + row * count + i]], to);
      start += count * height;
    }
  }
  return bytes;
}

/** Whole numbers, little-endian, and bits, the highest first. */
class BitReader {
  #at = 0;
  #bits = 0;
  #count = 0;

  constructor(private readonly bytes: Buffer) {}

  uint8(): number {
    if (this.#at >= this.bytes.length) throw new RangeError(text.blockEnds);
    return this.bytes[this.#at++];
  }

  uint16(): number {
    return this.uint8() | (this.uint8() << 8);
  }

  uint32(): number {
    return this.uint16() + 0x10000 * this.uint16();
  }

  /** The next bits without taking them; zeros after the end. @param count up to 16 */
  peek(count: number): number {
    while (this.#count < count) {
      this.#bits = ((this.#bits << 8) | (this.bytes[this.#at] ?? 0)) & 0xffffff;
      this.#at++;
      this.#count += 8;
    }
    return (this.#bits >> (this.#count - count)) & ((1 << count) - 1);
  }

  skip(count: number): void {
    this.#count -= count;
    // Bits that are not there were taken.
    if (this.#at - (this.#count >> 3) > this.bytes.length) throw new RangeError(text.blockEnds);
  }

  bits(count: number): number {
    const value = this.peek(count);
    this.skip(count);
    return value;
  }

  /** What follows begins with a whole byte. */
  align(): void {
    this.#at -= this.#count >> 3;
    this.#count = 0;
    this.#bits = 0;
  }
}

function decodeHuffman(reader: BitReader, count: number): Uint16Array {
  const values = new Uint16Array(count);
  const [least, runs] = [reader.uint32(), reader.uint32()];
  for (let i = 0; i < 3; i++) reader.uint32();
  if (least > wordCount || runs > wordCount) throw new RangeError(text.headerDamaged);
  const code = new Code(readLengths(reader, least, runs));
  reader.align();
  for (let to = 0; to < count;) {
    const symbol = code.read(reader);
    if (symbol !== runs) {
      values[to++] = symbol;
      continue;
    }
    const times = reader.bits(8);
    if (to === 0 || to + times > count) throw new RangeError(text.blockEnds);
    values.fill(values[to - 1], to, to + times);
    to += times;
  }
  return values;
}

function readLengths(reader: BitReader, from: number, to: number): Uint8Array {
  const lengths = new Uint8Array(wordCount + 1);
  for (let symbol = from; symbol <= to;) {
    const length = reader.bits(6);
    if (length === longRun) symbol += reader.bits(8) + 2 + longRun - shortRun;
    else if (length >= shortRun) symbol += length - shortRun + 2;
    else lengths[symbol++] = length;
  }
  return lengths;
}

/** A canonical code: those of a length are numbers in a row, longer ones the smaller ones. */
class Code {
  /** By length: the first code, and where its symbols begin. Numbers beyond 32 bits are whole in a double. */
  readonly #first = new Float64Array(longestCode + 2);
  readonly #count = new Uint32Array(longestCode + 2);
  readonly #start = new Uint32Array(longestCode + 2);
  readonly #symbols: Uint32Array;
  /** Length and symbol of what begins with so many bits; 0 where its code is longer. */
  readonly #lookup = new Uint32Array(1 << lookupBits);

  constructor(lengths: Uint8Array) {
    for (const length of lengths) if (length > 0) this.#count[length]++;
    let code = 0;
    for (let length = longestCode; length > 0; length--) {
      this.#first[length] = code;
      code = Math.floor((code + this.#count[length]) / 2);
    }
    let start = 0;
    for (let length = 1; length <= longestCode; length++) {
      this.#start[length] = start;
      start += this.#count[length];
    }
    this.#symbols = new Uint32Array(start);
    const next = this.#start.slice();
    for (const [symbol, length] of lengths.entries()) if (length > 0) this.#symbols[next[length]++] = symbol;
    for (let length = 1; length <= lookupBits; length++) {
      const width = 1 << (lookupBits - length);
      for (let i = 0; i < this.#count[length]; i++) {
        const from = (this.#first[length] + i) * width;
        // Symbols go up to 65536.
        this.#lookup.fill(length * 0x20000 + this.#symbols[this.#start[length] + i], from, from + width);
      }
    }
  }

  read(reader: BitReader): number {
    const found = this.#lookup[reader.peek(lookupBits)];
    if (found > 0) {
      reader.skip(found >>> 17);
      return found & 0x1ffff;
    }
    let code = reader.bits(lookupBits);
    for (let length = lookupBits + 1; length <= longestCode; length++) {
      code = 2 * code + reader.bits(1);
      const index = code - this.#first[length];
      if (index >= 0 && index < this.#count[length]) return this.#symbols[this.#start[length] + index];
    }
    throw new RangeError(text.headerDamaged);
  }
}

interface Grid {
  readonly nx: number;
  /** Distance of neighbours. */
  readonly ox: number;
  readonly ny: number;
  readonly oy: number;
}

/** In place. @param most the largest value: with less than 14 bits the sums are plain ones */
function undoWavelet(values: Uint16Array, from: number, { nx, ox, ny, oy }: Grid, most: number): void {
  const pair = most < 1 << 14 ? undo14 : undo16;
  let p2 = 2 ** Math.floor(Math.log2(Math.min(nx, ny)));
  for (let p = p2 >> 1; p >= 1; p2 = p, p >>= 1) {
    const [ox1, oy1] = [ox * p, oy * p];
    let y = 0;
    for (; y <= ny - p2; y += p2) {
      let x = 0;
      for (; x <= nx - p2; x += p2) {
        const at = from + y * oy + x * ox;
        pair(values, at, at + oy1);
        pair(values, at + ox1, at + ox1 + oy1);
        pair(values, at, at + ox1);
        pair(values, at + oy1, at + ox1 + oy1);
      }
      if (nx & p) pair(values, from + y * oy + x * ox, from + y * oy + x * ox + oy1);
    }
    if (ny & p) {
      for (let x = 0; x <= nx - p2; x += p2) pair(values, from + y * oy + x * ox, from + y * oy + x * ox + ox1);
    }
  }
}

function undo14(values: Uint16Array, a: number, b: number): void {
  const high = (values[b] << 16) >> 16;
  const low = ((values[a] << 16) >> 16) + (high & 1) + (high >> 1);
  values[a] = low;
  values[b] = low - high;
}

function undo16(values: Uint16Array, a: number, b: number): void {
  const high = values[b];
  const second = (values[a] - (high >> 1)) & 0xffff;
  values[a] = high + second - 0x8000;
  values[b] = second;
}
