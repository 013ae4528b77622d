import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { AmsnetError, firstLine } from '../core/errors';
import { forgetTemporary, removeLeftovers, removeTemporary, temporaryPath } from './leftovers';
import { codeOf } from './save';
import { text } from './text';

/**
 * A file in the system's folder for temporary ones, for what would take too much memory. Nobody else can read it, since it holds
 * a picture. Whoever has it closes it.
 */
export class Scratch {
  readonly path: string;
  /** Descriptor of the open file. */
  readonly file: number;

  /** @throws {AmsnetError} output/disk-full or output/unwritable */
  constructor() {
    const folder = tmpdir();
    void removeLeftovers(folder);
    this.path = temporaryPath(folder);
    try {
      this.file = openSync(this.path, 'wx+', 0o600);
    } catch (error) {
      forgetTemporary(this.path);
      throw this.#failed(error);
    }
  }

  /** Makes it this long, all 0; what has no room is found out when it is written. Throws as the constructor. */
  extend(length: number): void {
    try {
      ftruncateSync(this.file, length);
    } catch (error) {
      throw this.#failed(error);
    }
  }

  /** Throws as the constructor. @param position in bytes */
  write(bytes: Uint8Array, position: number): void {
    try {
      // A disk that fills up takes a part first.
      for (let done = 0; done < bytes.length;) {
        done += writeSync(this.file, bytes, done, bytes.length - done, position + done);
      }
    } catch (error) {
      throw this.#failed(error);
    }
  }

  /** Fills `bytes`. @throws {RangeError} if there are not so many */
  read(bytes: Uint8Array, position: number): void {
    for (let done = 0; done < bytes.length;) {
      const count = readSync(this.file, bytes, done, bytes.length - done, position + done);
      if (count === 0) throw new RangeError('a temporary file ends early');
      done += count;
    }
  }

  /**
   * Lets a library write to `path`, which has only words for a full disk.
   * @throws {AmsnetError} output/disk-full, and what `write` throws
   */
  async writtenBy(write: (path: string) => Promise<unknown>): Promise<void> {
    try {
      await write(this.path);
    } catch (error) {
      const isFull = /no space left|out of disc space|quota exceeded/i.test(String(error));
      throw isFull ? diskFull(this.path, error) : error;
    }
  }

  /** Leaves nothing of it. */
  close(): void {
    closeSync(this.file);
    removeTemporary(this.path);
  }

  #failed(cause: unknown): AmsnetError {
    const code = codeOf(cause);
    if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(this.path, cause);
    const said = text.scratchUnwritable(dirname(this.path), firstLine(cause));
    return new AmsnetError('output/unwritable', ...said, { cause });
  }
}

function diskFull(path: string, cause: unknown): AmsnetError {
  return new AmsnetError('output/disk-full', ...text.scratchFull(dirname(path)), { cause });
}
