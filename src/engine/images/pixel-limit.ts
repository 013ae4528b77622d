import { AmsnetError } from '../../core/errors';
import type { Size } from '../../core/geometry';
import { text } from '../text';

/** More pixels than any camera has; 16-bit RGBA of this size still fits into one buffer. */
export const pixelLimit = 400_000_000;

/**
 * Before any memory is taken for an image.
 * @throws {AmsnetError} image/too-large
 */
export function checkPixels(path: string, { width, height }: Size): void {
  if (width * height <= pixelLimit) return;
  throw new AmsnetError('image/too-large', ...text.imageTooLarge(path, pixelLimit / 1e6));
}
