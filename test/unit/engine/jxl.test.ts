import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lossesOfSaving } from '../../../src/client/image-formats';
import { area } from '../../../src/core/geometry';
import { Assembly, partsOf } from '../../../src/engine/images/assembly';
import { decodeImage } from '../../../src/engine/images/decode';
import { encodeImage } from '../../../src/engine/images/encode';
import { decodeJxl } from '../../../src/engine/images/jxl';
import { readWithSharp } from '../../../src/engine/images/sharp-reader';
import { expectRobust } from './hostile';
import { samplesOf, temporaryFolder } from './support';

const folder = temporaryFolder();
const fixture = (name: string) => join(import.meta.dirname, '../../fixtures/jxl', name);

/** As test/fixtures/jxl/make.py draws it. */
const drawn = (x: number, y: number) => [7 * x, 10 * y, 4 * (x + y)];

describe('JPEG XL', () => {
  it.each([
    ['colours.jxl', 8, 'rgb', false],
    ['alpha.jxl', 8, 'rgb', true],
    ['gray.jxl', 8, 'gray', false],
    ['deep.jxl', 16, 'rgb', false],
  ] as const)('%s gives its samples as they are', async (name, bitDepth, channels, hasAlpha) => {
    const { raster, info } = await decodeImage(fixture(name));
    expect(info).toMatchObject({ width: 32, height: 24, format: 'jxl', bitDepth, channels, hasAlpha, notes: [], metadata: [] });
    const samples = samplesOf(raster);
    for (const [x, y] of [[0, 0], [31, 0], [5, 20], [31, 23]] as const) {
      const at = (y * 32 + x) * raster.channels;
      const colours = drawn(x, y).map(value => (bitDepth === 16 ? 257 * value + x : value));
      const expected = [...colours.slice(0, channels === 'gray' ? 1 : 3), ...(hasAlpha ? [8 * x] : [])];
      expect([...samples.subarray(at, at + raster.channels)]).toEqual(expected);
    }
  }); // prettier-ignore

  it.each(['colours.jxl', 'lossy.jxl', 'turned.jxl', 'deep.jxl'])('%s is the same in parts', async name => {
    const { raster } = await decodeImage(fixture(name));
    const assembly = new Assembly(raster);
    const parts = [...Array(6).keys()].map(i => ({ x: 16 * (i % 2), y: 8 * (i >> 1), width: Math.min(16, raster.width - 16 * (i % 2)), height: 8 }));
    const rest = raster.height > 24 ? [{ x: 0, y: 24, width: raster.width, height: raster.height - 24 }] : [];
    for await (const { rect, found } of decodeJxl(await readFile(fixture(name)), [...parts, ...rest])) {
      if ('failed' in found) throw new Error(found.failed);
      const part = await readWithSharp(found.png);
      expect([part.raster.width, part.raster.height]).toEqual([rect.width, rect.height]);
      assembly.add(part.raster.samples, part.raster.shape, rect);
    }
    expect(samplesOf(assembly.raster)).toEqual(samplesOf(raster));
  }); // prettier-ignore

  it('is cut into parts that cover it, however wide', () => {
    for (const size of [{ width: 100, height: 3 }, { width: 9000, height: 700 }, { width: 70_000, height: 300 }]) {
      const parts = [...partsOf(size, 2e6)];
      expect(parts.reduce((sum, part) => sum + area(part), 0)).toBe(area(size));
      expect(Math.max(...parts.map(area))).toBeLessThan(4e6);
    }
  }); // prettier-ignore

  it('with losses is nearly the same', async () => {
    const { raster } = await decodeImage(fixture('lossy.jxl'));
    const { raster: whole } = await decodeImage(fixture('colours.jxl'));
    const original = samplesOf(whole);
    const error = [...samplesOf(raster)].reduce((sum, value, i) => sum + Math.abs(value - original[i]), 0);
    expect(error / original.length).toBeLessThan(3);
  });

  it('is upright, with EXIF and XMP from their packed boxes, which a PNG keeps', async () => {
    const image = await decodeImage(fixture('turned.jxl'));
    expect(image.info).toMatchObject({ width: 24, height: 32, metadata: ['exif', 'xmp'] });
    const path = join(folder, 'turned.png');
    await writeFile(path, await encodeImage(image.raster, image, 'png'));
    const png = await decodeImage(path);
    expect(png.info).toMatchObject({ width: 24, height: 32, metadata: expect.arrayContaining(['exif', 'xmp']) as string[] });
    expect(png.metadata.xmp?.toString()).toContain('kept');
  }); // prettier-ignore

  it('keeps its HDR transfer function where the format can, and says it elsewhere', async () => {
    const image = await decodeImage(fixture('pq.jxl'));
    expect(image.info).toMatchObject({ bitDepth: 16, metadata: ['cicp'] });
    const path = join(folder, 'pq.png');
    await writeFile(path, await encodeImage(image.raster, image, 'png'));
    expect((await decodeImage(path)).metadata.cicp).toEqual(Buffer.from([9, 16, 0, 1]));
    expect(lossesOfSaving(image.info, 'tiff').join()).toContain('cICP');
  });

  it('of an animation the first frame is used, which is said', async () => {
    const { raster, info } = await decodeImage(fixture('frames.jxl'));
    expect(info.notes).toEqual(['Only the first of 3 frames is used.']);
    expect([...samplesOf(raster).subarray(0, 3)]).toEqual([0, 9, 90]);
  });

  it('of floating point is refused by what it is', async () => {
    await expect(decodeImage(fixture('float.jxl'))).rejects.toMatchObject({
      code: 'image/unsupported',
      message: expect.stringContaining('its samples are floating point') as string,
    });
  });

  it('damaged files end in an error or a picture of the size that they say', async () => {
    await expectRobust(folder, await readFile(fixture('turned.jxl')), { changes: 30 });
  });
});
