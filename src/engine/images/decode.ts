/** Image files to rasters, by what they contain, whatever their names. */
import { open, stat } from 'node:fs/promises';
import { AmsnetError, firstLine } from '../../core/errors';
import { text } from '../text';
import type { ImageCodec } from './codec';
import type { DecodedImage } from './image';
import { pixelLimit } from './pixel-limit';
import { codecFor } from './registry';
import { refusal } from './unsupported';

const headBytes = 4096;

/**
 * @param page which image of the file, from 0
 * @throws {AmsnetError} image/not-found, image/unsupported, image/unreadable, image/too-large or settings/invalid
 */
export async function decodeImage(path: string, page = 0): Promise<DecodedImage> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new AmsnetError('image/unreadable', text.isFolder(path));
    if (!found.isFile()) throw new AmsnetError('image/unreadable', ...text.notAFile(path));
    const codec = await chooseCodec(path);
    const image = await codec.read(path, page);
    const { width, height } = image.raster;
    if (width * height === 0) throw new AmsnetError('image/unreadable', ...text.imageUnreadable(path, text.noPixels));
    if (page < image.info.pages) return image;
    throw new AmsnetError('settings/invalid', text.noSuchPage(path, page + 1, image.info.pages));
  } catch (error) {
    throw readable(path, error);
  }
}

async function chooseCodec(path: string): Promise<ImageCodec> {
  const head = await headOf(path);
  if (head.length === 0) throw new AmsnetError('image/unreadable', text.fileEmpty(path));
  const codec = await codecFor(head);
  if (codec === undefined) throw refusal(path, head);
  return codec;
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function readable(path: string, error: unknown): AmsnetError {
  if (error instanceof AmsnetError) return error;
  const options = { cause: error };
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new AmsnetError('image/not-found', text.fileMissing(path), undefined, options);
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new AmsnetError('image/unreadable', text.fileForbidden(path), undefined, options);
  }
  const reason = firstLine(error);
  if (error instanceof Error && 'syscall' in error) {
    return new AmsnetError('image/unreadable', ...text.systemRefused(path, reason), options);
  }
  if (reason.includes('exceeds pixel limit')) {
    return new AmsnetError('image/too-large', ...text.imageTooLarge(path, pixelLimit / 1e6), options);
  }
  return new AmsnetError('image/unreadable', ...text.imageUnreadable(path, reason), options);
}
