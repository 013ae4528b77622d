import sharp from 'sharp';
import { text } from '../../text';
import { withFile } from '../byte-source';
import { single, type ImageCodec } from '../codec';
import { brands } from '../brands';
import { readExif } from '../exif';
import { decoded } from '../image';
import { withPngChunks } from '../png-chunks';
import { readWithSharp } from '../sharp-reader';
import { colourSpace, toSharp } from '../sharp-writer';

const hdrTransfers: ReadonlySet<number> = new Set([16, 18]);

export const codec: ImageCodec = {
  recognises: head => brands(head).some(brand => brand === 'avif' || brand === 'avis'),
  read: async path => {
    const { raster, profile, note, pages } = await readWithSharp(path);
    const { exif, xmp } = await sharp(path).metadata();
    const head = await withFile(path, file => file.read(0, Math.min(file.size, 4096)));
    const lost = [...(hasHdrTransfer(head) ? (['transfer'] as const) : [])];
    const metadata = { profile, exif: readExif(exif), xmp, lost };
    const frames = pages > 1 ? text.firstPageOnly(pages, 'frames') : undefined;
    const animated = brands(head)[0] === 'avis' && pages < 2 ? text.firstFrameOnly : undefined;
    return decoded(raster, metadata, { format: 'avif', notes: [note, frames, animated] });
  },
  write: single(async ({ raster, metadata }) => {
    const pixels = toSharp(raster);
    const { profile, exif, xmp } = metadata;
    const options = { lossless: true, effort: 2 } as const;
    if (!profile && !exif && !xmp) return pixels.avif(options).toBuffer();
    // sharp attaches a profile to raw pixels only by converting them to it; what a PNG carries it keeps.
    const carrier = withPngChunks(await pixels.png({ compressionLevel: 0 }).toBuffer(), { profile, exif }, raster);
    const image = sharp(carrier, { ignoreIcc: true, limitInputPixels: false })
      .toColourspace(colourSpace(raster.shape))
      .keepIccProfile()
      .keepExif();
    return (xmp ? image.withXmp(xmp.toString('utf8')) : image).avif(options).toBuffer();
  }),
};

/** The colour box says PQ or HLG (ITU-T H.273). */
function hasHdrTransfer(head: Buffer): boolean {
  const at = head.indexOf('colrnclx', 0, 'latin1');
  return at >= 0 && at + 12 <= head.length && hdrTransfers.has(head.readUInt16BE(at + 10));
}
