import { AmsnetError } from '../../../core/errors';
import { text } from '../../text';
import { bytesOf, withFile } from '../byte-source';
import { srgb } from '../cicp';
import { startsWith, type ImageCodec } from '../codec';
import { readExif } from '../exif';
import { withoutGainMap } from '../gain-map';
import { decoded } from '../image';
import { bare, boxed, readJxlHeader } from '../jxl-header';
import { checkPixels } from '../pixel-limit';
import { readPngChunks } from '../png-chunks';
import { readWithSharp } from '../sharp-reader';

export const codec: ImageCodec = {
  recognises: head => startsWith(head, bare, boxed),
  read: path =>
    withFile(path, async source => {
      const header = readJxlHeader(source);
      checkPixels(path, header);
      const unsupported = (why: string) =>
        new AmsnetError('image/unsupported', ...text.samplesUnsupported(path, why, 'JPEG XL'));
      if (header.isFloat) throw unsupported(text.samplesFloat);
      if (header.bits > 16) throw unsupported(text.samplesOfBits(header.bits));
      // Nobody else needs the decoder.
      const { decodeJxl } = await import('../jxl');
      const found = await decodeJxl(source.read(0, source.size));
      if ('failed' in found) {
        if (found.failed.includes('unsupported colorspace')) throw unsupported(text.notRgb);
        throw new RangeError(text.jxlDamaged);
      }
      const png = Buffer.from(found.png.buffer, found.png.byteOffset, found.png.byteLength);
      const { raster, profile, note } = await readWithSharp(png);
      const { cicp } = readPngChunks(bytesOf(png));
      const { exif, xmp, hasGainMap, others } = header;
      const metadata = {
        profile,
        exif: readExif(exif),
        xmp: xmp && withoutGainMap(xmp),
        // Every file names them.
        cicp: cicp?.equals(srgb) ? undefined : cicp,
        lost: hasGainMap ? (['gainMap'] as const) : undefined,
      };
      const notes = [
        note,
        found.frames > 1 ? text.firstFrameOnly(found.frames) : undefined,
        others > 0 ? text.channelsLeftOut(others) : undefined,
      ];
      return decoded(raster, metadata, { format: 'jxl', notes });
    }),
};
