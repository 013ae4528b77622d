import { withFile } from '../byte-source';
import { single, startsWith, type ImageCodec } from '../codec';
import { decoded } from '../image';
import { readJpegSegments, withJpegSegments } from '../jpeg-segments';
import { readWithSharp } from '../sharp-reader';
import { toSharp } from '../sharp-writer';

export const codec: ImageCodec = {
  recognises: head => startsWith(head, '\xff\xd8\xff'),
  read: async path => {
    const { raster, profile, note } = await readWithSharp(path);
    const metadata = await withFile(path, readJpegSegments);
    return decoded(raster, { ...metadata, profile }, { format: 'jpeg', notes: [note] });
  },
  write: single(async ({ raster, metadata }) => {
    const bytes = await toSharp(raster).jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
    return withJpegSegments(bytes, metadata, raster);
  }),
};
