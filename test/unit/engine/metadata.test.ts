import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { lossesOfSaving } from '../../../src/client/image-formats';
import { decodeImage } from '../../../src/engine/images/decode';
import { encodeImage } from '../../../src/engine/images/encode';
import { picture, temporaryFolder } from './support';

const folder = temporaryFolder();
const raw = () => sharp(picture(24, 16, 3), { raw: { width: 24, height: 16, channels: 3 } });

async function written(name: string, bytes: Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** Puts an APP1 segment with this XMP behind the start of a JPEG. */
function withXmp(jpeg: Buffer, xmp: string): Buffer {
  const body = Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xmp}`, 'latin1');
  const head = Buffer.from([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

test('a resolution is kept from format to format, and none is made up', async () => {
  const withDensity = await raw().withMetadata({ density: 300 }).png().toBuffer();
  const source = await decodeImage(await written('300.png', withDensity));
  expect(source.metadata.density?.x).toBeCloseTo(300 / 2.54, 1);
  for (const format of ['png', 'jpeg', 'tiff'] as const) {
    const path = await written(`300-out.${format}`, await encodeImage(source.raster, source, format));
    expect((await sharp(path).metadata()).density, format).toBeCloseTo(300, -1);
  }
  expect(lossesOfSaving(source.info, 'webp').join()).toContain('resolution');
  const png = await encodeImage(source.raster, { ...source, metadata: {} }, 'png');
  expect(png.includes('pHYs')).toBe(false);
});

test('an HDR gain map is named before saving, and its description is not kept without it', async () => {
  const jpeg = withXmp(await raw().jpeg().toBuffer(), '<x hdrgm:Version="1.0"/>');
  const source = await decodeImage(await written('ultra-hdr.jpg', jpeg));
  expect(source.info.metadata).toContain('gainMap');
  expect(lossesOfSaving(source.info, 'jpeg').join()).toContain('HDR gain map');
  expect((await encodeImage(source.raster, source, 'jpeg')).includes('hdrgm')).toBe(false);
});

/** Puts an APP2 segment behind the start of a JPEG that lists pictures of these kinds (CIPA DC-007). */
function withPictures(jpeg: Buffer, kinds: readonly number[]): Buffer {
  const list = Buffer.alloc(8 + 2 + 12 + 4 + 16 * kinds.length);
  Buffer.from('MM\0*\0\0\0\x08\0\x01\xb0\x02\0\x07', 'latin1').copy(list);
  list.writeUInt32BE(16 * kinds.length, 14);
  list.writeUInt32BE(26, 18);
  for (const [i, kind] of kinds.entries()) list.writeUInt32BE(kind, 26 + 16 * i);
  const body = Buffer.concat([Buffer.from('MPF\0'), list]);
  const head = Buffer.from([0xff, 0xe2, 0, body.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

test.each([
  ['of a panorama', [0x20030000, 0x20002, 0x20002], '', ['Only the main one of 3 images is used.']],
  ['that are small copies', [0x20030000, 0x10001, 0x10002], '', []],
  ['of which one is a gain map', [0x20030000, 0], '<x hdrgm:Version="1.0"/>', []],
])('further pictures in a JPEG %s', async (_, kinds, xmp, notes) => {
  const jpeg = withXmp(withPictures(await raw().jpeg().toBuffer(), kinds), xmp);
  expect((await decodeImage(await written('pictures.jpg', jpeg))).info.notes).toEqual(notes);
});

/** `file` whose colour box names these primaries and this transfer function. */
function withNclx(file: Buffer, primaries: number, transfer: number): Buffer {
  const changed = Buffer.from(file);
  const at = changed.indexOf('colrnclx');
  changed.writeUInt16BE(primaries, at + 8);
  changed.writeUInt16BE(transfer, at + 10);
  return changed;
}

test.each([
  ['PQ', 9, 16],
  ['HLG', 9, 18],
  ['Display P3', 12, 13],
])('how %s becomes light is kept from AVIF, HEIC and PNG where the format can, else named', async (_, primaries, transfer) => {
  const code = Buffer.from([primaries, transfer, 0, 1]);
  const heic = await readFile(join(import.meta.dirname, '../../fixtures/heic/ten-bit.heic'));
  const avif = await raw().avif({ lossless: true }).toBuffer();
  for (const [name, bytes] of [['hdr.heic', heic], ['hdr.avif', avif]] as const) {
    const source = await decodeImage(await written(name, withNclx(bytes, primaries, transfer)));
    expect(source.metadata.cicp, name).toEqual(code);
    for (const format of ['png', 'avif'] as const) {
      const path = await written(`hdr-out.${format}`, await encodeImage(source.raster, source, format));
      expect((await decodeImage(path)).metadata.cicp, `${name} as ${format}`).toEqual(code);
      expect(lossesOfSaving(source.info, format).join()).not.toContain('cICP');
    }
    for (const format of ['jpeg', 'tiff', 'webp', 'exr'] as const) {
      expect(lossesOfSaving(source.info, format).join(), format).toContain('transfer function (cICP)');
    }
  }
}); // prettier-ignore

test('a file of sRGB says nothing of how it becomes light', async () => {
  const image = await decodeImage(await written('srgb.avif', await raw().avif({ lossless: true }).toBuffer()));
  expect(image.info.metadata).toEqual([]);
});

test('other XMP is kept', async () => {
  const jpeg = withXmp(await raw().jpeg().toBuffer(), '<x dc:title="kept"/>');
  const source = await decodeImage(await written('xmp.jpg', jpeg));
  for (const format of ['jpeg', 'png', 'webp', 'tiff'] as const) {
    const path = await written(`xmp-out.${format}`, await encodeImage(source.raster, source, format));
    expect((await decodeImage(path)).metadata.xmp?.toString('latin1'), format).toContain('dc:title="kept"');
  }
});

test.each([
  ['camera raw (Fujifilm)', Buffer.from('FUJIFILMCCD-RAW 0201')],
  ['camera raw (Canon), a TIFF', Buffer.from('II*\0\x10\0\0\0CR\x02\0', 'latin1')],
  ['camera raw (Canon), a HEIF', Buffer.from('\0\0\0\x18ftypcrx \0\0\0\0mif1heic', 'latin1')],
  ['camera raw (Panasonic)', Buffer.from('IIU\0\x08\0\0\0', 'latin1')],
  ['JPEG 2000', Buffer.from('\0\0\0\x0cjP  \r\n\x87\n', 'latin1')],
  ['Photoshop', Buffer.from('8BPS\0\x01', 'latin1')],
  ['DICOM', Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')])],
])('%s is refused by what it is', async (_, bytes) => {
  const path = await written('file.png', Buffer.concat([bytes, Buffer.alloc(64)]));
  await expect(decodeImage(path)).rejects.toMatchObject({
    code: 'image/unsupported',
    message: expect.stringMatching(/camera raw file|JPEG 2000|Photoshop|DICOM/) as string,
  });
});
