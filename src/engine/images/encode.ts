/** Rasters to image files, with alpha and metadata of the images that they came from. */
import {
  imageFormats,
  savedKind,
  savedRange,
  type ImageFormat,
  type ImageFormatName,
} from '../../client/image-formats';
import { AmsnetError, firstLine } from '../../core/errors';
import { text } from '../text';
import { coloursOnly, toDepth, toFloating } from './conversions';
import { isWholePage, type DecodedImage } from './image';
import type { Raster } from './raster';
import { codecOf } from './registry';

/**
 * The bytes of an image file with these images.
 * @param count of images; 1 unless the format holds pages
 * @throws {AmsnetError} output/unwritable
 */
export async function* encodeImages(
  images: AsyncIterable<DecodedImage>,
  count: number,
  format: ImageFormatName,
): AsyncGenerator<Uint8Array> {
  const codec = await codecOf(format);
  if (codec.write === undefined) throw unwritable(format, text.onlyRead);
  let failed: unknown;
  try {
    yield* codec.write(prepared(), count);
  } catch (error) {
    // What the images themselves failed with is not the writer's fault.
    if (failed !== undefined || error instanceof AmsnetError) throw error;
    throw unwritable(format, firstLine(error), { cause: error });
  }

  async function* prepared(): AsyncGenerator<DecodedImage> {
    try {
      for await (const image of images) {
        const raster = fitted(image.raster, format);
        try {
          yield { ...image, raster };
        } finally {
          if (raster.samples !== image.raster.samples && isWholePage(image)) raster.discard();
        }
      }
    } catch (error) {
      failed = error;
      throw error;
    }
  }
}

/** One image as the bytes of a file. */
export async function encodeImage(raster: Raster, source: DecodedImage, format: ImageFormatName): Promise<Buffer> {
  async function* one() {
    yield await Promise.resolve({ ...source, raster });
  }
  const parts: Uint8Array[] = [];
  for await (const part of encodeImages(one(), 1, format)) parts.push(part);
  return Buffer.concat(parts);
}

/** Samples and channels as the format holds them. */
function fitted(raster: Raster, name: ImageFormatName): Raster {
  const { shape, scale } = raster;
  const format: ImageFormat = imageFormats[name];
  const kind = savedKind(shape.kind, name);
  const colours = format.keepsAlpha ? raster : coloursOnly(raster);
  if (kind === shape.kind) return colours;
  // Where nothing but the depth changes, libvips does it.
  if (shape.kind === 'uint16' && scale.native.basis === 'depth' && shape.bits === 16 && kind === 'uint8')
    return colours;
  if (kind === 'float' || kind === 'double') return toFloating(colours, kind);
  if (kind !== 'uint8' && kind !== 'uint16') throw unwritable(name, text.onlyRead);
  return toDepth(colours, kind, savedRange(scale.native));
}

function unwritable(format: ImageFormatName, why: string, options?: ErrorOptions): AmsnetError {
  return new AmsnetError('output/unwritable', ...text.encodingFailed(imageFormats[format].name, why), options);
}
