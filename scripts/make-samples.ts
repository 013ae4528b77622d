/**
 * Makes samples/: clean pictures from scikit-image's data and the same with simulated noise.
 *
 *   pip download --no-deps scikit-image==0.26.0 && unzip -q scikit_image-*.whl 'skimage/data/*'
 *   npx tsx scripts/make-samples.ts skimage/data
 */
import { mkdir } from 'node:fs/promises';
import { join, parse } from 'node:path';
import sharp from 'sharp';
import { Random } from '../src/train/random';
import { photograph } from '../src/train/simulate/camera';
import { develop, planes } from '../src/train/simulate/develop';
import type { CameraParameters } from '../src/train/simulate/camera-parameters';

/** A camera at a high sensitivity in a dim room; noisier than most, so that everyone sees at once what it is about. */
const camera: CameraParameters = {
  softness: 0,
  exposure: 1,
  tint: [1, 1, 1],
  tone: { gamma: 2.2, contrast: 0.3 },
  sensor: { shot: 1, read: 0.01, gains: [1.9, 1, 1.5], phase: [0, 0] },
  colourMix: 0.1,
  brightness: { fine: 0.5, wide: 4, wideShare: 0.03 },
  colour: { fine: 1.2, wide: 4, wideShare: 0.1 },
  saturation: 1,
  colourStrength: [0.5, 0.4],
  level: 31,
  scale: 1,
  jpeg: { quality: 92, subsampled: false },
};
/** Standard deviation of a microscope's noise, independent from pixel to pixel, in 8-bit steps. */
const microscopeSigma = 15;

/** Edge of the square that is cut out of a larger picture's middle, and what it is reduced to. */
const cut = 1000;
const reduced = 500;

const [source] = process.argv.slice(2);
if (!source) throw new Error('Name the folder with the data of scikit-image.');
const target = join(import.meta.dirname, '..', 'samples');
await mkdir(target, { recursive: true });

for (const [seed, file] of ['chelsea.png', 'retina.jpg'].entries()) {
  const { width, height, data } = await load(file, 'srgb');
  const { noisy } = photograph(planes({ width, height, data }), camera, new Random(seed));
  const { name } = parse(file);
  await save(`${name}_clean`, { width, height, channels: 3, data });
  await save(`${name}_noisy`, { ...(await develop(noisy, camera)), channels: 3 });
}

const cell = await load('cell.png', 'b-w');
const random = new Random(2);
const exposed = Uint8ClampedArray.from(cell.data, value => Math.round(value + microscopeSigma * random.normal()));
await save('cell_clean', { ...cell, channels: 1 });
await save('cell_noisy', { ...cell, channels: 1, data: new Uint8Array(exposed.buffer) });

interface Picture {
  readonly width: number;
  readonly height: number;
  /** `[height, width, channels]` */
  readonly data: Uint8Array;
}

async function load(file: string, space: 'srgb' | 'b-w'): Promise<Picture> {
  const original = sharp(join(source, file)).removeAlpha().toColourspace(space);
  const { width, height } = await original.metadata();
  const [left, top] = [Math.floor((width - cut) / 2), Math.floor((height - cut) / 2)];
  const image =
    Math.min(width, height) > cut
      ? original.extract({ left, top, width: cut, height: cut }).resize(reduced, reduced).raw()
      : original.raw();
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

async function save(name: string, { width, height, data, channels }: Picture & { channels: 1 | 3 }): Promise<void> {
  const image = sharp(data, { raw: { width, height, channels } }).toColourspace(channels === 1 ? 'b-w' : 'srgb');
  await image.png({ compressionLevel: 9, adaptiveFiltering: true }).toFile(join(target, `${name}.png`));
}
