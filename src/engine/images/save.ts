/** Writing a file so that nothing is ever lost: never over the source, over others only when told, never by halves. */
import { randomBytes } from 'node:crypto';
import * as nodeFiles from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  formatOfPath,
  imageExtensions,
  imageFormats,
  type ImageFormat,
  type ImageFormatName,
} from '../../client/image-formats';
import { fileIdentity } from '../../client/same-file';
import { AmsnetError, firstLine } from '../../core/errors';
import type { Size } from '../../core/geometry';
import { text } from '../text';

/** The file functions in use; a test of a full disk brings its own. */
export type Files = Pick<typeof nodeFiles, 'writeFile' | 'rename' | 'link' | 'copyFile' | 'rm' | 'stat' | 'access'>;

/** What a result is made from, and must not replace. */
export interface Sources {
  readonly image: string;
  readonly reference?: string | undefined;
}

/**
 * Finds out before the work what would stop the saving after it.
 * @throws {AmsnetError} output/is-source, output/exists or output/unwritable
 */
export async function checkOutput(
  output: string,
  { image, reference }: Sources,
  overwrite: boolean,
  files: Files = nodeFiles,
): Promise<ImageFormatName> {
  const format = formatOfPath(output);
  if (format === undefined)
    throw new AmsnetError('output/unwritable', ...text.extensionUnknown(output, imageExtensions));
  const place = fileIdentity(output);
  for (const [what, source] of [
    ['source', image],
    ['reference', reference],
  ] as const) {
    if (source === undefined || fileIdentity(source) !== place) continue;
    throw new AmsnetError('output/is-source', ...text.outputIsSource(output, what));
  }
  await checkReplaceable(output, files);
  if (!overwrite && (await files.stat(output).catch(() => undefined))) throw existsAlready(output);
  await checkFolder(output, files);
  return format;
}

/**
 * A pipe or device would be replaced by a file, or would be written to without end; a folder cannot be replaced.
 * @throws {AmsnetError} output/unwritable
 */
export async function checkReplaceable(output: string, files: Files = nodeFiles): Promise<void> {
  const existing = await files.stat(output).catch(() => undefined);
  if (existing?.isFile() === false) throw new AmsnetError('output/unwritable', ...text.outputNotAFile(output));
}

/** @throws {AmsnetError} output/unwritable if nothing can be written beside `output` */
export async function checkFolder(output: string, files: Files = nodeFiles): Promise<void> {
  try {
    await files.access(dirname(output), nodeFiles.constants.W_OK);
  } catch (error) {
    throw unwritable(output, error);
  }
}

/**
 * Finds out before the work whether the format holds an image of this size.
 * @throws {AmsnetError} output/unwritable
 */
export function checkSize(output: string, format: ImageFormatName, { width, height }: Size): void {
  const { name, maxEdge = Infinity }: ImageFormat = imageFormats[format];
  if (Math.max(width, height) <= maxEdge) return;
  throw new AmsnetError('output/unwritable', ...text.edgeTooLong(output, name, maxEdge, `${width} x ${height}`));
}

/**
 * Writes all of `bytes`, whole or as they come, or nothing.
 * @throws {AmsnetError} output/exists, output/disk-full or output/unwritable
 */
export async function saveFile(
  output: string,
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  overwrite: boolean,
  files: Files = nodeFiles,
): Promise<void> {
  // In the same folder, because only within one file system a file can change its name at once.
  const temporary = join(dirname(output), `.${basename(output)}.${randomBytes(6).toString('hex')}.tmp`);
  const source = bytes instanceof Uint8Array ? undefined : new BufferedChunks(bytes);
  await source?.fill();
  try {
    await files.writeFile(temporary, source?.all() ?? (bytes as Uint8Array), { flag: 'wx', flush: true });
    if (overwrite) await files.rename(temporary, output);
    else await publish(temporary, output, files);
  } catch (error) {
    // What the making of the bytes failed with is not the fault of the place.
    throw source?.failed === error ? error : unwritable(output, error);
  } finally {
    // Where nothing could be written there is nothing to remove: that error is no news.
    await files.rm(temporary, { force: true }).catch(() => undefined);
  }
}

/** So much is held in memory before there is any file: of one image all, so that no interruption leaves a part of it. */
const bufferedBytes = 256 << 20;

class BufferedChunks {
  /** The error that the chunks ended with. */
  failed: unknown;
  readonly #iterator: AsyncIterator<Uint8Array>;
  readonly #buffered: Uint8Array[] = [];

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#iterator = chunks[Symbol.asyncIterator]();
  }

  async fill(): Promise<void> {
    for (let size = 0; size < bufferedBytes;) {
      const next = await this.#iterator.next();
      if (next.done === true) return;
      this.#buffered.push(next.value);
      size += next.value.length;
    }
  }

  async *all(): AsyncGenerator<Uint8Array> {
    yield* this.#buffered.splice(0);
    try {
      for (;;) {
        const next = await this.#iterator.next();
        if (next.done === true) return;
        yield next.value;
      }
    } catch (error) {
      this.failed = error;
      throw error;
    }
  }
}

/** Gives a file its name, and fails if the name is taken, even if it was taken a moment ago. */
async function publish(temporary: string, output: string, files: Files): Promise<void> {
  try {
    await files.link(temporary, output);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    // File systems without hard links.
    await files.copyFile(temporary, output, nodeFiles.constants.COPYFILE_EXCL);
  }
}

function existsAlready(output: string): AmsnetError {
  return new AmsnetError('output/exists', ...text.outputExists(output));
}

/** Why a file could not be written, as a code and a sentence. */
export function unwritable(output: string, cause: unknown): AmsnetError {
  const code = codeOf(cause);
  if (code === 'EEXIST') return existsAlready(output);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AmsnetError('output/disk-full', ...text.diskFull(output, dirname(output)), { cause });
  }
  const reason =
    code === 'ENOENT'
      ? text.folderMissing
      : code === 'EACCES' || code === 'EROFS' || code === 'EPERM'
        ? text.noPermission
        : firstLine(cause);
  return new AmsnetError('output/unwritable', ...text.outputUnwritable(output, reason), { cause });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
