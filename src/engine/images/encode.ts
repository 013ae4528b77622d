/** Rasters to image files, by sharp, with the depth, alpha, profile and EXIF of the image that they came from. */
import sharp, { type Sharp } from 'sharp';
import type { ImageFormatName } from '../../client/image-formats';
import { AmsnetError, firstLine } from '../../core/errors';
import type { DecodedImage } from './decode';
import { withMetadataChunks } from './metadata-chunks';
import type { Raster } from './raster';

const writers: Readonly<Record<ImageFormatName, (image: Sharp) => Sharp>> = {
  png: image => image.png(),
  jpeg: image => image.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }),
  // Lossless, so that what was seen is what is saved; `exact` keeps colours under transparent pixels.
  webp: image => image.webp({ lossless: true, exact: true }),
  avif: image => image.avif({ lossless: true, effort: 2 }),
  tiff: image => image.tiff({ compression: 'deflate', predictor: 'horizontal' }),
  gif: image => image.gif({ dither: 0 }),
};

/** The bytes of an image file with the pixels of `raster` and the profile and EXIF of `source`. */
export async function encodeImage(raster: Raster, source: DecodedImage, format: ImageFormatName): Promise<Buffer> {
  const space = colourSpace(raster);
  const { width, height, channels } = raster;
  // Two channels are taken for gray and alpha, four for RGB and alpha.
  const pixels = sharp(raster.data, { raw: { width, height, channels }, limitInputPixels: false }).toColourspace(space);
  try {
    if (source.profile === undefined && source.exif === undefined) return await writers[format](pixels).toBuffer();
    const png = await pixels.png({ compressionLevel: 0 }).toBuffer();
    const carrier = withMetadataChunks(png, source.profile, source.exif);
    const image = sharp(carrier, { ignoreIcc: true, limitInputPixels: false })
      .toColourspace(space)
      .keepIccProfile()
      .keepExif();
    return await writers[format](image).toBuffer();
  } catch (error) {
    const reason = firstLine(error);
    const action = 'Choose another format, for example PNG.';
    throw new AmsnetError('output/unwritable', `The image cannot be written as ${format}: ${reason}.`, action, {
      cause: error,
    });
  }
}

function colourSpace({ shape }: Raster): string {
  if (shape.colours === 'gray') return shape.bitDepth === 16 ? 'grey16' : 'b-w';
  return shape.bitDepth === 16 ? 'rgb16' : 'srgb';
}
