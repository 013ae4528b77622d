import { open, type FileHandle } from 'node:fs/promises';
import type { Rect } from '../../core/geometry';

/**
 * A NumPy file (NEP 1, version 1.0) of the shape `[..., height, width]` that is written by bands of rows in any order,
 * so that the array is never in memory as a whole.
 */
export class NpyWriter {
  private constructor(
    private readonly file: FileHandle,
    private readonly shape: readonly number[],
    private readonly headerBytes: number,
  ) {}

  /** An existing file is replaced. */
  static async create(path: string, type: 'float32' | 'uint8', shape: readonly number[]): Promise<NpyWriter> {
    const description = `{'descr': '${type === 'float32' ? '<f4' : '|u1'}', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`;
    const prefix = 10;
    const length = Math.ceil((prefix + description.length + 1) / 64) * 64;
    const header = Buffer.alloc(length, ' ');
    header.write('\x93NUMPY\x01\x00', 'latin1');
    header.writeUInt16LE(length - prefix, 8);
    header.write(description, prefix, 'latin1');
    header.write('\n', length - 1, 'latin1');
    const file = await open(path, 'w');
    await file.write(header);
    return new NpyWriter(file, shape, length);
  }

  /** Writes the rows of `rect` (full width) of plane `plane`, counted over all leading dimensions. */
  async writeRows(plane: number, rect: Rect, values: Float32Array | Uint8Array): Promise<void> {
    const [height, width] = this.shape.slice(-2);
    const position = this.headerBytes + values.BYTES_PER_ELEMENT * (plane * height + rect.y) * width;
    await this.file.write(
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
      0,
      values.byteLength,
      position,
    );
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}
