import { AmsnetError } from '../../../core/errors';
import { text } from '../../text';
import { Assembly } from '../assembly';
import { brands } from '../brands';
import { bytesOf, withFile } from '../byte-source';
import type { ImageCodec } from '../codec';
import { cicpOf } from '../cicp';
import { readExif } from '../exif';
import { hasGainMap, withoutGainMap } from '../gain-map';
import { decoded } from '../image';
import { countFrames } from '../iso-frames';
import { checkPixels } from '../pixel-limit';

const heifBrands: ReadonlySet<string> = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']);

export const codec: ImageCodec = {
  recognises: head => brands(head).some(brand => heifBrands.has(brand)),
  read: async path => {
    // Nobody else needs the decoder.
    const { HeifFile, HeifError } = await import('../libheif');
    const bytes = await withFile(path, source => source.read(0, source.size));
    try {
      const file = new HeifFile(bytes);
      checkPixels(path, file, file.isTiled ? undefined : 'heic');
      const assembly = new Assembly(file);
      for (const { samples, format, x, y } of file.parts()) assembly.add(samples, format, { x, y });
      const { exif, xmp } = file.metadata;
      const { profile } = file;
      const metadata = {
        profile,
        cicp: profile ? undefined : cicpOf(file.nclx),
        exif: readExif(exif),
        xmp: xmp && withoutGainMap(xmp),
        lost: hasGainMap(bytes) ? (['gainMap'] as const) : undefined,
      };
      const frames = countFrames(bytesOf(bytes));
      const notes = [
        frames > 1 ? text.firstFrameOnly(frames) : undefined,
        file.images > 1 ? text.mainImageOnly(file.images) : undefined,
      ];
      return decoded(assembly.raster, metadata, { format: 'heic', notes });
    } catch (error) {
      if (!(error instanceof HeifError && error.isUnsupported)) throw error;
      throw new AmsnetError('image/unsupported', ...text.samplesUnsupported(path, error.message, 'HEIC'));
    }
  },
};
