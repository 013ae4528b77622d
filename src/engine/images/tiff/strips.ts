/** Rows of TIFFs that lie in strips, of which nothing more than a band is held: some programs write one strip, whatever its size. */
import { getFloat16 } from '@petamoriken/float16';
import { endianness } from 'node:os';
import { bandsOf, type Rect } from '../../../core/geometry';
import { sampleTraits, type Samples } from '../../../core/samples';
import { text } from '../../text';
import { piecesOf, type ByteSource } from '../byte-source';
import { stripInMemory } from '../memory-limit';
import { decompressors } from './decompress';
import { numbers, Tag, type Directory, type TiffHeader } from './directory';
import type { TiffLayout } from './file';

const isLittleEndian = endianness() === 'LE';

/** Whether decoders that take a whole strip would take much. */
export function isLargeStrip({ isTiled, blockBytes }: TiffLayout): boolean {
  return !isTiled && blockBytes > stripInMemory;
}

/** Whether the rows of a page are read here: in large strips, and wherever there is nothing to decompress. */
export function isStreamed(layout: TiffLayout, directory: Directory): boolean {
  const { compression, isTiled, bits } = layout;
  if (isTiled || decompressors[compression] === undefined || ![8, 16, 32, 64].includes(bits)) return false;
  const [[predictor = 1], [fillOrder = 1]] = [Tag.Predictor, Tag.FillOrder].map(tag => numbers(directory.get(tag)));
  const isKnown = predictor === 1 || (predictor === 2 && bits < 64) || (predictor === 3 && bits > 8);
  return isKnown && fillOrder === 1 && (compression === 1 || isLargeStrip(layout));
}

/** @param channels which channels, in order; @returns from top to bottom, `[rect.height, width, channels]` */
export async function* stripRows(
  source: ByteSource,
  { little }: TiffHeader,
  directory: Directory,
  layout: TiffLayout,
  channels: readonly number[],
): AsyncGenerator<{ readonly rect: Rect; readonly samples: Samples }> {
  const { width, samples, bits, isPlanar } = layout;
  const [predictor = 1] = numbers(directory.get(Tag.Predictor));
  const together = isPlanar ? 1 : samples;
  const planes = (isPlanar ? channels : [0]).map(plane => new Reader(planeBytes(source, directory, layout, plane)));
  try {
    for (const rect of bandsOf(layout)) {
      const parts: Samples[] = [];
      for (const plane of planes) {
        const bytes = Buffer.from(new ArrayBuffer((rect.height * width * together * bits) / 8));
        await plane.fill(bytes);
        // What predictor 3 joins is in the order of this machine.
        if (predictor === 3) joinBytes(bytes, bytes.length / rect.height, together, bits / 8);
        else if (little !== isLittleEndian) swap(bytes, bits);
        if (predictor === 2) addUp(bytes, bits, width * together, together);
        parts.push(samplesOf(bytes, layout));
      }
      yield { rect, samples: isPlanar ? interleaved(parts) : chosen(parts[0], samples, channels) };
    }
  } finally {
    for (const plane of planes) await plane.close();
  }
}

/** The rows of a plane, or of all channels where they lie together. */
async function* planeBytes(
  source: ByteSource,
  directory: Directory,
  { width, height, samples, bits, isPlanar, compression }: TiffLayout,
  plane: number,
): AsyncGenerator<Buffer, undefined> {
  const [offsets, counts] = [Tag.StripOffsets, Tag.StripByteCounts].map(tag => numbers(directory.get(tag)));
  const stripRows = Math.max(1, numbers(directory.get(Tag.RowsPerStrip))[0] ?? height);
  const rowBytes = (width * (isPlanar ? 1 : samples) * bits) / 8;
  const first = plane * Math.ceil(height / stripRows);
  for (let y = 0, strip = first; y < height; y += stripRows, strip++) {
    let needed = Math.min(stripRows, height - y) * rowBytes;
    const start = offsets.at(strip) ?? 0;
    const pieces = piecesOf(source, start, start + (counts.at(strip) ?? 0));
    for await (const piece of decompressors[compression]?.(pieces) ?? []) {
      const part = piece.subarray(0, needed);
      needed -= part.length;
      yield part;
      if (needed === 0) break;
    }
    const length = Math.min(stripRows, height - y) * rowBytes;
    if (needed > 0) throw new RangeError(text.blockShort(length - needed, length));
  }
}

/** Bytes that come in pieces of any length, taken in others. */
class Reader {
  #left: Buffer = Buffer.alloc(0);

  constructor(private readonly pieces: AsyncGenerator<Buffer, undefined>) {}

  /** @throws {RangeError} if there are not so many */
  async fill(target: Buffer): Promise<void> {
    for (let at = 0; at < target.length;) {
      if (this.#left.length === 0) {
        const { value, done } = await this.pieces.next();
        if (done === true) throw new RangeError(text.blockShort(at, target.length));
        this.#left = value;
      }
      const count = this.#left.copy(target, at);
      this.#left = this.#left.subarray(count);
      at += count;
    }
  }

  async close(): Promise<void> {
    await this.pieces.return(undefined);
  }
}

function swap(bytes: Buffer, bits: number): void {
  if (bits === 16) bytes.swap16();
  else if (bits === 32) bytes.swap32();
  else if (bits === 64) bytes.swap64();
}

/** Predictor 2: each sample was stored as what it is more than the one of its channel to the left. */
function addUp({ buffer }: Uint8Array, bits: number, row: number, channels: number): void {
  const words = bits === 8 ? new Uint8Array(buffer) : bits === 16 ? new Uint16Array(buffer) : new Uint32Array(buffer);
  for (let start = 0; start < words.length; start += row) {
    for (let i = start + channels; i < start + row; i++) words[i] += words[i - channels];
  }
}

/** Predictor 3: in each row, bytes of equal weight stand together, the most significant ones first, each less the one before. */
function joinBytes(bytes: Buffer, rowBytes: number, channels: number, size: number): void {
  const count = rowBytes / size;
  for (let start = 0; start < bytes.length; start += rowBytes) {
    const row = bytes.subarray(start, start + rowBytes);
    for (let i = channels; i < rowBytes; i++) row[i] += row[i - channels];
    const parted = Buffer.from(row);
    for (let weight = 0; weight < size; weight++) {
      const place = isLittleEndian ? size - 1 - weight : weight;
      for (let i = 0; i < count; i++) row[i * size + place] = parted[weight * count + i];
    }
  }
}

/** @param bytes all of a buffer, in the order of this machine */
function samplesOf(bytes: Buffer, { kind, bits }: TiffLayout): Samples {
  const samples = sampleTraits[kind].allocate((8 * bytes.length) / bits);
  if (kind === 'half') {
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < samples.length; i++) samples[i] = getFloat16(view, 2 * i, isLittleEndian);
  } else Buffer.from(samples.buffer).set(bytes);
  return samples;
}

function chosen(all: Samples, samples: number, channels: readonly number[]): Samples {
  return channels.length === samples ? all : all.filter((_, i) => channels.includes(i % samples));
}

function interleaved(planes: readonly Samples[]): Samples {
  const [first] = planes;
  if (planes.length === 1) return first;
  const samples = new (first.constructor as new (length: number) => Samples)(first.length * planes.length);
  for (const [channel, plane] of planes.entries()) {
    for (let i = 0, to = channel; i < plane.length; i++, to += planes.length) samples[to] = plane[i];
  }
  return samples;
}
