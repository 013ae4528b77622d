/** Compressions of TIFF 6.0 as streams: what is held does not grow with a strip. */
import { pipeline } from 'node:stream';
import { createInflate } from 'node:zlib';
import { text } from '../../text';

type Pieces = Iterable<Buffer>;
type Decompress = (pieces: Pieces) => Pieces | AsyncIterable<Buffer>;

const pieceBytes = 1 << 20;

/** By number of the compression. @throws errors of any kind where the bytes are damaged */
export const decompressors: Readonly<Record<number, Decompress | undefined>> = {
  1: pieces => pieces,
  5: unpackLzw,
  8: inflate,
  32773: unpackBits,
  32946: inflate,
};

function inflate(pieces: Pieces): AsyncIterable<Buffer> {
  return pipeline(pieces, createInflate({ chunkSize: pieceBytes }), () => undefined);
}

/** Collects bytes into pieces. */
class Output {
  bytes = Buffer.allocUnsafe(pieceBytes);
  length = 0;

  /** @param coming how many bytes are to have room, no more than a piece has; @returns what had to go for them */
  *room(coming: number): Generator<Buffer> {
    if (this.length + coming > this.bytes.length) yield* this.rest();
  }

  *rest(): Generator<Buffer> {
    yield this.bytes.subarray(0, this.length);
    this.bytes = Buffer.allocUnsafe(pieceBytes);
    this.length = 0;
  }
}

/** TIFF 6.0, section 9. */
function* unpackBits(pieces: Pieces): Generator<Buffer> {
  const output = new Output();
  let [literal, repeated] = [0, 0];
  for (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      if (literal > 0) {
        const count = Math.min(literal, piece.length - at);
        yield* output.room(count);
        piece.copy(output.bytes, output.length, at, at + count);
        output.length += count;
        at += count;
        literal -= count;
        continue;
      }
      const byte = piece[at++];
      if (repeated > 0) {
        yield* output.room(repeated);
        output.bytes.fill(byte, output.length, output.length + repeated);
        output.length += repeated;
        repeated = 0;
      } else if (byte < 128) literal = byte + 1;
      else if (byte > 128) repeated = 257 - byte;
    }
  }
  yield* output.rest();
}

const [clear, end, tableSize] = [256, 257, 4096];

/** TIFF 6.0, section 13: codes of 9 to 12 bits, most significant bit first, which grow one code early. */
function* unpackLzw(pieces: Pieces): Generator<Buffer> {
  // The string of a code is that of another one and a byte more.
  const prefix = new Uint16Array(tableSize);
  const last = new Uint8Array(tableSize).map((_, i) => i);
  const lengths = new Uint16Array(tableSize).fill(1);
  const output = new Output();
  let [held, bits, width, next] = [0, 0, 9, end + 1];
  let previous: number | undefined;
  for (const piece of pieces) {
    for (const byte of piece) {
      held = (held << 8) | byte;
      bits += 8;
      if (bits < width) continue;
      bits -= width;
      const code = held >>> bits;
      held &= (1 << bits) - 1;
      if (code === end) {
        yield* output.rest();
        return;
      }
      if (code === clear) {
        [width, next, previous] = [9, end + 1, undefined];
        continue;
      }
      if (code > next || (previous === undefined && code > 255) || (code === next && code === tableSize))
        throw new RangeError(text.compressedDamaged);
      const isNew = code === next;
      const known = isNew ? (previous ?? 0) : code;
      const length = lengths[known] + (isNew ? 1 : 0);
      if (output.length + length > output.bytes.length) yield* output.rest();
      let to = output.length + lengths[known] - 1;
      let first = known;
      for (; first > end; first = prefix[first]) output.bytes[to--] = last[first];
      output.bytes[to] = first;
      output.length += length;
      if (isNew) output.bytes[output.length - 1] = first;
      if (previous !== undefined && next < tableSize) {
        prefix[next] = previous;
        last[next] = first;
        lengths[next] = lengths[previous] + 1;
        next++;
        if (next >= (1 << width) - 1 && width < 12) width++;
      }
      previous = code;
    }
  }
  yield* output.rest();
}
