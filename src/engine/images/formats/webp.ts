import { text } from '../../text';
import { withFile } from '../byte-source';
import { single, startsWith, type ImageCodec } from '../codec';
import { decoded } from '../image';
import { pixelCheck } from '../pixel-limit';
import { readWithSharp } from '../sharp-reader';
import { writtenBySharp } from '../sharp-writer';
import { readWebpChunks, withWebpChunks } from '../webp-chunks';

export const codec: ImageCodec = {
  recognises: head => startsWith(head, 'RIFF') && head.toString('latin1', 8, 12) === 'WEBP',
  read: async path => {
    const { raster, profile, note, pages } = await readWithSharp(path, { check: pixelCheck(path, 'webp') });
    const metadata = await withFile(path, readWebpChunks);
    const notes = [note, pages > 1 ? text.firstFrameOnly(pages) : undefined];
    return decoded(raster, { ...metadata, profile }, { format: 'webp', notes });
  },
  write: single(({ raster, metadata }) =>
    writtenBySharp(
      raster,
      // Lossless, so that what was seen is what is saved; `exact` keeps colours under transparent pixels.
      image => image.webp({ lossless: true, exact: true }),
      webp => withWebpChunks(webp, metadata, raster, raster.shape.extras > 0),
    ),
  ),
};
