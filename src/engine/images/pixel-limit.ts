import { imageFormats, type ImageFormat, type ImageFormatName } from '../../client/image-formats';
import { AmsnetError } from '../../core/errors';
import type { Size } from '../../core/geometry';
import { text } from '../text';

/** More pixels than any camera has; 16-bit RGBA of this size still fits into one buffer. */
export const pixelLimit = 400_000_000;

/**
 * Before any memory is taken for an image.
 * @param heldAs the format, where its decoder holds all of an image at once
 * @param most megapixels, where it is not what the format says
 * @throws {AmsnetError} image/too-large
 */
export function checkPixels(path: string, { width, height }: Size, heldAs?: ImageFormatName, most?: number): void {
  if (width * height > pixelLimit)
    throw new AmsnetError('image/too-large', ...text.imageTooLarge(path, pixelLimit / 1e6));
  if (heldAs === undefined) return;
  const { name, mostRead = Infinity }: ImageFormat = imageFormats[heldAs];
  const limit = most ?? mostRead;
  const megapixels = (width * height) / 1e6;
  if (megapixels <= limit) return;
  throw new AmsnetError('image/too-large', ...text.heldWhole(path, megapixels.toFixed(0), name, limit));
}

/** The same, for a decoder that reads the size itself. */
export function pixelCheck(path: string, heldAs?: ImageFormatName): (size: Size) => void {
  return size => {
    checkPixels(path, size, heldAs);
  };
}
