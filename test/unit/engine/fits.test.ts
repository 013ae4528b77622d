import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../src/engine/images/decode';
import { encodeImage, encodeImages } from '../../../src/engine/images/encode';
import { expectRobust } from './hostile';
import { samplesOf, temporaryFolder } from './support';

const folder = temporaryFolder();

const card = (name: string, value: string | number | boolean) => {
  const shown =
    typeof value === 'string' ? `'${value}'` : typeof value === 'number' ? String(value) : value ? 'T' : 'F';
  return `${name.padEnd(8)}= ${typeof value === 'string' ? shown : shown.padStart(20)}`.padEnd(80);
};
const block = (bytes: Buffer, fill = 0) =>
  Buffer.concat([bytes, Buffer.alloc((2880 - (bytes.length % 2880)) % 2880, fill)]);
const header = (...cards: readonly string[]) =>
  block(Buffer.from([...cards, 'END'].map(each => each.padEnd(80)).join('')), 0x20);
const axes = (...lengths: number[]) => [
  card('NAXIS', lengths.length),
  ...lengths.map((length, i) => card(`NAXIS${i + 1}`, length)),
];

const writers = { 8: 1, 16: 2, 32: 4, 64: 8, [-32]: 4, [-64]: 8 } as const;
function data(bitpix: keyof typeof writers, values: readonly number[]): Buffer {
  const size = writers[bitpix];
  const bytes = Buffer.alloc(size * values.length);
  for (const [i, value] of values.entries()) {
    if (bitpix === -32) bytes.writeFloatBE(value, 4 * i);
    else if (bitpix === -64) bytes.writeDoubleBE(value, 8 * i);
    else if (bitpix === 64) bytes.writeBigInt64BE(BigInt(value), 8 * i);
    else if (bitpix === 8) bytes.writeUInt8(value, i);
    else bytes.writeIntBE(value, size * i, size);
  }
  return block(bytes);
}

async function saved(name: string, ...parts: Uint8Array[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, Buffer.concat(parts));
  return path;
}

const simple = (bitpix: number) => [card('SIMPLE', true), card('BITPIX', bitpix)];

describe('FITS', () => {
  // Two rows of two: in the file the lower one comes first.
  it.each([
    [8, {}, 'uint8', [1, 2, 3, 255], [3, 255, 1, 2]],
    [8, { BZERO: -128 }, 'int8', [0, 128, 255, 1], [127, -127, -128, 0]],
    [16, {}, 'int16', [-5, 0, 7, 32767], [7, 32767, -5, 0]],
    [16, { BZERO: 32768, BSCALE: 1 }, 'uint16', [-32768, 0, 32767, 1], [65535, 32769, 0, 32768]],
    [32, {}, 'int32', [-5, 0, 7, 1e9], [7, 1e9, -5, 0]],
    [32, { BZERO: 2147483648 }, 'uint32', [-2147483648, 0, 1, 2], [2147483649, 2147483650, 0, 2147483648]],
    [-32, {}, 'float', [-0.5, NaN, 1e30, 0], [Math.fround(1e30), 0, -0.5, NaN]],
    [-64, {}, 'double', [-0.1, Infinity, 1e300, 0], [1e300, 0, -0.1, Infinity]],
    [16, { BSCALE: 0.5, BZERO: 10, BLANK: -1 }, 'float', [-1, 0, 4, 5], [12, 12.5, NaN, 10]],
    [32, { BSCALE: 0.1 }, 'double', [0, 10, 20, 30], [2, 3, 0, 1]],
  ] as const)('BITPIX %i with %o is %s, values in the units of the file', async (bitpix, scaling, kind, values, expected) => {
    const cards = Object.entries(scaling).map(([name, value]) => card(name, value));
    const own = [card('OBJECT', "M 31 '' "), 'HISTORY made by hand'.padEnd(80)];
    const path = await saved('a.fits', header(...simple(bitpix), ...axes(2, 2), ...cards, ...own), data(bitpix, values));
    const image = await decodeImage(path);
    expect([...samplesOf(image.raster)]).toEqual(expected);
    expect(image.info).toMatchObject({ format: 'fits', sampleKind: kind, metadata: ['header'], pages: 1 });
    const again = await decodeImage(await saved('b.fits', await encodeImage(image.raster, image, 'fits')));
    expect([...samplesOf(again.raster)]).toEqual(expected);
    expect(again.info.sampleKind).toBe(kind);
    expect(again.metadata.header).toEqual(expect.arrayContaining(own));
    if (!('BSCALE' in scaling)) {
      const [bytes, source] = [await readFile(join(folder, 'b.fits')), await readFile(path)];
      expect(bytes.subarray(-2880)).toEqual(source.subarray(-2880));
      expect(bytes.length).toBe(source.length);
    }
  }); // prettier-ignore

  it('samples that are BLANK are no data, in the result too', async () => {
    const cards = [...simple(16), ...axes(2, 2), card('BZERO', 32768), card('BLANK', 99)];
    const { raster, metadata, info } = await decodeImage(
      await saved('blank.fits', header(...cards), data(16, [99, 1, 2, 3])),
    );
    expect(raster.scale.noData).toBe(32768 + 99);
    const bytes = await encodeImage(raster, { raster, metadata, info }, 'fits');
    expect(bytes.toString('latin1')).toContain(card('BLANK', 99));
  });

  it('the planes of a cube are pages, and stay where they were', async () => {
    const cards = [...simple(8), ...axes(2, 1, 3, 2), card('ROWORDER', 'TOP-DOWN')];
    const path = await saved('cube.fits', header(...cards), data(8, [...Array(12).keys()]));
    const pages = await Promise.all([...Array(6).keys()].map(page => decodeImage(path, page)));
    expect(pages.map(({ raster }) => [...samplesOf(raster)])).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 7],
      [8, 9],
      [10, 11],
    ]);
    await expect(decodeImage(path, 6)).rejects.toMatchObject({ code: 'settings/invalid' });
    async function* all() {
      yield* await Promise.resolve(pages);
    }
    const parts: Uint8Array[] = [];
    for await (const part of encodeImages(all(), 6, 'fits')) parts.push(part);
    expect(Buffer.concat(parts)).toEqual(await readFile(path));
  });

  it('a colour mosaic is read by its four colours, which come to lie in their places again', async () => {
    const cards = [...simple(16), ...axes(3, 2), card('BAYERPAT', 'RGGB'), card('XBAYROFF', 0)];
    const path = await saved('mosaic.fits', header(...cards), data(16, [0, 1, 2, 3, 4, 5]));
    const planes = await Promise.all([...Array(4).keys()].map(page => decodeImage(path, page)));
    expect(planes.map(({ raster }) => [...samplesOf(raster)])).toEqual([[0, 2], [1], [3, 5], [4]]);
    expect(planes[0].info).toMatchObject({ pages: 4, width: 2, height: 1 });
    expect(planes[0].info.notes[0]).toContain('(RGGB): each of its four colour planes is denoised');
    const written = async (...images: typeof planes) => {
      const parts: Uint8Array[] = [];
      async function* all() {
        yield* await Promise.resolve(images);
      }
      for await (const part of encodeImages(all(), images.length, 'fits')) parts.push(part);
      return Buffer.concat(parts);
    };
    expect(await written(...planes)).toEqual(await readFile(path));
    // A colour alone is no mosaic any more.
    const single = await decodeImage(await saved('red.fits', await written(planes[0])));
    expect(single.info).toMatchObject({ pages: 1, width: 2, height: 1 });
    expect(single.metadata.header?.join()).not.toMatch(/BAYER/);
    const gray = header(...simple(8), ...axes(2, 1), card('BAYERPAT', 'NONE'));
    expect((await decodeImage(await saved('gray.fits', gray, data(8, [1, 2])))).info).toMatchObject({ pages: 1, notes: [] });
  }); // prettier-ignore

  it('an image in an extension gets the header of the file, too; what else there is, is said', async () => {
    const path = await saved(
      'extension.fits',
      header(...simple(8), ...axes(), card('EXTEND', true), card('TELESCOP', 'big'), card('FILTER', 'V')),
      header(card('XTENSION', 'BINTABLE'), card('BITPIX', 8), ...axes(4, 2), card('PCOUNT', 3), card('GCOUNT', 1)),
      data(8, Array<number>(11).fill(9)),
      header(card('XTENSION', 'IMAGE   '), card('BITPIX', 16), ...axes(1, 2), card('FILTER', 'R')),
      data(16, [1, -2]),
      header(card('XTENSION', 'IMAGE   '), card('BITPIX', 16), ...axes(1, 2)),
      data(16, [3, 4]),
    );
    const { raster, info, metadata } = await decodeImage(path);
    expect([...samplesOf(raster)]).toEqual([-2, 1]);
    expect(info.notes).toEqual([expect.stringContaining('2 further extensions') as string, expect.any(String)]);
    const names = metadata.header?.map(each => each.slice(0, 30).trim());
    expect(names).toEqual(expect.arrayContaining([card('FILTER', 'R').slice(0, 30).trim(), card('TELESCOP', 'big').trim()]));
    expect(names).not.toContain(card('FILTER', 'V').trim());
  }); // prettier-ignore

  it('colours and stacks of other files become planes', async () => {
    const source = await saved('c.ppm', Buffer.from('P6 2 1 255\n\x01\x02\x03\x04\x05\x06', 'latin1'));
    const image = await decodeImage(source);
    const path = await saved('c.fits', await encodeImage(image.raster, image, 'fits'));
    const planes = await Promise.all([0, 1, 2].map(page => decodeImage(path, page)));
    expect(planes.map(({ raster }) => [...samplesOf(raster)])).toEqual([[1, 4], [2, 5], [3, 6]]); // prettier-ignore
  });

  it.each([
    ['no image', [header(...simple(8), ...axes())], 'image/unsupported'],
    ['whole numbers of 64 bits', [header(...simple(64), ...axes(1, 1)), data(64, [1])], 'image/unsupported'],
    ['packed images', [header(...simple(8), ...axes()), header(card('XTENSION', 'BINTABLE'), card('BITPIX', 8), ...axes(8, 0), card('ZIMAGE', true))], 'image/unsupported'],
    ['a mosaic of another pattern', [header(...simple(8), ...axes(2, 2), card('BAYERPAT', 'GBGGRGRGRBGBRBGB')), data(8, [1, 2, 3, 4])], 'image/unsupported'],
    ['too many pixels', [header(...simple(8), ...axes(1e6, 1e6))], 'image/too-large'],
    ['more planes than bytes', [header(...simple(8), ...axes(9, 9, 1e12))], 'image/unreadable'],
    ['negative axes', [header(...simple(8), ...axes(-2, -2))], 'image/unreadable'],
    ['no END', [block(Buffer.from([...simple(8), ...axes(1, 1)].join('')), 0x20), data(8, [1])], 'image/unreadable'],
    ['axes without end', [header(...simple(8), card('NAXIS', 1e9))], 'image/unreadable'],
  ] as const)('%s: refused', async (_, parts, code) => {
    await expect(decodeImage(await saved('bad.fits', ...parts))).rejects.toMatchObject({ code });
  }); // prettier-ignore

  it('damaged files end in an error or a picture of the size that they say', async () => {
    const whole = Buffer.concat([header(...simple(16), ...axes(30, 20, 2)), data(16, [...Array(1200).keys()])]);
    await expectRobust(folder, whole, { needed: 2880 + 2400 });
  });
});
