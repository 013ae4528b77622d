/** The noise estimate on photographs with noise of known level and correlation, and on real camera noise. */
import { existsSync, readdirSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Planes, Rect } from '../../../src/core/geometry';
import { estimateNoise, suggestPdFactor } from '../../../src/core/noise';
import { hash } from '../../../src/core/random';
import { sourceOf, testImage } from './support';

async function photo(path: string): Promise<Planes> {
  const { data, info } = await sharp(path)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const area = info.width * info.height;
  const planes = Float32Array.from({ length: 3 * area }, (_, i) => data[(i % area) * 3 + Math.floor(i / area)] / 255);
  return { width: info.width, height: info.height, data: planes };
}

/** Gaussian noise of unit variance, white or smoothed `blurs` times by 1 2 1 in both directions. */
function gaussianNoise(width: number, height: number, blurs: number): Float32Array {
  const noise = Float32Array.from({ length: 3 * width * height }, (_, i) => {
    const radius = Math.sqrt(-2 * Math.log((hash(1, 0, i, 0) + 1) / 2 ** 32));
    return radius * Math.cos((2 * Math.PI * hash(1, 1, i, 0)) / 2 ** 32);
  });
  for (let blur = 0; blur < blurs; blur++) {
    for (const step of [1, width]) {
      for (let i = 0; i < noise.length - 2 * step; i++) {
        noise[i] = (noise[i] + 2 * noise[i + step] + noise[i + 2 * step]) / 4;
      }
    }
  }
  const sigma = Math.sqrt(noise.reduce((sum, value) => sum + value ** 2, 0) / noise.length);
  return noise.map(value => value / sigma);
}

function withNoise(clean: Planes, sigma: number, blurs: number): Planes {
  const noise = gaussianNoise(clean.width, clean.height, blurs);
  return { ...clean, data: clean.data.map((value, i) => Math.min(1, Math.max(0, value + (sigma / 255) * noise[i]))) };
}

/** Autocorrelation of white noise smoothed 0, 1 and 2 times by 1 2 1. */
const correlations = [
  [0, 0, 0, 0],
  [4 / 6, 1 / 6, 0, 0],
  [56 / 70, 28 / 70, 8 / 70, 1 / 70],
];
const root = new URL('../../../', import.meta.url).pathname;

describe.each(['chelsea', 'cell'])('%s with noise of', name => {
  // The photographs have texture and noise of their own, some 3/255, which shows beside the weakest noise.
  describe.each([
    { sigma: 5, relative: 0.35, absolute: 0.35 },
    { sigma: 10, relative: 0.15, absolute: 0.15 },
    { sigma: 20, relative: 0.15, absolute: 0.1 },
    { sigma: 40, relative: 0.15, absolute: 0.1 },
  ])('level $sigma/255', ({ sigma, relative, absolute }) => {
    test.each([0, 1, 2])('smoothed %i times', async blurs => {
      const clean = await photo(`${root}samples/${name}_clean.png`);
      const noise = estimateNoise(sourceOf(withNoise(clean, sigma, blurs)));
      expect(Math.abs((noise.sigma * 255) / sigma - 1)).toBeLessThan(relative);
      for (const [i, value] of noise.correlation.entries()) {
        expect(Math.abs(value - correlations[blurs][i])).toBeLessThan(absolute);
      }
      expect(suggestPdFactor(noise.correlation)).toBe(blurs === 0 ? 1 : 2);
    });
  });
});

const polyu = `${root}../shared/data/polyu/`;

/** Level and correlation of the noise itself, real - mean, as far as the mean image is free of it. */
function measured(noise: Float32Array, { width, height }: Planes) {
  const pairs = [0, 1, 2, 3, 4].map(lag => {
    let sum = 0;
    for (let y = 0; y < height - lag; y++) {
      for (let x = 0; x < width - lag; x++) {
        const p = y * width + x;
        sum += noise[p] * (noise[p + lag] + noise[p + lag * width]);
      }
    }
    return sum / (2 * (height - lag) * (width - lag));
  });
  return { sigma: Math.sqrt(pairs[0]), correlation: pairs.slice(1).map(value => value / pairs[0]) };
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];

test.skipIf(!existsSync(polyu))('camera noise: PolyU (skipped where ../shared/data/polyu is missing)', async () => {
  const errors: { sigma: number; correlation: number[] }[] = [];
  for (const file of readdirSync(polyu).filter((name, i) => name.includes('_real') && i % 10 === 1)) {
    const real = await photo(polyu + file);
    const mean = await photo(polyu + file.replace('_real', '_mean'));
    const green = real.data
      .map((value, i) => value - mean.data[i])
      .subarray(real.data.length / 3, (2 * real.data.length) / 3);
    const offset = green.reduce((sum, value) => sum + value, 0) / green.length;
    const truth = measured(
      green.map(value => value - offset),
      real,
    );
    const estimate = estimateNoise(sourceOf(real));
    errors.push({
      sigma: estimate.sigma / truth.sigma - 1,
      correlation: estimate.correlation.map((value, i) => value - truth.correlation[i]),
    });
    expect(suggestPdFactor(estimate.correlation)).toBeGreaterThan(1);
  }
  expect(errors.length).toBeGreaterThan(5);
  // Compression leaves less noise in flat areas than elsewhere, and flat areas are what the estimate sees.
  expect(Math.abs(median(errors.map(({ sigma }) => sigma)))).toBeLessThan(0.4);
  for (const i of [0, 1, 2, 3])
    expect(Math.abs(median(errors.map(({ correlation }) => correlation[i])))).toBeLessThan(0.15);
});

test.each([1, 2, 5, 15, 16, 40])('an image of %i pixels gives finite numbers', side => {
  const { sigma, correlation } = estimateNoise(sourceOf(testImage(side, side)));
  for (const value of [sigma, ...correlation]) expect(Number.isFinite(value)).toBe(true);
});

test('without noise there is none', () => {
  const flat = { width: 64, height: 64, data: new Float32Array(3 * 64 * 64).fill(0.5) };
  expect(estimateNoise(sourceOf(flat))).toMatchObject({ sigma: 0, correlation: [0, 0, 0, 0], levels: [], kind: [] });
});

test('clipped and drawn areas are left out', () => {
  const noisy = withNoise({ width: 128, height: 128, data: new Float32Array(3 * 128 * 128).fill(0.5) }, 20, 0);
  const half = { ...noisy, data: noisy.data.map((value, i) => (i % 128 < 64 ? (i % 256 < 128 ? 1 : 0.7) : value)) };
  expect(estimateNoise(sourceOf(half)).sigma * 255).toBeCloseTo(20, -1);
  const framed = { ...noisy, data: noisy.data.map((value, i) => (i % 128 < 64 ? 0.7 : value)) };
  expect(estimateNoise(sourceOf(framed)).sigma * 255).toBeGreaterThan(15);
});

test('a big image is sampled, not read', () => {
  const block = withNoise({ width: 64, height: 64, data: new Float32Array(3 * 64 * 64).fill(0.5) }, 10, 0);
  let pixels = 0;
  const big = {
    width: 30_000,
    height: 20_000,
    read(rect: Rect): Planes {
      pixels += rect.width * rect.height;
      return sourceOf(block).read({ ...rect, x: rect.x % 48, y: rect.y % 48 });
    },
  };
  expect(estimateNoise(big).sigma * 255).toBeCloseTo(10, 0);
  expect(pixels).toBeLessThan(1_000_000);
});

test('the factor follows the correlation', () => {
  expect(suggestPdFactor([0.05, 0, 0, 0])).toBe(1);
  expect(suggestPdFactor([0.69, 0.42, 0.35, 0.29])).toBe(2);
  expect(suggestPdFactor([0.9, 0.7, 0.4, 0.2])).toBe(3);
  expect(suggestPdFactor([1, 0.9, 0.8, 0.7])).toBe(4);
});
