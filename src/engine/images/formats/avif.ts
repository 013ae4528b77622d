import sharp from 'sharp';
import { text } from '../../text';
import { bytesOf, piecesOf, withFile, type ByteSource } from '../byte-source';
import { single, type ImageCodec } from '../codec';
import { brands } from '../brands';
import { cicpOf, nclxAt, nclxOf } from '../cicp';
import { readExif } from '../exif';
import { countFrames } from '../iso-frames';
import { hasGainMap, withoutGainMap } from '../gain-map';
import { decoded } from '../image';
import { withPngChunks } from '../png-chunks';
import { pixelCheck } from '../pixel-limit';
import { readWithSharp } from '../sharp-reader';
import { colourSpace, toSharp, writtenBySharp } from '../sharp-writer';

/** Where the boxes of every image stand that is no collection of many. */
const headBytes = 1 << 16;

export const codec: ImageCodec = {
  recognises: head => brands(head).some(brand => brand === 'avif' || brand === 'avis'),
  read: async path => {
    const input = await stillOf(path);
    const { raster, profile, note, pages } = await readWithSharp(input, { check: pixelCheck(path, 'avif') });
    const { exif, xmp } = await sharp(input).metadata();
    const head = await withFile(path, file => file.read(0, Math.min(file.size, headBytes)));
    const metadata = {
      profile,
      // A profile says more.
      cicp: profile ? undefined : cicpOf(nclxOf(head)),
      exif: readExif(exif),
      xmp: xmp && withoutGainMap(xmp),
      lost: hasGainMap(head) ? (['gainMap'] as const) : undefined,
    };
    const frames = await withFile(path, countFrames);
    const notes = [
      note,
      frames > 1 ? text.firstFrameOnly(frames) : undefined,
      pages > 1 ? text.mainImageOnly(pages) : undefined,
    ];
    return decoded(raster, metadata, { format: 'avif', notes });
  },
  write: single(async function* ({ raster, metadata }) {
    const { exif, xmp, cicp } = metadata;
    // A file that has both says by the code points what its numbers mean; here the profile would.
    const profile = cicp ? undefined : metadata.profile;
    const options = { lossless: true, effort: 2 } as const;
    if (!profile && !exif && !xmp) {
      yield* writtenBySharp(
        raster,
        image => image.avif(options),
        avif => withCicp(avif, cicp),
      );
      return;
    }
    // sharp attaches a profile to raw pixels only by converting them to it; what a PNG carries it keeps.
    const png = bytesOf(await toSharp(raster).png({ compressionLevel: 0 }).toBuffer());
    const carrier = Buffer.concat([...withPngChunks(png, { profile, exif }, raster)]);
    const image = sharp(carrier, { ignoreIcc: true, limitInputPixels: false })
      .toColourspace(colourSpace(raster.shape))
      .keepIccProfile()
      .keepExif();
    const written = await (xmp ? image.withXmp(xmp.toString('utf8')) : image).avif(options).toBuffer();
    yield* withCicp(bytesOf(written), cicp);
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

/** `avif`, whose boxes libvips has written for sRGB, with these code points. */
function* withCicp(avif: ByteSource, cicp: Buffer | undefined): Generator<Uint8Array> {
  const head = avif.read(0, Math.min(avif.size, headBytes));
  const at = nclxAt(head);
  if (cicp && at !== undefined) {
    head.writeUInt16BE(cicp[0], at);
    head.writeUInt16BE(cicp[1], at + 2);
  }
  yield head;
  yield* piecesOf(avif, head.length);
}
