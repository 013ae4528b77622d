/** The chunks of a WebP around its pixels (WebP container specification). */
import type { Size } from '../../core/geometry';
import { piecesOf, type ByteSource } from './byte-source';
import { readExif, writeExif } from './exif';
import type { Metadata } from './image';

const flags = { profile: 0x20, alpha: 0x10, exif: 0x08, xmp: 0x04 } as const;

export function readWebpChunks(source: ByteSource): Metadata {
  let exif: Buffer | undefined;
  let xmp: Buffer | undefined;
  for (let at = 12; at + 8 <= source.size;) {
    const head = source.read(at, 8);
    const type = head.toString('latin1', 0, 4);
    const length = head.readUInt32LE(4);
    if (at + 8 + length > source.size) break;
    if (type === 'EXIF') exif = source.read(at + 8, length);
    if (type === 'XMP ') xmp = source.read(at + 8, length);
    at += 8 + length + (length % 2);
  }
  return { exif: readExif(exif), xmp };
}

/** `webp`, as libvips writes it without metadata, with this. */
export function* withWebpChunks(
  webp: ByteSource,
  { profile, exif, xmp }: Metadata,
  size: Size,
  hasAlpha: boolean,
): Generator<Uint8Array> {
  if (!profile && !exif && !xmp) {
    yield* piecesOf(webp);
    return;
  }
  const pixels = webp.read(12, 4).toString('latin1') === 'VP8X' ? 30 : 12;
  const header = Buffer.alloc(10);
  header[0] =
    (hasAlpha ? flags.alpha : 0) | (profile ? flags.profile : 0) | (exif ? flags.exif : 0) | (xmp ? flags.xmp : 0);
  header.writeUIntLE(size.width - 1, 4, 3);
  header.writeUIntLE(size.height - 1, 7, 3);
  const before = [chunk('VP8X', header), ...(profile ? [chunk('ICCP', profile)] : [])];
  const after = [...(exif ? [chunk('EXIF', writeExif(exif, size))] : []), ...(xmp ? [chunk('XMP ', xmp)] : [])];
  const length = [...before, ...after].reduce((sum, part) => sum + part.length, 4 + webp.size - pixels);
  const riff = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  riff.writeUInt32LE(length, 4);
  yield* [riff, ...before];
  yield* piecesOf(webp, pixels);
  yield* after;
}

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}
