import { writeFile } from 'node:fs/promises';
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
  ['JPEG XL', Buffer.from('\xff\x0a\xfa\x7f', 'latin1')],
  ['JPEG XL in boxes', Buffer.from('\0\0\0\x0cJXL \r\n\x87\n', 'latin1')],
  ['JPEG 2000', Buffer.from('\0\0\0\x0cjP  \r\n\x87\n', 'latin1')],
  ['Photoshop', Buffer.from('8BPS\0\x01', 'latin1')],
  ['DICOM', Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')])],
])('%s is refused by what it is', async (_, bytes) => {
  const path = await written('file.png', Buffer.concat([bytes, Buffer.alloc(64)]));
  await expect(decodeImage(path)).rejects.toMatchObject({
    code: 'image/unsupported',
    message: expect.stringMatching(/camera raw file|JPEG XL|JPEG 2000|Photoshop|DICOM/) as string,
  });
});
