import { text } from '../../text';
import { withFile } from '../byte-source';
import { single, startsWith, type ImageCodec } from '../codec';
import { decoded } from '../image';
import { readPngChunks, withPngChunks } from '../png-chunks';
import { readWithSharp } from '../sharp-reader';
import { writtenBySharp } from '../sharp-writer';

export const codec: ImageCodec = {
  recognises: head => startsWith(head, '\x89PNG\r\n\x1a\n'),
  read: async path => {
    const { raster, profile, note } = await readWithSharp(path);
    const { frames, ...metadata } = await withFile(path, readPngChunks);
    const notes = [note, frames > 1 ? text.firstFrameOnly(frames) : undefined];
    return decoded(raster, { ...metadata, profile }, { format: 'png', notes });
  },
  write: single(({ raster, metadata }) =>
    writtenBySharp(
      raster,
      image => image.png(),
      png => withPngChunks(png, metadata, raster),
    ),
  ),
};
