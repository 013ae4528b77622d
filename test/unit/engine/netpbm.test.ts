import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { lossesOfSaving } from '../../../src/client/image-formats';
import { decodeImage } from '../../../src/engine/images/decode';
import { encodeImage, encodeImages } from '../../../src/engine/images/encode';
import { expectRobust } from './hostile';
import { picture, samplesOf, temporaryFolder } from './support';

const folder = temporaryFolder();

async function saved(name: string, ...parts: (string | Uint8Array)[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(
    path,
    Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))),
  );
  return path;
}

const bigEndian = (samples: Uint16Array) => Buffer.from(samples.slice().buffer).swap16();

describe('Netpbm', () => {
  it.each([
    ['text.pgm', 'P2 1 1 15\n16', 16, 15],
    ['bytes.pgm', 'P5\n1 1\n100\n\x65', 101, 100],
    ['swapped.pgm', 'P5\n1 1\n4095\n\xff\x0f', 65295, 4095],
  ])('%s holds more than its header says, and is refused', async (name, bytes, value, white) => {
    await expect(decodeImage(await saved(name, bytes))).rejects.toMatchObject({
      code: 'image/unreadable',
      message: expect.stringContaining(`it holds ${value}, and its header says up to ${white}`) as string,
    });
  });

  it.each([
    ['text.pbm', 'P1\n# by hand\n3 2\n101 0 1 0\n', 'gray', 8, [0, 255, 0, 255, 0, 255]],
    ['text.pgm', 'P2 3 2 15\n0 1 2\n13 14 15', 'gray', 4, [0, 1, 2, 13, 14, 15]],
    ['text.ppm', 'P3\n1 1\n1023\n0 512 1023\n', 'rgb', 10, [0, 512, 1023]],
    ['bits.pbm', 'P4\n10 2\n\xaa\x80\x55\x40', 'gray', 8, [0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0]],
    ['bytes.pgm', 'P5 # white\n# is\n 2 1\n255\n\x0a\x20', 'gray', 8, [10, 32]],
    ['deep.pgm', 'P5\n2 1\n4095\n\x0f\xff\x00\x20', 'gray', 12, [4095, 32]],
    ['odd.ppm', 'P6 1 1 100\n\x01\x02\x64', 'rgb', 7, [1, 2, 100]],
    ['two.pam', 'P7\nWIDTH 1\nHEIGHT 1\nDEPTH 2\nMAXVAL 255\nTUPLTYPE GRAYSCALE_ALPHA\nENDHDR\n\x07\x80', 'gray', 8, [7, 128]],
  ] as const)('%s gives every sample as it is', async (name, bytes, channels, bitDepth, data) => {
    const { raster, info } = await decodeImage(await saved(name, bytes));
    expect([...samplesOf(raster)]).toEqual(data);
    expect(info).toMatchObject({ channels, bitDepth, pages: 1 });
  }); // prettier-ignore

  it.each([
    ['gray.pgm', 1, 8, 'pnm'],
    ['colours.ppm', 3, 8, 'pnm'],
    ['deep.ppm', 3, 16, 'pnm'],
    ['alpha.pam', 4, 16, 'pam'],
    ['gray-alpha.pam', 2, 8, 'pam'],
  ] as const)('%s is written back byte for byte', async (name, channels, depth, format) => {
    const data = picture(20, 10, channels, depth);
    const white = depth === 8 ? 255 : 65535;
    const types = ['', 'GRAYSCALE', 'GRAYSCALE_ALPHA', 'RGB', 'RGB_ALPHA'];
    const header =
      format === 'pam'
        ? `P7\nWIDTH 20\nHEIGHT 10\nDEPTH ${channels}\nMAXVAL ${white}\nTUPLTYPE ${types[channels]}\nENDHDR\n`
        : `${channels === 1 ? 'P5' : 'P6'}\n20 10\n${white}\n`;
    const path = await saved(name, header, data instanceof Uint16Array ? bigEndian(data) : data);
    const image = await decodeImage(path);
    expect(image.info).toMatchObject({ format, hasAlpha: channels % 2 === 0 });
    expect(await encodeImage(image.raster, image, format)).toEqual(await readFile(path));
  });

  it('white is what the header says, there and back', async () => {
    const path = await saved('hundred.pgm', 'P5\n2 2\n100\n', Uint8Array.of(0, 50, 99, 100));
    const image = await decodeImage(path);
    expect(image.raster.read({ x: 1, y: 1, width: 1, height: 1 }).data[0]).toBe(1);
    image.raster.write({ x: 0, y: 0, width: 1, height: 1 }, { width: 1, height: 1, data: Float32Array.of(2, 2, 2) });
    expect(samplesOf(image.raster)[0]).toBe(100);
    expect(lossesOfSaving(image.info, 'pnm')).toEqual([]);
    expect(lossesOfSaving(image.info, 'png')).toEqual([expect.stringContaining('white is 100') as string]);
    expect((await encodeImage(image.raster, image, 'pnm')).toString('latin1')).toContain('\n100\n');
  });

  it('several images in one file are pages', async () => {
    const path = await saved('three.pnm', 'P5 2 1 255\n\x01\x02', 'P6 1 1 255\n\x03\x04\x05', 'P4 1 1\n\x80');
    const pages = await Promise.all([0, 1, 2].map(page => decodeImage(path, page)));
    expect(pages.map(({ raster, info }) => [...samplesOf(raster), info.pages])).toEqual([
      [1, 2, 3],
      [3, 4, 5, 3],
      [0, 3],
    ]);
    await expect(decodeImage(path, 3)).rejects.toMatchObject({ code: 'settings/invalid' });
    async function* all() {
      yield* await Promise.resolve(pages.slice(0, 2));
    }
    const parts: Uint8Array[] = [];
    for await (const part of encodeImages(all(), 2, 'pnm')) parts.push(part);
    expect(Buffer.concat(parts).toString('latin1')).toBe('P5\n2 1\n255\n\x01\x02P6\n1 1\n255\n\x03\x04\x05');
  });

  it.each([
    ['P5 100000 100000 255\n\0', 'image/too-large'],
    ['P5 9000 9000 65535\n\0\0', 'image/unreadable'],
    ['P2 9000 9000 255\n1 2', 'image/unreadable'],
    ['P2 2 1 255\n1 256', 'image/unreadable'],
    ['P2 2 1 255\n1 x', 'image/unreadable'],
    ['P5 0 9 255\n', 'image/unreadable'],
    ['P5 1 1 70000\n\0\0', 'image/unreadable'],
    ['P7\nWIDTH 1\nHEIGHT 1\nDEPTH 9\nMAXVAL 1\nENDHDR\n000000000', 'image/unreadable'],
    [`P5 ${' '.repeat(1 << 17)}1 1 255\n\0`, 'image/unreadable'],
    ['PF\n1 1\n0\n000000000000', 'image/unreadable'],
    ['PF\n30000 30000\n-1\n0', 'image/too-large'],
  ])('%.30j is refused', async (bytes, code) => {
    await expect(decodeImage(await saved('bad.pnm', bytes))).rejects.toMatchObject({ code });
  });

  it('damaged files end in an error or a picture of the size that they say', async () => {
    await expectRobust(
      folder,
      await readFile(await saved('a.ppm', 'P6\n20 10\n255\n', Buffer.from(picture(20, 10, 3)))),
    );
    await expectRobust(folder, Buffer.from(`P2\n5 4\n99\n${'7 '.repeat(20)}`), { needed: 25 });
    await expectRobust(folder, Buffer.from(`PF\n5 4\n-1.0\n${'floating'.repeat(30)}`));
  });
});

describe('PFM', () => {
  const values = Float32Array.of(0.5, -1, NaN, 1e30, Infinity, 0);
  it.each(['-1.0', '1.0', '-2.5'])('with scale %s keeps every number, upright', async scale => {
    const rows = Buffer.from(Float32Array.of(...values.subarray(3), ...values.subarray(0, 3)).buffer);
    if (!scale.startsWith('-')) rows.swap32();
    const image = await decodeImage(await saved('v.pfm', `Pf\n3 2\n${scale}\n`, rows));
    expect(samplesOf(image.raster)).toEqual(values);
    expect(image.info).toMatchObject({ sampleKind: 'float', metadata: scale === '-2.5' ? ['scale'] : [] });
    const again = await decodeImage(await saved('w.pfm', await encodeImage(image.raster, image, 'pfm')));
    expect(samplesOf(again.raster)).toEqual(values);
    expect(again.metadata).toEqual(image.metadata);
  });

  it('takes whole numbers as they are, which is said', async () => {
    const path = join(folder, 'deep.png');
    await sharp(picture(9, 7, 3, 16), { raw: { width: 9, height: 7, channels: 3 } }).toColourspace('rgb16').png().toFile(path); // prettier-ignore
    const image = await decodeImage(path);
    const again = await decodeImage(await saved('of.pfm', await encodeImage(image.raster, image, 'pfm')));
    expect([...samplesOf(again.raster)]).toEqual([...samplesOf(image.raster)]);
    expect(lossesOfSaving(image.info, 'pfm')[0]).toContain('16-bit unsigned samples as 32-bit float'); // prettier-ignore
  });
});
