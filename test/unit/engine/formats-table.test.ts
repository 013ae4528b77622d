/** What every format keeps, found out by writing and reading it; other programs open the results where they are present. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  imageFormats,
  metadataNames,
  writtenFormats,
  type ImageFormat,
  type ImageFormatName,
  type MetadataKind,
} from '../../../src/client/image-formats';
import { sampleKinds, sampleTraits, type SampleKind } from '../../../src/core/samples';
import { decodeImage } from '../../../src/engine/images/decode';
import { encodeImage } from '../../../src/engine/images/encode';
import { decoded, type DecodedImage, type Metadata } from '../../../src/engine/images/image';
import { Raster } from '../../../src/engine/images/raster';
import { bytes, directoryOf } from '../../../src/engine/images/tiff/directory';
import { picture, samplesOf, temporaryFolder } from './support';

const folder = temporaryFolder();
const [width, height] = [24, 16];

const metadata: Metadata = {
  exif: directoryOf([bytes(271, 2, Buffer.from('Maker\0'))]),
  xmp: Buffer.from('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'),
  density: { x: 118, y: 118, unit: 'centimetre' },
  tags: directoryOf([bytes(65000, 2, Buffer.from('own\0'))]),
  header: ["OBJECT  = 'M31     '".padEnd(80)],
  scale: 2,
};
/** What is written here can be read again; profiles, IPTC and PNG's colours have tests of their own. */
const tried = Object.keys(metadata) as MetadataKind[];

function imageOf(kind: SampleKind, colours: 'gray' | 'rgb', extras = 0): DecodedImage {
  const { bits, integer, min } = sampleTraits[kind];
  const channels = (colours === 'gray' ? 1 : 3) + extras;
  const data = sampleTraits[kind].allocate(width * height * channels);
  for (const [i, value] of picture(width, height, channels).entries()) data[i] = integer ? value + Math.max(min, -99) / 2 : value / 256;
  return decoded(Raster.of({ width, height, kind, bits, colours, extras }, data), metadata, { format: 'tiff' });
} // prettier-ignore

async function again(image: DecodedImage, name: ImageFormatName): Promise<DecodedImage> {
  const path = join(folder, `again${imageFormats[name].extensions[0]}`);
  await writeFile(path, await encodeImage(image.raster, image, name));
  return decodeImage(path);
}

const values = ({ raster }: DecodedImage) => raster.readValues({ x: 0, y: 0, width, height }, 1).data;

async function rowOf(name: ImageFormatName): Promise<string> {
  const format: ImageFormat = imageFormats[name];
  const kept: string[] = [];
  for (const kind of sampleKinds) {
    const image = imageOf(kind, 'gray');
    const result = await again(image, name);
    const same = result.info.sampleKind === kind;
    // As colours, which gray is where a format has no gray.
    if (same && format.loss === undefined) expect(values(result), `${name} ${kind}`).toEqual(values(image));
    if (same) kept.push(sampleTraits[kind].name);
  }
  const first = format.samples[0];
  const { info } = await again(imageOf(first, 'rgb', 1), name);
  expect(info.hasAlpha, name).toBe(format.keepsAlpha);
  expect(kept, name).toHaveLength(format.samples.length);
  for (const kind of tried) expect([kind, info.metadata.includes(kind)], name).toEqual([kind, format.keeps.includes(kind)]);
  const others = format.keeps.map(kind => metadataNames[kind]).join(', ') || 'nothing';
  const cells = [format.name, format.extensions.join(' '), kept.join(', '), info.hasAlpha, format.pages === true];
  return `| ${[...cells.map(cell => (typeof cell === 'string' ? cell : cell ? 'yes' : 'no')), others].join(' | ')} |`;
} // prettier-ignore

/** `npx vitest run --project unit formats-table -u` writes it. */
test('the table of docs/formats.md is what formats keep', async () => {
  const rows = ['| written | files | samples kept as they are | alpha | pages | kept besides |', '| --- | --- | --- | --- | --- | --- |'];
  for (const name of writtenFormats) rows.push(await rowOf(name));
  const docs = readFileSync(new URL('../../../docs/formats.md', import.meta.url), 'utf8');
  const table = /(?<=<!-- Written by test\/unit\/engine\/formats-table\.test\.ts -->\n\n)(\|.*\n)*/;
  expect(docs).toMatch(table);
  await expect(docs.replace(table, `${rows.join('\n')}\n`)).toMatchFileSnapshot('../../../docs/formats.md');
}); // prettier-ignore

/** With what samples a format is tried, and what reads them: another library, or the bytes by what the format says. */
const readers: Partial<Record<ImageFormatName, readonly [SampleKind, 'gray' | 'rgb', string]>> = {
  png: ['uint16', 'gray', 'pillow(p)'],
  jpeg: ['uint8', 'rgb', 'pillow(p)'],
  webp: ['uint8', 'rgb', 'pillow(p)'],
  avif: ['uint8', 'rgb', 'pillow(p)'],
  tiff: ['half', 'rgb', '__import__("tifffile").imread(p)'],
  bmp: ['uint8', 'rgb', 'pillow(p)'],
  // The first row is the lowest one, here and in PFM.
  fits: ['float', 'gray', 'after(b"", 2880, ">f4")[: 24 * 16].reshape(16, 24)[::-1]'],
  pnm: ['uint8', 'rgb', 'pillow(p)'],
  pam: ['uint8', 'rgb', 'after(b"ENDHDR\\n", 7, "u1")'],
  pfm: ['float', 'rgb', 'after(b"-1.0\\n", 5, "<f4").reshape(16, 24, 3)[::-1]'],
  exr: ['float', 'rgb', '__import__("OpenEXR").File(p).channels()["RGB"].pixels'],
  gif: ['uint8', 'gray', 'pillow(p).convert("L")'],
};
const reading = `
import json, numpy
from PIL import Image as pillow
pillow = pillow.open
seen = {}
def after(mark, length, kind):
    data = open(p, "rb").read()
    return numpy.frombuffer(data[data.index(mark) + length:], kind)
`;

test('other programs see the same pixels', async () => {
  const python = process.env.PYTHON ?? 'python3';
  const run = (script: string) =>
    execFileSync(python, ['-c', reading + script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    run('');
  } catch {
    console.log('Not compared with other programs: python3 with numpy and Pillow is not there.');
    return;
  }
  expect(Object.keys(readers)).toEqual(writtenFormats);
  const images = new Map<string, DecodedImage>();
  let script = '';
  for (const [name, [kind, colours, read]] of Object.entries(readers)) {
    const format = name as ImageFormatName;
    const image = imageOf(kind, colours);
    images.set(name, image);
    const path = join(folder, `other${imageFormats[format].extensions[0]}`);
    // This one would say more of its numbers.
    const metadata = { ...image.metadata, scale: undefined };
    await writeFile(path, await encodeImage(image.raster, { ...image, metadata }, format));
    script += `p = ${JSON.stringify(path)}\ntry: seen["${name}"] = numpy.asarray(${read}, float).ravel().tolist()\nexcept ImportError: pass\n`;
  }
  const seen = JSON.parse(run(`${script}print(json.dumps(seen))`)) as Record<string, number[] | undefined>;
  for (const [name, { raster }] of images) {
    const pixels = seen[name];
    if (pixels === undefined) console.log(`${name} was not compared with another program.`);
    else if (name !== 'jpeg') expect(pixels, name).toEqual([...samplesOf(raster)]);
    else for (const [i, value] of samplesOf(raster).entries()) expect(Math.abs(pixels[i] - value)).toBeLessThan(24);
  }
});

test('another program finds what is kept besides', async () => {
  const image = imageOf('uint8', 'rgb');
  for (const name of ['png', 'jpeg', 'webp', 'avif', 'tiff'] as const) {
    const path = join(folder, `kept${imageFormats[name].extensions[0]}`);
    await writeFile(path, await encodeImage(image.raster, image, name));
    let found: string;
    try {
      found = execFileSync('exiftool', ['-s', '-G', path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    } catch {
      console.log('Not compared with another program: exiftool is not there.');
      return;
    }
    const keeps: readonly MetadataKind[] = imageFormats[name].keeps;
    expect(found, name).toMatch(/Make\s*: Maker/);
    if (keeps.includes('density'))
      expect(found, name).toMatch(/(XResolution\s*: (118|299|300)|PixelsPerUnitX\s*: 11800)/);
  }
});
