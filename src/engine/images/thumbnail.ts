import sharp from 'sharp';
import { checkPixels } from './pixel-limit';

/**
 * An image as a picture of a few pixels, `[height, width, 4]`, RGBA, 8 bit, read as cheaply as its format allows: a JPEG at an
 * eighth of its size, the rest row by row. Null where all of the image would be needed in memory, or where it cannot be read:
 * what is wrong is said when it is opened.
 */
export async function readThumbnail(path: string, edge: number) {
  try {
    const image = sharp(path, { sequentialRead: true, pages: 1, failOn: 'none', limitInputPixels: false });
    const { depth, width, height } = await image.metadata();
    checkPixels(path, { width, height });
    // Other samples are no picture before it is known which of their values are black and white.
    if (depth !== 'uchar' && depth !== 'ushort') return null;
    const { data, info } = await image
      .autoOrient()
      .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
  } catch {
    return null;
  }
}
