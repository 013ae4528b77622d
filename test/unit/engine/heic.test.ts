import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../src/engine/images/decode';
import { encodeImage } from '../../../src/engine/images/encode';
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
