/** What an image may be saved as and where, found out before the work, and what its bytes are saved like. */
import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  formatOfPath,
  imageFormats,
  writtenFormats,
  type ImageFormat,
  type ImageFormatName,
} from '../../client/image-formats';
import { AmsnetError } from '../../core/errors';
import type { Size } from '../../core/geometry';
import { fileIdentity } from '../../files/same-file';
import { codeOf, existsAlready, unwritable } from '../../files/save';
import { text } from '../text';

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
): Promise<ImageFormatName> {
  // First, because a folder seldom has an extension, and that is not what is wrong with it.
  await checkReplaceable(output);
  const format = formatOfPath(output);
  if (format === undefined || !writtenFormats.includes(format)) {
    const extensions = writtenFormats.flatMap(name => imageFormats[name].extensions);
    const said = format === undefined ? text.extensionUnknown : text.formatOnlyRead;
    throw new AmsnetError('output/unwritable', ...said(output, extensions));
  }
  // Of a name that is no UTF-8 only this character is left, and the file would get another name. Some are called so.
  if (output.includes('\ufffd') && !image.includes('\ufffd')) {
    throw new AmsnetError('output/unwritable', ...text.outputNotUtf8(output));
  }
  const place = fileIdentity(output);
  for (const [what, source] of [
    ['source', image],
    ['reference', reference],
  ] as const) {
    if (source === undefined || fileIdentity(source) !== place) continue;
    throw new AmsnetError('output/is-source', ...text.outputIsSource(output, what));
  }
  if (!overwrite && (await stat(output).catch(() => undefined))) throw existsAlready(output);
  await checkFolder(output);
  return format;
}

/**
 * A pipe or device would be replaced by a file, or would be written to without end; a folder cannot be replaced; and no file
 * system has a name that is too long.
 * @throws {AmsnetError} output/unwritable
 */
export async function checkReplaceable(output: string): Promise<void> {
  const existing = await stat(output).catch((error: unknown) => {
    if (codeOf(error) === 'ENAMETOOLONG') throw unwritable(output, error);
    return undefined;
  });
  if (existing?.isFile() === false) throw new AmsnetError('output/unwritable', ...text.outputNotAFile(output));
}

/** @throws {AmsnetError} output/unwritable if nothing can be written beside `output` */
export async function checkFolder(output: string): Promise<void> {
  try {
    await access(dirname(output), constants.W_OK);
  } catch (error) {
    throw unwritable(output, error);
  }
}

/**
 * Finds out before the work whether the format holds an image of this size.
 * @throws {AmsnetError} output/unwritable
 */
export function checkSize(output: string, format: ImageFormatName, { width, height }: Size): void {
  const { name, maxEdge = Infinity, mostWritten = Infinity }: ImageFormat = imageFormats[format];
  if (Math.max(width, height) > maxEdge) {
    throw new AmsnetError('output/unwritable', ...text.edgeTooLong(output, name, maxEdge, `${width} x ${height}`));
  }
  const megapixels = (width * height) / 1e6;
  if (megapixels <= mostWritten) return;
  throw new AmsnetError('output/unwritable', ...text.writtenWhole(output, name, mostWritten, megapixels.toFixed(0)));
}

/** So much is held in memory before there is any file: of one image all, so that no interruption leaves a part of it. */
const bufferedBytes = 64 << 20;

/** The same pieces, the first ones not before there are many. */
export async function* buffered(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const held: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    held.push(piece);
    bytes += piece.length;
    if (bytes >= bufferedBytes) yield* held.splice(0);
  }
  yield* held;
}
