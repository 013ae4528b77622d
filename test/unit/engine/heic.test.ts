import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../src/engine/images/decode';
import { encodeImage } from '../../../src/engine/images/encode';
import { HeifFile } from '../../../src/engine/images/libheif';
import { expectRobust } from './hostile';
import { samplesOf, temporaryFolder } from './support';

const folder = temporaryFolder();
const fixture = (name: string) => join(import.meta.dirname, '../../fixtures/heic', name);

/** As test/fixtures/heic/make.py draws it, 0 to 1. */
const drawn = (x: number, y: number) => [x / 40, y / 30, (x + y) / 80];

describe('HEIC', () => {
  it.each([
    ['colours.heic', 8, 'rgb', false],
    ['alpha.heic', 8, 'rgb', true],
    ['gray.heic', 8, 'gray', false],
    ['ten-bit.heic', 16, 'rgb', false],
  ] as const)('%s gives its samples, of more than 8 bits as 16', async (name, bitDepth, channels, hasAlpha) => {
    const { raster, info } = await decodeImage(fixture(name));
    expect(info).toMatchObject({ width: 32, height: 24, format: 'heic', bitDepth, channels, hasAlpha, notes: [], pages: 1 });
    const white = 2 ** bitDepth - 1;
    for (const [x, y] of [[0, 0], [31, 0], [5, 20], [31, 23]] as const) {
      const at = (y * 32 + x) * raster.channels;
      const colours = drawn(x, y).slice(channels === 'gray' ? 2 : 0);
      for (const [i, value] of colours.entries()) expect(samplesOf(raster)[at + i] / white).toBeCloseTo(value, 1.9);
      if (hasAlpha) expect(samplesOf(raster)[at + 3]).toBe(8 * x);
    }
  }); // prettier-ignore

  it('is upright, with profile, EXIF and XMP, which a PNG keeps', async () => {
    const image = await decodeImage(fixture('turned.heic'));
    const { raster, info } = image;
    expect(info).toMatchObject({ width: 24, height: 32, metadata: ['profile', 'exif', 'xmp'] });
    // Turned to the right: the first row was the left column, from below.
    const [red, green] = [...samplesOf(raster).subarray(0, 3)];
    expect(red / 255).toBeCloseTo(0, 1.9);
    expect(green / 255).toBeCloseTo(23 / 30, 1.9);
    const path = join(folder, 'turned.png');
    await writeFile(path, await encodeImage(raster, image, 'png'));
    const png = await decodeImage(path);
    expect(samplesOf(png.raster)).toEqual(samplesOf(raster));
    expect(png.info.metadata).toEqual(expect.arrayContaining(['profile', 'exif', 'xmp']));
  });

  it.each([
    ['upright', []],
    ['turned', [1]],
    ['turned and mirrored', [3, 0]],
  ] as const)('of tiles, as phones write it, %s, is the same tile by tile', async (_, turns) => {
    const path = join(folder, 'grid.heic');
    await writeFile(path, await gridOf(150, 100, turns));
    const { raster, info } = await decodeImage(path);
    expect(info).toMatchObject(turns.length === 0 ? { width: 150, height: 100 } : { format: 'heic' });
    const file = new HeifFile(await readFile(path));
    expect(file.isTiled).toBe(true);
    expect([raster.width, raster.height]).toEqual([file.width, file.height]);
    expect(samplesOf(raster)).toEqual(file.whole().samples.data);
  });

  it('of several images the first is used, which is said', async () => {
    const { info } = await decodeImage(fixture('two.heic'));
    expect(info.notes).toEqual(['Only the main one of 2 images is used.']);
  });

  it('is not written', async () => {
    const image = await decodeImage(fixture('gray.heic'));
    await expect(encodeImage(image.raster, image, 'heic')).rejects.toMatchObject({ code: 'output/unwritable' });
  });

  it('damaged files end in an error or a picture of the size that they say', async () => {
    await expectRobust(folder, await readFile(fixture('colours.heic')), { changes: 30 });
  });
});

/** The boxes of a file or of a part of one. */
function boxesOf(bytes: Buffer): { readonly type: string; readonly whole: Buffer; readonly content: Buffer }[] {
  const boxes = [];
  for (let at = 0; at < bytes.length;) {
    const whole = bytes.subarray(at, at + bytes.readUInt32BE(at));
    boxes.push({ type: whole.toString('latin1', 4, 8), whole, content: whole.subarray(8) });
    at += whole.length;
  }
  return boxes;
}

function box(type: string, ...content: readonly Buffer[]): Buffer {
  const length = content.reduce((sum, { length }) => sum + length, 8);
  return Buffer.concat([bytes(4, length), Buffer.from(type, 'latin1'), ...content]);
}

/** Numbers of so many bytes. */
function bytes(each: number, ...values: readonly number[]): Buffer {
  const out = Buffer.alloc(each * values.length);
  for (const [i, value] of values.entries()) out.writeUIntBE(value, each * i, each);
  return out;
}

/** A picture of tiles of 64 x 64, of two kinds. @param turns quarter turns to the left, then the axis of a mirror */
async function gridOf(width: number, height: number, [angle, axis]: readonly [angle?: number, axis?: number]): Promise<Buffer> {
  const top = boxesOf(await readFile(fixture('two.heic')));
  const inside = (boxes: ReturnType<typeof boxesOf>, type: string) => boxes.find(each => each.type === type) ?? boxes[0];
  const properties = boxesOf(inside(boxesOf(inside(top, 'meta').content.subarray(4)), 'iprp').content);
  const decoder = inside(boxesOf(properties[0].content), 'hvcC').whole;
  const { content } = inside(top, 'mdat');
  // Where the first picture ends.
  const kinds = [content.subarray(0, 0x798), content.subarray(0x798)];
  const [columns, rows] = [Math.ceil(width / 64), Math.ceil(height / 64)];
  const tiles = Array.from({ length: columns * rows }, (_, i) => kinds[Number([0, 3].includes(i % 5))]);
  const grid = Buffer.concat([bytes(1, 0, 0, rows - 1, columns - 1), bytes(2, width, height)]);
  const ids = tiles.map((_, i) => i + 2);
  const item = (id: number, type: string) => box('infe', bytes(4, 0x02000000), bytes(2, id, 0), Buffer.from(`${type}\0`));
  const size = (w: number, h: number) => box('ispe', bytes(4, 0, w, h));
  const turns = [...(angle === undefined ? [] : [box('irot', bytes(1, angle))]), ...(axis === undefined ? [] : [box('imir', bytes(1, axis))])];
  const ipco = box('ipco', size(width, height), size(64, 64), decoder, ...turns);
  const links = [
    [1, [1, ...turns.map((_, i) => 0x80 | (4 + i))]],
    ...ids.map(id => [id, [2, 0x83]]),
  ] as [number, number[]][];
  const association = box('ipma', bytes(4, 0, links.length), ...links.map(([id, of]) => Buffer.concat([bytes(2, id), bytes(1, of.length, ...of)])));
  const metaOf = (start: number) => {
    let at = start;
    const places = [grid, ...tiles].map((data, i) => {
      const place = Buffer.concat([bytes(2, i + 1, 0, 1), bytes(4, at, data.length)]);
      at += data.length;
      return place;
    });
    return box(
      'meta',
      bytes(4, 0),
      box('hdlr', bytes(4, 0, 0), Buffer.from('pict'), Buffer.alloc(13)),
      box('pitm', bytes(4, 0), bytes(2, 1)),
      box('iloc', bytes(4, 0), bytes(2, 0x4400, ids.length + 1), ...places),
      box('iinf', bytes(4, 0), bytes(2, ids.length + 1), item(1, 'grid'), ...ids.map(id => item(id, 'hvc1'))),
      box('iref', bytes(4, 0), box('dimg', bytes(2, 1, ids.length, ...ids))),
      box('iprp', ipco, association),
    );
  };
  const type = box('ftyp', Buffer.from('heic'), bytes(4, 0), Buffer.from('mif1heic'));
  const start = type.length + metaOf(0).length + 8;
  return Buffer.concat([type, metaOf(start), box('mdat', grid, ...tiles)]);
} // prettier-ignore
