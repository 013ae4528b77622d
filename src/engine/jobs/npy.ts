import type { Rect } from '../../core/geometry';
import { PendingFile } from '../../files/save';

/**
 * A NumPy file (NEP 1, version 1.0) of the shape `[..., height, width]` that is written by bands of rows in any order,
 * so that the array is never in memory as a whole. Every method throws as `saveFile`.
 */
export class NpyWriter {
  private constructor(
    private readonly file: PendingFile,
    private readonly shape: readonly number[],
    private readonly headerBytes: number,
  ) {}

  static async create(path: string, type: 'float32' | 'uint8', shape: readonly number[]): Promise<NpyWriter> {
    const description = `{'descr': '${type === 'float32' ? '<f4' : '|u1'}', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`;
    const prefix = 10;
    const length = Math.ceil((prefix + description.length + 1) / 64) * 64;
    const header = Buffer.alloc(length, ' ');
    header.write('\x93NUMPY\x01\x00', 'latin1');
    header.writeUInt16LE(length - prefix, 8);
    header.write(description, prefix, 'latin1');
    header.write('\n', length - 1, 'latin1');
    const writer = new NpyWriter(await PendingFile.create(path), shape, length);
    await writer.file.write(header, 0);
    return writer;
  }

  /** Writes the rows of `rect` (full width) of plane `plane`, counted over all leading dimensions. */
  async writeRows(plane: number, rect: Rect, values: Float32Array | Uint8Array): Promise<void> {
    const [height, width] = this.shape.slice(-2);
    const position = this.headerBytes + values.BYTES_PER_ELEMENT * (plane * height + rect.y) * width;
    await this.file.write(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), position);
  }

  /** Gives the file its name; an existing one is replaced. */
  async publish(): Promise<void> {
    await this.file.publish(true);
  }

  /** Leaves nothing of it unless it was published. */
  async discard(): Promise<void> {
    await this.file.discard();
  }
}
