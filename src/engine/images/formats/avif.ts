import sharp from 'sharp';
import { text } from '../../text';
import { bytesOf, piecesOf, withFile } from '../byte-source';
import { single, type ImageCodec } from '../codec';
import { brands } from '../brands';
import { readExif } from '../exif';
import { countFrames } from '../iso-frames';
import { hasGainMap, withoutGainMap } from '../gain-map';
import { decoded } from '../image';
import { withPngChunks } from '../png-chunks';
import { readWithSharp } from '../sharp-reader';
import { colourSpace, toSharp, writtenBySharp } from '../sharp-writer';

const hdrTransfers: ReadonlySet<number> = new Set([16, 18]);

export const codec: ImageCodec = {
  recognises: head => brands(head).some(brand => brand === 'avif' || brand === 'avis'),
  read: async path => {
    const input = await stillOf(path);
    const { raster, profile, note, pages } = await readWithSharp(input);
    const { exif, xmp } = await sharp(input).metadata();
    const head = await withFile(path, file => file.read(0, Math.min(file.size, 4096)));
    const lost = [
      ...(hasHdrTransfer(head) ? (['transfer'] as const) : []),
      ...(hasGainMap(head) ? (['gainMap'] as const) : []),
    ];
    const metadata = { profile, exif: readExif(exif), xmp: xmp && withoutGainMap(xmp), lost };
    const frames = await withFile(path, countFrames);
    const notes = [
      note,
      frames > 1 ? text.firstFrameOnly(frames) : undefined,
      pages > 1 ? text.mainImageOnly(pages) : undefined,
    ];
    return decoded(raster, metadata, { format: 'avif', notes });
  },
  write: single(async function* ({ raster, metadata }) {
    const { profile, exif, xmp } = metadata;
    const options = { lossless: true, effort: 2 } as const;
    if (!profile && !exif && !xmp) {
      yield* writtenBySharp(raster, image => image.avif(options), piecesOf);
      return;
    }
    // sharp attaches a profile to raw pixels only by converting them to it; what a PNG carries it keeps.
    const png = bytesOf(await toSharp(raster).png({ compressionLevel: 0 }).toBuffer());
    const carrier = Buffer.concat([...withPngChunks(png, { profile, exif }, raster)]);
    const image = sharp(carrier, { ignoreIcc: true, limitInputPixels: false })
      .toColourspace(colourSpace(raster.shape))
      .keepIccProfile()
      .keepExif();
    yield await (xmp ? image.withXmp(xmp.toString('utf8')) : image).avif(options).toBuffer();
  }),
};

/** libvips knows sequences by no brand of theirs, but reads the still image that is among them. */
async function stillOf(path: string): Promise<string | Buffer> {
  return withFile(path, source => {
    if (source.read(0, Math.min(source.size, 12)).toString('latin1', 4) !== 'ftypavis') return path;
    const bytes = source.read(0, source.size);
    bytes.write('avif', 8, 'latin1');
    return bytes;
  });
}

/** The colour box says PQ or HLG (ITU-T H.273). */
function hasHdrTransfer(head: Buffer): boolean {
  const at = head.indexOf('colrnclx', 0, 'latin1');
  return at >= 0 && at + 12 <= head.length && hdrTransfers.has(head.readUInt16BE(at + 10));
}
