import { AmsnetError } from '../../../core/errors';
import { text } from '../../text';
import { Assembly, partsOf } from '../assembly';
import { bytesOf, withFile } from '../byte-source';
import { srgb } from '../cicp';
import { startsWith, type ImageCodec } from '../codec';
import { readExif } from '../exif';
import { withoutGainMap } from '../gain-map';
import { decoded } from '../image';
import { bare, boxed, readJxlHeader } from '../jxl-header';
import { checkPixels } from '../pixel-limit';
import { readPngChunks } from '../png-chunks';
import { readWithSharp, type SharpImage } from '../sharp-reader';

/**
 * Pixels that are decoded at once. Of a file without losses each part costs as much again as a good part of the image, and all of
 * that in memory.
 */
const [few, many] = [2e6, 6e6];
/** Megapixels of a file with losses: some bytes of each pixel are held all the same. */
const mostLossy = 140;

export const codec: ImageCodec = {
  recognises: head => startsWith(head, bare, boxed),
  read: path =>
    withFile(path, async source => {
      const header = readJxlHeader(source);
      checkPixels(path, header, 'jxl', header.isXyb ? mostLossy : undefined);
      const unsupported = (why: string) =>
        new AmsnetError('image/unsupported', ...text.samplesUnsupported(path, why, 'JPEG XL'));
      if (header.isFloat) throw unsupported(text.samplesFloat);
      if (header.bits > 16) throw unsupported(text.samplesOfBits(header.bits));
      // Nobody else needs the decoder.
      const { decodeJxl } = await import('../jxl');
      const assembly = new Assembly(header);
      let first: { readonly image: SharpImage; readonly frames: number; readonly cicp: Buffer | undefined } | undefined;
      for await (const { rect, found } of decodeJxl(
        source.read(0, source.size),
        partsOf(header, header.isXyb ? few : many),
      )) {
        if ('failed' in found) {
          if (found.failed.includes('unsupported colorspace')) throw unsupported(text.notRgb);
          throw new RangeError(text.jxlDamaged);
        }
        const image = await readWithSharp(found.png);
        first ??= { image, frames: found.frames, cicp: readPngChunks(bytesOf(found.png)).cicp };
        const { shape, samples } = image.raster;
        if (samples.width !== rect.width || samples.height !== rect.height) throw new RangeError(text.jxlDamaged);
        assembly.add(samples, shape, rect);
      }
      if (first === undefined) throw new RangeError(text.noPixels);
      const { image, frames, cicp } = first;
      const { exif, xmp, hasGainMap, others } = header;
      const metadata = {
        profile: image.profile,
        exif: readExif(exif),
        xmp: xmp && withoutGainMap(xmp),
        // Every file names them.
        cicp: cicp?.equals(srgb) ? undefined : cicp,
        lost: hasGainMap ? (['gainMap'] as const) : undefined,
      };
      const notes = [
        image.note,
        frames > 1 ? text.firstFrameOnly(frames) : undefined,
        others > 0 ? text.channelsLeftOut(others) : undefined,
      ];
      return decoded(assembly.raster, metadata, { format: 'jxl', notes });
    }),
};
