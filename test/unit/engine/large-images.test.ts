/** Images whose samples lie in a file: here all of them, so that small ones show what large ones would. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import type { ImageFormatName } from '../../../src/client/image-formats';
import { sampleTraits, type SampleKind } from '../../../src/core/samples';
import { decodeImage } from '../../../src/engine/images/decode';
import { encodeImage } from '../../../src/engine/images/encode';
import { decoded } from '../../../src/engine/images/image';
import { Raster } from '../../../src/engine/images/raster';
import { SampleFile } from '../../../src/engine/images/sample-file';
import { TileFile } from '../../../src/engine/images/tile-file';
import { smallDisk } from '../../small-disk';
import { engineHere, jobFor, picture, samplesOf, savePicture, temporaryFolder } from './support';

const limit = vi.hoisted(() => ({ bytes: 0 }));
vi.mock('../../../src/engine/images/memory-limit', () => ({
  stripInMemory: Infinity,
  get samplesInMemory() {
    return limit.bytes;
  },
}));

const folder = temporaryFolder();
const scratch = join(folder, 'scratch');
mkdirSync(scratch);
vi.stubEnv('TMPDIR', scratch);
const [width, height] = [40, 30];

function imageOf(kind: SampleKind, colours: 'gray' | 'rgb', extras: 0 | 1, metadata = {}) {
  const channels = (colours === 'gray' ? 1 : 3) + extras;
  const data = sampleTraits[kind].allocate(width * height * channels);
  data.set(picture(width, height, channels, kind === 'uint8' ? 8 : 16));
  const raster = Raster.of({ width, height, kind, bits: sampleTraits[kind].bits, colours, extras }, data);
  return decoded(raster, metadata, { format: 'png' });
}

describe('a large image', () => {
  it.each<[ImageFormatName, SampleKind, 'gray' | 'rgb', 0 | 1]>([
    ['png', 'uint8', 'gray', 1],
    ['png', 'uint8', 'rgb', 0],
    ['png', 'uint16', 'rgb', 1],
    ['png', 'uint16', 'gray', 0],
    ['png', 'float', 'rgb', 0],
    ['jpeg', 'uint8', 'rgb', 0],
    ['jpeg', 'uint16', 'rgb', 1],
    ['webp', 'uint8', 'rgb', 1],
    ['gif', 'uint8', 'rgb', 0],
    ['avif', 'uint8', 'rgb', 0],
    ['tiff', 'uint16', 'rgb', 1],
    ['tiff', 'float', 'gray', 0],
    ['bmp', 'uint8', 'gray', 0],
    ['bmp', 'uint8', 'rgb', 1],
    ['pnm', 'uint16', 'rgb', 0],
    ['pfm', 'uint8', 'rgb', 0],
    ['fits', 'uint16', 'rgb', 0],
  ])('saved as %s from %s %s with %i channels more has the same bytes', async (format, kind, colours, extras) => {
    const profile = await sharp(picture(9, 9, 3), { raw: { width: 9, height: 9, channels: 3 } })
      .withIccProfile('p3')
      .png()
      .toBuffer()
      .then(async bytes => (await sharp(bytes).metadata()).icc);
    const image = imageOf(kind, colours, extras, { profile, density: { x: 30, y: 30, unit: 'centimetre' } });
    const large = image.raster.copy();
    expect([image.raster.disk, large.memory]).toEqual([0, 0]);
    const bytes = await encodeImage(large, image, format);
    expect(bytes.equals(await encodeImage(image.raster, image, format))).toBe(true);
    const path = join(folder, `again.${format}`);
    await writeFile(path, bytes);
    const again = await decodeImage(path);
    expect(again.raster.memory).toBe(0);
    if (
      ['png', 'tiff', 'pnm', 'bmp'].includes(format) &&
      kind.startsWith('uint') &&
      extras + 1 < 3 &&
      colours === 'rgb'
    ) {
      expect(samplesOf(again.raster)).toEqual(samplesOf(image.raster));
    }
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is turned as orientation %i says', async orientation => {
    const path = join(folder, `turned-${orientation}.png`);
    const upright = sharp(picture(width, height, 3), { raw: { width, height, channels: 3 } });
    await writeFile(path, await upright.withMetadata({ orientation }).png().toBuffer());
    const { raster } = await decodeImage(path);
    const expected = await sharp(path).autoOrient().raw().toBuffer({ resolveWithObject: true });
    expect([raster.width, raster.height]).toEqual([expected.info.width, expected.info.height]);
    expect([...samplesOf(raster)]).toEqual([...expected.data]);
  });

  it('is denoised to the same file, whatever its samples', async () => {
    const engine = engineHere();
    for (const [name, image] of [
      ['photo.png', imageOf('uint8', 'rgb', 1)],
      ['values.tif', imageOf('float', 'gray', 0)],
    ] as const) {
      const data = samplesOf(image.raster);
      // One that the network must not see, which is replaced by those around.
      if (name === 'values.tif') data[217] = NaN;
      const format = name === 'photo.png' ? 'png' : 'tiff';
      await writeFile(join(folder, name), await encodeImage(Raster.of(image.raster.shape, data), image, format));
      const results: Buffer[] = [];
      for (const bytes of [0, Infinity]) {
        limit.bytes = bytes;
        const output = join(folder, `${bytes}-${name}`);
        await engine('denoise', { job: jobFor(join(folder, name)), measure: [], output });
        results.push(await readFile(output));
      }
      expect(results[0].equals(results[1])).toBe(true);
    }
    limit.bytes = 0;
  });

  it('is a file that only its owner reads, and that goes with it', async () => {
    const { raster } = imageOf('uint8', 'rgb', 0);
    const { samples } = raster.copy();
    if (!(samples instanceof SampleFile)) throw new Error('in memory');
    const { path } = samples;
    expect((await stat(path)).mode & 0o077).toBe(0);
    expect(path.startsWith(join(scratch, '.amsnet-'))).toBe(true);
  });
});

it('leaves the file of the result as soon as that is written, in whatever format', async () => {
  const image = await savePicture(join(folder, 'once.png'), 40, 30);
  const own = join(folder, 'own scratch');
  mkdirSync(own);
  vi.stubEnv('TMPDIR', own);
  try {
    // One as it is, one that is converted; their sources may still be there.
    for (const name of ['once.ppm', 'once.pfm']) {
      await engineHere()('denoise', { job: jobFor(image), measure: [], output: join(folder, name) });
    }
    expect(readdirSync(own).length).toBeLessThanOrEqual(2);
  } finally {
    vi.stubEnv('TMPDIR', scratch);
  }
});

describe('tiles in a file', () => {
  const tile = (value: number, edge = 4) => ({
    width: edge,
    height: edge,
    data: new Float32Array(3 * edge * edge).fill(value),
  });

  it('come out once as they went in, the oldest of too many not at all', () => {
    const tiles = new TileFile(3 * 16 * 4, 3);
    for (let i = 0; i < 4; i++) tiles.set(`${i}`, tile(i, i === 3 ? 2 : 4));
    expect(['0', '1', '3', '1'].map(key => tiles.take(key)?.data)).toEqual([
      undefined,
      tile(1).data,
      tile(3, 2).data,
      undefined,
    ]);
    tiles.set('4', tile(4));
    expect(tiles.take('2')).toEqual(tile(2));
    expect(tiles.take('4')).toEqual(tile(4));
    tiles.close();
    expect(tiles.take('4')).toBeUndefined();
  });
});

it.each([
  ['the image', 64],
  ['the result', 300],
])('a disk without room for %s is named, and nothing is left', async (_, kib) => {
  const disk = smallDisk(kib);
  if (disk === undefined) return;
  vi.stubEnv('TMPDIR', disk.folder);
  try {
    const image = await savePicture(join(folder, 'noisy.png'), 300, 200);
    const output = join(folder, 'never.png');
    await expect(engineHere()('denoise', { job: jobFor(image), measure: [], output })).rejects.toMatchObject({
      code: 'output/disk-full',
      message: expect.stringContaining(disk.folder) as string,
    });
    expect(existsSync(output)).toBe(false);
  } finally {
    vi.stubEnv('TMPDIR', scratch);
    disk.remove();
  }
});
