/**
 * Makes samples/: clean pictures from scikit-image's data and the same with simulated noise.
 *
 *   pip download --no-deps scikit-image==0.26.0 && unzip -q scikit_image-*.whl 'skimage/data/*'
 *   npx tsx scripts/make-samples.ts skimage/data
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { Random } from '../src/train/random';

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** `[height, width, channels]`, 0..1. */
  readonly data: Float32Array;
}

/** What a sensor and its camera add; the values are those of a dim room, not of any one camera. */
const camera = { gamma: 2.2, whiteBalance: [1.9, 1, 1.5], shot: 0.005, read: 0.006, noiseGain: 1.15, jpegQuality: 92 };
/** Standard deviation of the microscope's noise, independent from pixel to pixel. */
const microscopeSigma = 15 / 255;

async function load(path: string, channels: 1 | 3): Promise<Picture> {
  const image = sharp(path)
    .removeAlpha()
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .raw();
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels, data: Float32Array.from(data, value => value / 255) };
}

function encoder({ width, height, channels, data }: Picture): Sharp {
  const bytes = Uint8Array.from(data, value => Math.round(Math.min(1, Math.max(0, value)) * 255));
  return sharp(bytes, { raw: { width, height, channels } });
}

/** Noise as a camera makes it: born on the Bayer mosaic, spread by demosaicing and noise reduction, then JPEG. */
async function photographed(clean: Picture, random: Random): Promise<Picture> {
  const { width, height, data } = clean;
  const mosaic = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const channel = bayer(x, y);
      const linear = data[(y * width + x) * 3 + channel] ** camera.gamma / camera.whiteBalance[channel];
      mosaic[y * width + x] = random.normal() * Math.sqrt(camera.shot * linear + camera.read ** 2);
    }
  }
  const noise = binomial(demosaic(mosaic, width, height), width, height);
  const noisy = data.map((value, i) => {
    const linear = value ** camera.gamma + camera.noiseGain * camera.whiteBalance[i % 3] * noise[i];
    return Math.max(0, linear) ** (1 / camera.gamma);
  });
  const jpeg = await encoder({ ...clean, data: noisy })
    .jpeg({ quality: camera.jpegQuality })
    .toBuffer();
  const { data: bytes } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  return { ...clean, data: Float32Array.from(bytes, value => value / 255) };
}

function bayer(x: number, y: number): number {
  return x % 2 === y % 2 ? 1 : x % 2 === 0 ? 0 : 2;
}

/** Each channel is the mean of its own mosaic pixels in the 3 x 3 neighbourhood: `[height, width, 3]`. */
function demosaic(mosaic: Float32Array, width: number, height: number): Float32Array {
  const out = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const sum = [0, 0, 0];
      const count = [0, 0, 0];
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          const channel = bayer(u, v);
          sum[channel] += mosaic[v * width + u];
          count[channel]++;
        }
      }
      for (let c = 0; c < 3; c++) out[(y * width + x) * 3 + c] = sum[c] / count[c];
    }
  }
  return out;
}

/** Blur with the 3 x 3 binomial kernel, edges repeated. */
function binomial(pixels: Float32Array, width: number, height: number): Float32Array {
  const clamp = (value: number, end: number) => Math.min(end - 1, Math.max(0, value));
  return pixels.map((_, i) => {
    const channel = i % 3;
    const x = Math.floor(i / 3) % width;
    const y = Math.floor(i / 3 / width);
    let sum = 0;
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const weight = (dy === 0 ? 2 : 1) * (dx === 0 ? 2 : 1);
        sum += (weight / 16) * pixels[(clamp(y + dy, height) * width + clamp(x + dx, width)) * 3 + channel];
      }
    }
    return sum;
  });
}

/** Noise of a scientific camera without processing: normal and independent. */
function exposed(clean: Picture, random: Random): Picture {
  return { ...clean, data: clean.data.map(value => value + microscopeSigma * random.normal()) };
}

const [source] = process.argv.slice(2);
if (!source) throw new Error('Name the folder with the data of scikit-image.');
const target = join(import.meta.dirname, '..', 'samples');
await mkdir(target, { recursive: true });
for (const [seed, name] of ['coffee', 'chelsea', 'cell'].entries()) {
  const isPhoto = name !== 'cell';
  const clean = await load(join(source, `${name}.png`), isPhoto ? 3 : 1);
  const random = new Random(seed);
  const noisy = isPhoto ? await photographed(clean, random) : exposed(clean, random);
  for (const [kind, picture] of Object.entries({ clean, noisy })) {
    const png = isPhoto ? encoder(picture) : encoder(picture).toColourspace('b-w');
    await png.png({ compressionLevel: 9, adaptiveFiltering: true }).toFile(join(target, `${name}_${kind}.png`));
  }
}
