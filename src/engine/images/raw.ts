/** Camera raw files of any kind. */
import { AmsnetError } from '../../core/errors';
import { text } from '../text';
import type { ByteSource } from './byte-source';
import { decoded, type DecodedImage, type Metadata } from './image';
import { checkPixels } from './pixel-limit';
import { Raster } from './raster';

/**
 * The picture that the file is of, never a small one that stands before it.
 * @throws {AmsnetError} image/unsupported, image/too-large
 */
export async function readRaw(
  path: string,
  source: ByteSource,
  maker: string | undefined,
  metadata: Metadata,
): Promise<DecodedImage> {
  // Nobody else needs the decoder.
  const { RawFile } = await import('./libraw');
  const file = await RawFile.open(source.read(0, source.size));
  const unsupported = (why: string) => new AmsnetError('image/unsupported', ...text.rawUnsupported(path, why, maker));
  if (file === undefined) throw unsupported(text.rawUnknown);
  if (!file.knowsColours) throw unsupported(text.rawColours);
  checkPixels(path, file);
  const pixels = file.develop();
  if (pixels === undefined || (pixels.colors !== 1 && pixels.colors !== 3)) throw unsupported(text.rawDamaged);
  const { width, height, colors, data } = pixels;
  const shape = { width, height, kind: 'uint16', bits: 16, colours: colors === 1 ? 'gray' : 'rgb', extras: 0 } as const;
  return decoded(Raster.of(shape, data), metadata, { format: 'raw', notes: [text.rawDeveloped] });
}
