import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../src/engine/images/decode';
import { encodeImage } from '../../../src/engine/images/encode';
import { Raster } from '../../../src/engine/images/raster';
import { expectRobust } from './hostile';
import { samplesOf, temporaryFolder } from './support';

const folder = temporaryFolder();
/** Written by the OpenEXR library (test/fixtures/exr/make.py). */
const fixture = (name: string) => join(import.meta.dirname, '../../fixtures/exr', `${name}.exr`);

/** What make.py puts there. */
const samples = [...Array(37 * 41).keys()].flatMap(i => [i / 64, -i / 64, i === 5 * 41 + 3 ? 1000 : 0]);

describe('OpenEXR', () => {
  it.each([
    ['piz', 'half'],
    ['piz-float', 'float'],
    ['pxr24', 'half'],
    ['rle', 'half'],
    ['zips', 'float'],
    ['tiled', 'half'],
    ['parts', 'half'],
  ] as const)('%s: every sample as the library wrote it', async (name, kind) => {
    const { raster, info } = await decodeImage(fixture(name));
    expect(info).toMatchObject({ width: 41, height: 37, format: 'exr', sampleKind: kind, channels: 'rgb', metadata: ['exr'] });
    const far = samplesOf(raster).findIndex((value, i) => Math.abs(value - samples[i]) > Math.abs(samples[i]) * 2 ** -11);
    expect(far).toBe(-1);
    expect(samplesOf(raster).length).toBe(samples.length);
  }); // prettier-ignore

  it('says what of a file is not kept', async () => {
    const notes = async (name: string) => (await decodeImage(fixture(name))).info.notes.join(' ');
    expect(await notes('pxr24')).toContain('Only the channels R, G, B are used: 1 further channel is not kept.');
    expect(await notes('parts')).toContain('1 further part is not kept.');
    await expect(decodeImage(fixture('dwaa'))).rejects.toMatchObject({
      code: 'image/unsupported',
      message: expect.stringContaining('compressed in a lossy way (DWAA)') as string,
    });
  });

  it('is written with its kind of samples, its windows, names and attributes', async () => {
    const image = await decodeImage(fixture('zips'));
    const moved = {
      ...image,
      metadata: { exr: { attributes: [], names: [], ...image.metadata.exr, left: -5, top: 7 } },
    };
    const path = join(folder, 'a.exr');
    await writeFile(path, await encodeImage(image.raster, moved, 'exr'));
    const again = await decodeImage(path);
    expect(samplesOf(again.raster)).toEqual(samplesOf(image.raster));
    expect(again.metadata.exr).toMatchObject({ left: -5, top: 7, names: ['R', 'G', 'B'] });
    const owner = again.metadata.exr?.attributes.find(({ name }) => name === 'owner');
    expect(owner?.value.toString()).toBe('somebody');
  });

  it.each([
    ['uint32', [0, 2 ** 32 - 1, 7, 9]],
    ['half', [0.5, -2, 65504, 0]],
    ['float', [Math.fround(0.1), 1e-30, NaN, -Infinity]],
  ] as const)('gray with alpha, %s', async (kind, values) => {
    const shape = { width: 1, height: 2, kind, bits: kind === 'half' ? 16 : 32, colours: 'gray', extras: 1 } as const;
    const data = kind === 'uint32' ? Uint32Array.from(values) : Float32Array.from(values);
    const source = await decodeImage(fixture('rle'));
    const path = join(folder, 'gray.exr');
    await writeFile(path, await encodeImage(Raster.of(shape, data), { ...source, metadata: {} }, 'exr'));
    const { raster, info } = await decodeImage(path);
    expect([...samplesOf(raster)]).toEqual([...data]);
    expect(info).toMatchObject({ sampleKind: kind, channels: 'gray', hasAlpha: true });
  });

  it.each(['piz', 'tiled', 'pxr24', 'rle'])(
    'damaged files (%s) end in an error or a picture of their size',
    async name => {
      const whole = await readFile(fixture(name));
      await expectRobust(folder, whole, { changes: 60 });
    },
  );

  it('refuses sizes that nothing of the file bears out, before it takes memory for them', async () => {
    const whole = await readFile(fixture('rle'));
    const window = whole.indexOf('dataWindow\0box2i\0') + 'dataWindow\0box2i\0'.length + 4;
    const sized = async (right: number, bottom: number) => {
      const bytes = Buffer.from(whole);
      bytes.writeInt32LE(right, window + 8);
      bytes.writeInt32LE(bottom, window + 12);
      const path = join(folder, 'sized.exr');
      await writeFile(path, bytes);
      return decodeImage(path);
    };
    await expect(sized(2 ** 31 - 1, 2 ** 31 - 1)).rejects.toMatchObject({ code: 'image/too-large' });
    await expect(sized(-1, 5)).rejects.toMatchObject({ code: 'image/unreadable' });
    await expect(sized(1000, 300_000)).rejects.toMatchObject({ code: 'image/unreadable' });
  });
});
