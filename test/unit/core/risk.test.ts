import { describe, expect, it } from 'vitest';
import type { PixelSource } from '../../../src/core/geometry';
import { correlationAt, sampleNoise, synthesiseNoise, type NoiseSamples } from '../../../src/core/noise-samples';
import { probeStrength, risk } from '../../../src/core/risk';
import { Random } from '../../../src/train/random';
import { blur, plane } from '../../../src/train/simulate/plane';

const size = 128;
const area = size * size;
const sigma = 0.08;

/** Gray, a slope with fine stripes in its upper half. */
const clean = Float32Array.from({ length: 3 * area }, (_, i) => {
  const [x, y] = [i % size, Math.floor(i / size) % size];
  return 0.3 + (0.3 * x) / size + (y < size / 2 ? 0.1 * Math.sin(x) : 0);
});

/** The same in all channels. */
function noiseOf(seed: number, blurred: number): Float32Array {
  const random = new Random(seed);
  const white = Float32Array.from({ length: area }, () => random.normal());
  const { data } = blur(plane(size, size, white), blurred);
  const level = sigma / Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / area);
  return Float32Array.from({ length: 3 * area }, (_, i) => level * data[i % area]);
}

/** Pixels of a colour filter in the places where both coordinates are even, linear between them. */
function interpolated(seed: number): Float32Array {
  const random = new Random(seed);
  const half = size / 2 + 1;
  const grid = Float32Array.from({ length: half * half }, () => sigma * random.normal());
  const at = (x: number, y: number) => grid[Math.floor(y) * half + Math.floor(x)];
  return Float32Array.from({ length: 3 * area }, (_, i) => {
    const [x, y] = [(i % size) / 2, (Math.floor(i / size) % size) / 2];
    return (at(x, y) + at(x + 0.5, y) + at(x, y + 0.5) + at(x + 0.5, y + 0.5)) / 4;
  });
}

const sourceOf = (data: Float32Array): PixelSource => ({
  width: size,
  height: size,
  read: ({ x, y, width, height }) => ({
    width,
    height,
    data: Float32Array.from({ length: 3 * width * height }, (_, i) => {
      const [c, row, column] = [Math.floor(i / width / height), Math.floor(i / width) % height, i % width];
      return data[c * area + (y + row) * size + x + column];
    }),
  }),
});

function samplesOf(noisy: Float32Array): NoiseSamples {
  const samples = sampleNoise(sourceOf(noisy));
  if (!samples) throw new Error('no noise found');
  return samples;
}

const add = (a: Float32Array, b: Float32Array, weight = 1) => a.map((value, i) => value + weight * b[i]);
const smoothed = (data: Float32Array, width: number) =>
  Float32Array.from(
    [0, 1, 2].flatMap(c => [...blur(plane(size, size, data.slice(c * area, (c + 1) * area)), width).data]),
  );

function errorOf(denoise: (image: Float32Array) => Float32Array, noisy: Float32Array): number {
  const random = new Random(7);
  const guide = { width: size, height: size, data: clean };
  const probe = synthesiseNoise(samplesOf(noisy), guide, { x: 0, y: 0 }, () => random.uniform());
  const probed = denoise(add(noisy, probe, probeStrength));
  return risk({ noisy, denoised: denoise(noisy), probed, probe }, { width: size, height: size }).error;
}

const squared = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / a.length;

describe('noise made from samples', () => {
  it.each([0, 0.8])('has the level and correlation of the image it comes from (blurred by %d)', blurred => {
    const noisy = add(clean, noiseOf(1, blurred));
    const random = new Random(3);
    const samples = samplesOf(noisy);
    const made = synthesiseNoise(samples, { width: size, height: size, data: clean }, { x: 1, y: 0 }, () =>
      random.uniform(),
    );
    const variance = squared(made, new Float32Array(made.length));
    expect(Math.sqrt(variance)).toBeGreaterThan(0.85 * sigma);
    expect(Math.sqrt(variance)).toBeLessThan(1.1 * sigma);
    const again = samplesOf(add(clean, made));
    for (const lag of [1, 2]) expect(correlationAt(again, lag).mean).toBeCloseTo(correlationAt(samples, lag).mean, 1);
  });

  it('shows what is alike at some places of a 2 x 2 cell only', () => {
    const { mean, worst } = correlationAt(samplesOf(add(clean, interpolated(1))), 2);
    expect(worst - mean).toBeGreaterThan(0.2);
  });
});

describe('the estimated error', () => {
  it.each([0, 0.8])('is that against the clean image (noise blurred by %d)', blurred => {
    const noisy = add(clean, noiseOf(2, blurred));
    // What of it is of lower frequency than 16 pixels is left out.
    for (const denoise of [(image: Float32Array) => image, (image: Float32Array) => smoothed(image, 1)]) {
      const truth = squared(denoise(noisy), clean);
      expect(errorOf(denoise, noisy)).toBeGreaterThan(0.7 * truth);
      expect(errorOf(denoise, noisy)).toBeLessThan(1.25 * truth);
    }
  });

  it('is not fooled by a denoiser that keeps correlated noise, as an error at hidden pixels is', () => {
    const noisy = add(clean, noiseOf(2, 0.8));
    // Each pixel from its four neighbours, which know its noise.
    const neighbours = (image: Float32Array) =>
      image.map((_, i) => {
        const [x, y, base] = [i % size, Math.floor(i / size) % size, i - (i % area)];
        const at = (u: number, v: number) =>
          image[base + Math.min(size - 1, Math.max(0, v)) * size + Math.min(size - 1, Math.max(0, u))];
        return (at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1)) / 4;
      });
    const wide = (image: Float32Array) => smoothed(image, 2);
    expect(squared(neighbours(noisy), noisy)).toBeLessThan(squared(wide(noisy), noisy));
    expect(squared(wide(noisy), clean)).toBeLessThan(squared(neighbours(noisy), clean));
    expect(errorOf(wide, noisy)).toBeLessThan(errorOf(neighbours, noisy));
  });

  it('has nothing to go by in an image without noise', () => {
    expect(sampleNoise(sourceOf(new Float32Array(3 * area).fill(0.5)))).toBeUndefined();
  });
});
