import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { nominalWhite, sampleTraits, type SampleKind, type Samples } from '../../../src/core/samples';
import { bytesOf } from '../../../src/engine/images/byte-source';
import { decodeImage } from '../../../src/engine/images/decode';
import { encodeImages } from '../../../src/engine/images/encode';
import { decoded, type DecodedImage, type Metadata } from '../../../src/engine/images/image';
import { Raster } from '../../../src/engine/images/raster';
import {
  bytes,
  directoryOf,
  numbers as tiffNumbers,
  readDirectory,
  readHeader,
  shorts,
  Tag,
} from '../../../src/engine/images/tiff/directory';
import { engineHere, jobFor, numbers, picture, samplesOf, temporaryFolder } from './support';

const folder = temporaryFolder();
const engine = engineHere();
const [width, height] = [40, 30];
const kinds: SampleKind[] = ['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'half', 'float', 'double'];

/** Every value of a kind's usual range, with noise. */
function samples(kind: SampleKind, channels: number, seed = 1): Samples {
  const random = numbers(seed);
  const data = sampleTraits[kind].allocate(width * height * channels);
  const { integer, min, max } = sampleTraits[kind];
  for (let i = 0; i < data.length; i++)
    data[i] = integer ? min + random() * (max - min) : Math.floor(random() * 1024) / 1024;
  return data;
}

function imageOf(
  kind: SampleKind,
  colours: 'gray' | 'rgb',
  extras = 0,
  metadata: Metadata = {},
  seed = 1,
): DecodedImage {
  const { bits } = sampleTraits[kind];
  const data = samples(kind, (colours === 'gray' ? 1 : 3) + extras, seed);
  return decoded(Raster.of({ width, height, kind, bits, colours, extras }, data), metadata, { format: 'tiff' });
}

async function write(name: string, ...images: DecodedImage[]): Promise<string> {
  async function* each() {
    for (const image of images) yield await Promise.resolve(image);
  }
  const parts: Uint8Array[] = [];
  for await (const part of encodeImages(each(), images.length, 'tiff')) parts.push(part);
  const path = join(folder, name);
  await writeFile(path, Buffer.concat(parts));
  return path;
}

describe('a TIFF gives every sample back as it was written', () => {
  it.each(kinds.flatMap(kind => (['gray', 'rgb'] as const).map(colours => [kind, colours] as const)))(
    '%s, %s, with and without alpha',
    async (kind, colours) => {
      for (const extras of [0, 1]) {
        const image = imageOf(kind, colours, extras);
        const again = await decodeImage(await write(`${kind}-${colours}-${extras}.tif`, image));
        expect(again.info).toMatchObject({ sampleKind: kind, channels: colours, hasAlpha: extras > 0, pages: 1 });
        expect(samplesOf(again.raster)).toEqual(samplesOf(image.raster));
      }
    },
  );

  test('in a stack page by page, and planar as it was', async () => {
    const pages = [1, 2, 3].map(seed => imageOf('float', 'gray', 0, {}, seed));
    const path = await write('stack.tif', ...pages);
    for (const [i, page] of pages.entries()) {
      const again = await decodeImage(path, i);
      expect(again.info.pages).toBe(3);
      expect(samplesOf(again.raster)).toEqual(samplesOf(page.raster));
    }
    await expect(decodeImage(path, 3)).rejects.toMatchObject({ code: 'settings/invalid' });
    const planar = imageOf('int16', 'rgb', 0, { tags: directoryOf([shorts(284, 2)]) });
    expect(samplesOf((await decodeImage(await write('planar.tif', planar))).raster)).toEqual(samplesOf(planar.raster));
  });

  test('with tags, EXIF, resolution and XMP; another tool sees the same pixels', async () => {
    const metadata: Metadata = {
      exif: directoryOf([bytes(271, 2, Buffer.from('Maker\0')), bytes(33432, 2, Buffer.from('nobody\0'))]),
      tags: directoryOf([bytes(270, 2, Buffer.from('ImageJ=1.54\n\0')), bytes(65000, 2, Buffer.from('own\0'))]),
      density: { x: 300, y: 300, unit: 'inch' },
      xmp: Buffer.from('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'),
    };
    const image = imageOf('uint16', 'rgb', 0, metadata);
    const path = await write('tags.tif', image);
    const again = await decodeImage(path);
    expect(again.metadata).toMatchObject({ density: metadata.density, xmp: metadata.xmp });
    expect(again.metadata.exif?.get(33432)?.data).toEqual(Buffer.from('nobody\0'));
    expect(again.metadata.tags?.get(270)?.data).toEqual(Buffer.from('ImageJ=1.54\n\0'));
    expect(again.metadata.tags?.get(65000)?.data).toEqual(Buffer.from('own\0'));
    const other = await sharp(path).toColourspace('rgb16').raw({ depth: 'ushort' }).toBuffer();
    expect(new Uint16Array(other.buffer, other.byteOffset, other.length / 2)).toEqual(samplesOf(image.raster));
  });
});

test.each([
  [34712, 'JPEG 2000'],
  [50001, 'WebP'],
  [4711, '4711'],
])('pixels compressed as %i are refused by what it is (%s)', async (number, name) => {
  const raw = { width: 4, height: 4, channels: 1 } as const;
  const file = await sharp(new Uint8Array(16), { raw }).toColourspace('b-w').tiff({ compression: 'none' }).toBuffer();
  // The tag, a short, one of them: no compression.
  const at = file.indexOf(Buffer.from([3, 1, 3, 0, 1, 0, 0, 0, 1, 0]));
  file.writeUInt16LE(number, at + 8);
  const path = join(folder, 'compressed.tif');
  await writeFile(path, file);
  await expect(decodeImage(path)).rejects.toMatchObject({
    code: 'image/unsupported',
    message: expect.stringContaining(`not supported (${name})`) as string,
  });
});

describe('a TIFF in tiles', () => {
  const whole = (compression: 'none' | 'deflate' | 'lzw' | 'jpeg', bands: 1 | 3) =>
    sharp(Buffer.from(picture(100, 80, bands)), { raw: { width: 100, height: 80, channels: bands } })
      .toColourspace(bands === 1 ? 'b-w' : 'srgb')
      .tiff({ compression, tile: true, tileWidth: 32, tileHeight: 32, predictor: 'none' })
      .toBuffer();

  test.each([
    ['none', 1],
    ['deflate', 3],
    ['lzw', 1],
    ['jpeg', 3],
  ] as const)('%s, %i channels: is read whole, and refused where a tile is damaged', async (compression, bands) => {
    const file = await whole(compression, bands);
    const source = bytesOf(file);
    const header = readHeader(source);
    const { directory } = readDirectory(source, header, header.first);
    const [offset, length] = [Tag.TileOffsets, Tag.TileByteCounts].map(tag => tiffNumbers(directory.get(tag))[5]);
    const path = join(folder, 'tiles.tif');
    await writeFile(path, file);
    const { raster } = await decodeImage(path);
    if (compression !== 'jpeg') expect(samplesOf(raster)).toEqual(picture(100, 80, bands));

    const damaged = Buffer.from(file);
    damaged.fill(0xa7, offset, offset + length);
    const pointing = Buffer.from(file);
    pointing.writeUInt32LE(file.length, pointing.indexOf(Buffer.from(Uint32Array.of(offset).buffer)));
    const others = [pointing, file.subarray(0, Math.floor(file.length * 0.6))];
    // Without compression every number is a sample.
    for (const other of compression === 'none' ? others : [damaged, ...others]) {
      await writeFile(path, other);
      await expect(decodeImage(path)).rejects.toMatchObject({ code: 'image/unreadable' });
    }
  });
});

describe('a job on values that are no photo', () => {
  let path: string;
  let data: Samples;
  beforeAll(async () => {
    const image = imageOf('float', 'rgb', 1);
    data = samplesOf(image.raster);
    for (let i = 0; i < data.length; i++) data[i] = i % 4 === 3 ? (i % 16) / 16 : 100 * data[i] - 20;
    for (const [at, value] of [[0, NaN], [401, Infinity], [802, -Infinity], [1204, 1e6]]) data[at] = value;
    const { shape } = image.raster;
    path = await write('values.tif', decoded(Raster.of(shape, data), {}, { format: 'tiff' }));
  }); // prettier-ignore

  it.each([0, 1])(
    'at strength %i gives the same kind of samples; missing, far and alpha as they were',
    async strength => {
      const output = join(folder, `values-${strength}.tif`);
      const job = jobFor(path);
      const report = await engine('denoise', {
        job: { ...job, settings: { ...job.settings, strength } },
        measure: [],
        output,
      });
      expect(report.values).toMatchObject({ kind: 'float', bits: 32, basis: 'data' });
      expect(report.notes.join(' ')).toMatch(/own scale.*3 samples kept.*1 sample kept/);
      const { raster } = await decodeImage(output);
      const kept = (_: number, i: number) => i % 4 === 3 || [0, 401, 802, 1204].includes(i);
      expect([...samplesOf(raster)].filter(kept)).toEqual([...data].filter(kept));
      if (strength === 0) expect(samplesOf(raster)).toEqual(data);
      else expect([...samplesOf(raster)].filter((value, i) => !Number.isFinite(value) && !kept(0, i))).toEqual([]);
    },
  );

  it('of a stack saves and compares all pages, and refuses a format that holds one', async () => {
    const pages = [1, 2].map(seed => imageOf('uint16', 'gray', 0, {}, seed));
    const stack = await write('two.tif', ...pages);
    const output = join(folder, 'two-out.tif');
    const reference = await write('two-reference.tif', pages[0], pages[0]);
    const report = await engine('denoise', { job: jobFor(stack, { reference }), measure: [], output });
    expect(report.pages).toBe(2);
    expect((await decodeImage(output, 1)).info.pages).toBe(2);
    const score = await engine('compare', { image: stack, reference });
    expect(score).toMatchObject({
      ...report.scores?.noisy,
      pages: 2,
      peak: nominalWhite({ kind: 'uint16', bits: 16 }),
    });
    expect(score.psnr).not.toBeNull();
    const png = { job: jobFor(stack), measure: [], output: join(folder, 'two.png') };
    await expect(engine('denoise', png)).rejects.toMatchObject({ code: 'output/unwritable' });
    const one = await engine('denoise', { ...png, job: jobFor(stack, { page: 1 }) });
    expect(one.pages).toBe(1);
  });
});

test('camera raw is refused by its tags, not read as its thumbnail', async () => {
  const file = await readFile(
    await write(
      'raw.tif',
      imageOf('uint8', 'rgb', 0, { tags: directoryOf([bytes(50706, 1, Buffer.from([1, 4, 0, 0]))]) }),
    ),
  );
  const path = join(folder, 'photo.dng');
  await writeFile(path, file);
  await expect(decodeImage(path)).rejects.toMatchObject({ code: 'image/unsupported' });
});
