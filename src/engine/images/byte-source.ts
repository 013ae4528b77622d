import { closeSync, openSync, readSync, fstatSync } from 'node:fs';
import { text } from '../text';

/** Bytes that are read by pieces, so that a large file need not be in memory for its few tags. */
export interface ByteSource {
  readonly size: number;
  /** @throws {RangeError} if there are not so many bytes */
  read(offset: number, length: number): Buffer;
}

export function bytesOf(bytes: Buffer): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => {
      if (!(offset >= 0 && offset + length <= bytes.length)) throw outside(offset, length, bytes.length);
      return bytes.subarray(offset, offset + length);
    },
  };
}

/** Reads from a file while `use` runs. */
export async function withFile<T>(path: string, use: (source: ByteSource) => T | Promise<T>): Promise<T> {
  const file = openSync(path, 'r');
  try {
    return await use(bytesOfFile(file));
  } finally {
    closeSync(file);
  }
}

/** @param file that is open as long as anybody reads */
export function bytesOfFile(file: number): ByteSource {
  const { size } = fstatSync(file);
  return {
    size,
    read: (offset, length) => {
      if (!(offset >= 0 && offset + length <= size)) throw outside(offset, length, size);
      const bytes = Buffer.allocUnsafe(length);
      for (let done = 0; done < length;) {
        const count = readSync(file, bytes, done, length - done, offset + done);
        if (count === 0) throw outside(offset, length, size);
        done += count;
      }
      return bytes;
    },
  };
}

const pieceBytes = 1 << 20;

/** The bytes from one place to another, in pieces. */
export function* piecesOf(source: ByteSource, from = 0, to = source.size): Generator<Buffer> {
  for (let at = from; at < to; at += pieceBytes) yield source.read(at, Math.min(pieceBytes, to - at));
}

function outside(offset: number, length: number, size: number): RangeError {
  return new RangeError(text.endsEarly(size, offset + length));
}
