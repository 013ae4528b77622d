import { area } from '../../../core/geometry';
import { text } from '../../text';
import { withFile } from '../byte-source';
import { single, startsWith, type ImageCodec } from '../codec';
import { decoded } from '../image';
import { readJpegSegments, withJpegSegments } from '../jpeg-segments';
import { pixelCheck } from '../pixel-limit';
import { readWithSharp } from '../sharp-reader';
import { writtenBySharp } from '../sharp-writer';

/**
 * Most pixels for which the codes are fitted to the picture, which makes a file smaller by a few percent: for that, libjpeg holds
 * the whole picture in memory, six bytes a pixel.
 */
const mostOptimised = 40_000_000;

export const codec: ImageCodec = {
  recognises: head => startsWith(head, '\xff\xd8\xff'),
  read: async path => {
    const { pictures, isProgressive, ...metadata } = await withFile(path, readJpegSegments);
    const { raster, profile, note } = await readWithSharp(path, {
      check: pixelCheck(path, isProgressive ? 'jpeg' : undefined),
    });
    const notes = [note, pictures > 1 ? text.mainImageOnly(pictures) : undefined];
    return decoded(raster, { ...metadata, profile }, { format: 'jpeg', notes });
  },
  write: single(({ raster, metadata }) =>
    writtenBySharp(
      raster,
      image => image.jpeg({ quality: 95, chromaSubsampling: '4:4:4', optimiseCoding: area(raster) <= mostOptimised }),
      jpeg => withJpegSegments(jpeg, metadata, raster),
    ),
  ),
};
