import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../src/engine/images/decode';
import { Tag } from '../../../src/engine/images/tiff/directory';
import { expectRobust } from './hostile';
import { temporaryFolder } from './support';

const folder = temporaryFolder();
/** Patches of red, green and blue above gray, with a black thumbnail before them (test/fixtures/raw/make.py). */
const dng = join(import.meta.dirname, '../../fixtures/raw/bayer.dng');

describe('camera raw', () => {
  it('is developed, and never the thumbnail', async () => {
    const { raster, info, metadata } = await decodeImage(dng);
    expect(info).toMatchObject({ width: 64, height: 48, format: 'raw', sampleKind: 'uint16', channels: 'rgb', pages: 1 });
    expect(info.notes[0]).toContain('developed by LibRaw');
    expect(metadata.exif?.has(Tag.Make)).toBe(true);
    const at = (x: number, y: number) => [...raster.read({ x, y, width: 1, height: 1 }).data];
    // Of the light, 0.4, 0.05 and 0.2, the numbers of sRGB.
    const patches = [at(10, 12), at(32, 12), at(54, 12), at(32, 36)].map(colour => colour.map(value => Number(value.toFixed(1))));
    expect(patches).toEqual([[0.7, 0.2, 0.2], [0.2, 0.7, 0.2], [0.2, 0.2, 0.7], [0.5, 0.5, 0.5]]);
  }); // prettier-ignore

  it('is refused where nothing says how the camera sees colours', async () => {
    const bytes = await readFile(dng);
    // The tag of the matrix becomes another one.
    const entry = bytes.indexOf(Buffer.from([0x21, 0xc6, 10, 0]));
    bytes.writeUInt16LE(0xc6ff, entry);
    const path = join(folder, 'colourless.dng');
    await writeFile(path, bytes);
    await expect(decodeImage(path)).rejects.toMatchObject({
      code: 'image/unsupported',
      message: expect.stringContaining('(Somebody) that cannot be developed: it does not say how') as string,
    });
  });

  it('damaged files end in an error or a picture', async () => {
    const whole = await readFile(dng);
    await expectRobust(folder, whole, { changes: 40 });
  });
});
