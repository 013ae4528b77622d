import { text } from '../../text';
import { piecesOf } from '../byte-source';
import { single, startsWith, type ImageCodec } from '../codec';
import { decoded } from '../image';
import { pixelCheck } from '../pixel-limit';
import { readWithSharp } from '../sharp-reader';
import { writtenBySharp } from '../sharp-writer';

export const codec: ImageCodec = {
  recognises: head => startsWith(head, 'GIF87a', 'GIF89a'),
  read: async path => {
    const { raster, note, pages } = await readWithSharp(path, { check: pixelCheck(path, 'gif') });
    const notes = [note, pages > 1 ? text.firstFrameOnly(pages) : undefined];
    return decoded(raster, {}, { format: 'gif', notes });
  },
  write: single(({ raster }) => writtenBySharp(raster, image => image.gif({ dither: 0 }), piecesOf)),
};
