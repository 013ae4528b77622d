/**
 * PSNR of a model's single pass and of its mask ensembles on noisy/clean pairs:
 *
 *   npx tsx scripts/train-evaluate.ts MODEL.onnx [--every 10] [--masks] [--data ../shared/data/polyu]
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as ort from 'onnxruntime-node';
import { copyCrop } from '../src/train/data/batch';
import { loadPhotos } from '../src/train/data/photos';
import { Random } from '../src/train/random';
import type { Photo } from '../src/train/data/photos';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    every: { type: 'string', default: '10' },
    masks: { type: 'boolean', default: false },
    data: { type: 'string', default: join(import.meta.dirname, '..', '..', 'shared', 'data', 'polyu') },
  },
});
const session = await ort.InferenceSession.create(readFileSync(positionals[0]), {
  intraOpNumThreads: 2,
  logSeverityLevel: 3,
});
const noisyFiles = readdirSync(options.data)
  .filter(file => file.endsWith('_real.JPG'))
  .sort();
const chosen = noisyFiles.filter((_, i) => i % Number(options.every) === 0);

const sums = new Map<string, number>();
for (const file of chosen) {
  const [noisy, clean] = await loadPhotos([
    join(options.data, file),
    join(options.data, file.replace('_real', '_mean')),
  ]);
  const size = Math.floor(Math.min(noisy.width, noisy.height) / 16) * 16;
  const [x, reference] = [square(noisy, size), square(clean, size)];
  const record = (name: string, output: Float32Array) =>
    sums.set(name, (sums.get(name) ?? 0) + psnr(output, reference) / chosen.length);
  record('noisy', x);
  record('single pass', await network(x, new Float32Array(size * size).fill(1), size));
  if (!options.masks) continue;
  for (const [masks, sets] of [
    [2, 1],
    [2, 4],
    [4, 1],
    [4, 2],
    [8, 1],
  ])
    record(`${String(masks)} masks, ${String(sets)} sets`, await ensemble(x, size, masks, sets));
}
for (const [name, value] of sums) console.log(`${name.padEnd(18)} ${value.toFixed(2)} dB`);

async function network(input: Float32Array, mask: Float32Array, size: number): Promise<Float32Array> {
  const feeds = {
    input: new ort.Tensor('float32', input, [1, 3, size, size]),
    mask: new ort.Tensor('float32', mask, [1, 1, size, size]),
  };
  return (await session.run(feeds, ['output'])).output.data as Float32Array;
}

async function ensemble(x: Float32Array, size: number, masks: number, sets: number): Promise<Float32Array> {
  const area = size * size;
  const mean = new Float32Array(3 * area);
  for (let set = 0; set < sets; set++) {
    const random = new Random(3, set);
    const index = Uint8Array.from({ length: area }, () => random.below(masks));
    for (let branch = 0; branch < masks; branch++) {
      const mask = Float32Array.from(index, value => (value === branch ? 0 : 1));
      const output = await network(
        x.map((value, at) => value * mask[at % area]),
        mask,
        size,
      );
      for (let at = 0; at < 3 * area; at++) if (index[at % area] === branch) mean[at] += output[at] / sets;
    }
  }
  return mean;
}

function square(photo: Photo, size: number): Float32Array {
  const planes = new Float32Array(3 * size * size);
  copyCrop(
    photo.data,
    photo.width,
    255,
    { left: 0, top: 0, step: 1, mirrored: false, upsideDown: false, transposed: false },
    planes,
    0,
    size,
  );
  return planes;
}

/** As metrics are: on values rounded to 8 bit. */
function psnr(a: Float32Array, b: Float32Array): number {
  const rounded = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 255);
  const sum = a.reduce((total, value, at) => total + (rounded(value) - rounded(b[at])) ** 2, 0);
  return 10 * Math.log10((255 * 255 * a.length) / sum);
}
