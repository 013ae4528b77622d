/** Writing a file so that nothing is ever lost: whole or not at all, over another one only when told. */
import * as nodeFiles from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { AmsnetError, firstLine } from '../core/errors';
import { identityOf } from './same-file';
import { forgetTemporary, removeLeftovers, temporaryPath } from './leftovers';
import { text } from './text';

/** The file functions in use; a test of a full disk brings its own. */
export type Files = Pick<typeof nodeFiles, 'open' | 'rename' | 'link' | 'rm'>;

interface SaveOptions {
  readonly files?: Files;
  /** All is on the disk, under another name; `identity` as `fileIdentity` says it of the file afterwards. */
  readonly onWritten?: (identity: string) => Promise<void>;
}

/**
 * Writes all of `content`, or nothing. Nothing is on the disk before the first piece of it is there.
 * @throws {AmsnetError} output/exists, output/disk-full or output/unwritable, and what the making of `content` throws
 */
export async function saveFile(
  path: string,
  content: Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  overwrite: boolean,
  { files, onWritten }: SaveOptions = {},
): Promise<void> {
  let file: PendingFile | undefined;
  try {
    for await (const piece of content instanceof Uint8Array ? [content] : content) {
      file ??= await PendingFile.create(path, files);
      await file.write(piece);
    }
    file ??= await PendingFile.create(path, files);
    await file.publish(overwrite, onWritten);
  } finally {
    await file?.discard();
  }
}

/** A file that gets its name once all of it is written and safe on the disk. Every method throws as `saveFile`. */
export class PendingFile {
  private constructor(
    private readonly path: string,
    private readonly temporary: string,
    private readonly handle: nodeFiles.FileHandle,
    private readonly files: Files,
  ) {}

  static async create(path: string, files: Files = nodeFiles): Promise<PendingFile> {
    // In the same folder, because only within one file system a file can change its name at once.
    const folder = dirname(path);
    await removeLeftovers(folder);
    const temporary = temporaryPath(folder);
    try {
      return new PendingFile(path, temporary, await files.open(temporary, 'wx'), files);
    } catch (error) {
      forgetTemporary(temporary);
      throw unwritable(path, error);
    }
  }

  /** @param position where in the file, in bytes; behind what was written last unless said */
  async write(bytes: Uint8Array, position?: number): Promise<void> {
    try {
      // A disk that fills up takes a part first.
      for (let done = 0; done < bytes.length;) {
        const at = position === undefined ? null : position + done;
        done += (await this.handle.write(bytes, done, bytes.length - done, at)).bytesWritten;
      }
    } catch (error) {
      throw unwritable(this.path, error);
    }
  }

  async publish(overwrite: boolean, onWritten?: (identity: string) => Promise<void>): Promise<void> {
    try {
      await this.handle.sync();
      await onWritten?.(identityOf(await this.handle.stat({ bigint: true })));
      await this.handle.close();
      if (overwrite) await this.files.rename(this.temporary, this.path);
      else await this.#publishAsNew();
    } catch (error) {
      throw unwritable(this.path, error);
    }
  }

  /** Leaves nothing of what was not published. Never throws: what led here is the news. */
  async discard(): Promise<void> {
    await this.handle.close().catch(() => undefined);
    await this.files.rm(this.temporary, { force: true }).catch(() => undefined);
    forgetTemporary(this.temporary);
  }

  /** Gives the file its name, and fails if the name is taken, even if it was taken a moment ago. */
  async #publishAsNew(): Promise<void> {
    const { files, path, temporary } = this;
    try {
      await files.link(temporary, path);
      return;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') throw error;
    }
    // File systems without hard links: the name is taken by an empty file first.
    await (await files.open(path, 'wx')).close();
    try {
      await files.rename(temporary, path);
    } catch (error) {
      await files.rm(path, { force: true }).catch(() => undefined);
      throw error;
    }
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: text.folderMissing,
  EACCES: text.noPermission,
  EROFS: text.noPermission,
  EPERM: text.noPermission,
  ENAMETOOLONG: text.nameTooLong,
};

/** Why a file could not be written, as a code and a sentence. */
export function unwritable(path: string, cause: unknown): AmsnetError {
  if (cause instanceof AmsnetError) return cause;
  const code = codeOf(cause);
  if (code === 'EEXIST') return existsAlready(path);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AmsnetError('output/disk-full', ...text.diskFull(path, dirname(resolve(path))), { cause });
  }
  const reason = (typeof code === 'string' && reasons[code]) || firstLine(cause);
  return new AmsnetError('output/unwritable', ...text.unwritable(path, reason), { cause });
}

export function existsAlready(path: string): AmsnetError {
  return new AmsnetError('output/exists', ...text.exists(path));
}

export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
