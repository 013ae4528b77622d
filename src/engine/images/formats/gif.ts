import { text } from '../../text';
import { single, startsWith, type ImageCodec } from '../codec';
import { decoded } from '../image';
import { readWithSharp } from '../sharp-reader';
import { toSharp } from '../sharp-writer';

export const codec: ImageCodec = {
  recognises: head => startsWith(head, 'GIF87a', 'GIF89a'),
  read: async path => {
    const { raster, note, pages } = await readWithSharp(path);
    const notes = [note, pages > 1 ? text.firstFrameOnly(pages) : undefined];
    return decoded(raster, {}, { format: 'gif', notes });
  },
  write: single(({ raster }) => toSharp(raster).gif({ dither: 0 }).toBuffer()),
};
