/** The noise estimate on flat pictures, where level and correlation are known exactly. */
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Planes } from '../../../src/core/geometry';
import { estimateNoise, type DirectedCorrelation } from '../../../src/core/noise';
import { hash } from '../../../src/core/random';
import { sourceOf } from './support';

const side = 384;
const area = side * side;

/** Independent Gaussian values of unit variance. */
function gaussian(length: number, stream: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => {
    const radius = Math.sqrt(-2 * Math.log((hash(stream, 0, i, 0) + 1) / 2 ** 32));
    return radius * Math.cos((2 * Math.PI * hash(stream, 1, i, 0)) / 2 ** 32);
  });
}

/** One channel of noise whose value at each pixel is a sum of `taps` across and down of independent ones. */
function filtered(stream: number, across: readonly number[], down: readonly number[]): Float32Array {
  const wide = side + 8;
  const white = gaussian(wide * wide, stream);
  const rows = new Float32Array(wide * side);
  for (let y = 0; y < wide; y++) {
    for (let x = 0; x < side; x++) {
      rows[y * side + x] = across.reduce((sum, tap, i) => sum + tap * white[y * wide + x + i], 0);
    }
  }
  const power = (taps: readonly number[]) => taps.reduce((sum, tap) => sum + tap * tap, 0);
  const scale = 1 / Math.sqrt(power(across) * power(down));
  return Float32Array.from({ length: area }, (_, p) =>
    down.reduce((sum, tap, i) => sum + scale * tap * rows[p + i * side], 0),
  );
}

/** Autocorrelation that `taps` give at lag k. */
function expected(taps: readonly number[], k: number): number {
  const at = (lag: number) => taps.reduce((sum, tap, i) => sum + tap * (taps[i + lag] ?? 0), 0);
  return at(k) / at(0);
}

function picture(channel: (c: number) => Float32Array, value: (noise: number, p: number) => number): Planes {
  const data = new Float32Array(3 * area);
  for (const c of [0, 1, 2]) data.set(channel(c).map(value), c * area);
  return { width: side, height: side, data };
}

const once = [1, 2, 1];
const twice = [1, 4, 6, 4, 1];
const kinds = [
  { name: 'white', across: [1], down: [1] },
  { name: 'blurred', across: once, down: once },
  { name: 'blurred twice', across: twice, down: twice },
  { name: 'blurred across only', across: once, down: [1] },
  { name: 'interpolated half way between pixels', across: [1, 1], down: [1, 1] },
  { name: 'sharpened', across: [-0.3, 1, -0.3], down: [1] },
];

describe.each(kinds)('$name noise of 20/255', ({ across, down }) => {
  test.each([false, true])('gray: %s', gray => {
    const noisy = picture(
      c => filtered(gray ? 1 : c + 1, across, down),
      noise => 0.5 + (20 / 255) * noise,
    );
    const noise = estimateNoise(sourceOf(noisy));
    expect(Math.abs(noise.sigma / (20 / 255) - 1)).toBeLessThan(0.03);
    for (const channel of noise.lags) expectCorrelation(channel, across, down);
    expect(noise.kind.includes('gray')).toBe(gray);
    expect(noise.betweenChannels).toBeCloseTo(gray ? 1 : 0, 1);
    expect(noise.kind.includes('independent')).toBe(across.length === 1 && down.length === 1);
    expect(noise.kind).not.toContain('jpeg');
    expect(noise.kind).not.toContain('bayer');
  });
});

function expectCorrelation(measured: DirectedCorrelation, across: readonly number[], down: readonly number[]): void {
  for (const k of [1, 2, 3, 4]) {
    const [h, v] = [expected(across, k), expected(down, k)];
    expect(Math.abs(measured.horizontal[k - 1] - h)).toBeLessThan(0.03);
    expect(Math.abs(measured.vertical[k - 1] - v)).toBeLessThan(0.03);
    expect(Math.abs(measured.diagonal[k - 1] - h * v)).toBeLessThan(0.03);
    expect(Math.abs(measured.antidiagonal[k - 1] - h * v)).toBeLessThan(0.03);
  }
}

test('the level of shot noise is found at each brightness', () => {
  const brightness = (p: number) => 0.1 + 0.1 * Math.floor((p % side) / 48);
  const sigma = (level: number) => Math.sqrt(0.001 * level + 0.0001);
  const noisy = picture(
    c => gaussian(area, c + 1),
    (noise, p) => brightness(p) + sigma(brightness(p)) * noise,
  );
  const { levels } = estimateNoise(sourceOf(noisy));
  expect(levels.length).toBeGreaterThanOrEqual(8);
  expect(levels.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);
  for (const level of levels) {
    for (const measured of level.sigma) expect(Math.abs(measured / sigma(level.brightness) - 1)).toBeLessThan(0.06);
  }
});

test('noise clipped at black is measured as it is, and marked', () => {
  const noisy = picture(
    c => gaussian(area, c + 1),
    noise => Math.max(0, 0.1 * noise),
  );
  const { levels, sigma } = estimateNoise(sourceOf(noisy));
  // Standard deviation of max(0, x) for a unit normal x: sqrt(1/2 - 1/(2 pi)).
  expect(Math.abs(sigma / (0.1 * 0.5838) - 1)).toBeLessThan(0.03);
  for (const { clipped } of levels) expect(clipped).toBeCloseTo(0.5, 1);
});

test('a colour filter and JPEG blocks are told apart from other noise', async () => {
  // One raw value a pixel; green is interpolated where there is none, the other colours are left out of the test.
  const raw = gaussian(area, 5);
  const isGreen = (p: number) => (p + Math.floor(p / side)) % 2 === 0;
  const demosaiced = Float32Array.from(raw, (value, p) =>
    isGreen(p) ? value : (raw[p - 1] + raw[p + 1] + raw[p - side] + raw[p + side]) / 4 || 0,
  );
  const bayer = picture(
    () => demosaiced,
    noise => 0.5 + 0.05 * noise,
  );
  expect(estimateNoise(sourceOf(bayer)).kind).toContain('bayer');

  const white = picture(
    c => gaussian(area, c + 1),
    noise => 0.5 + 0.05 * noise,
  );
  const bytes = Uint8Array.from({ length: 3 * area }, (_, i) =>
    Math.round(255 * white.data[(i % 3) * area + Math.floor(i / 3)]),
  );
  const jpeg = await sharp(bytes, { raw: { width: side, height: side, channels: 3 } })
    .jpeg({ quality: 60 })
    .toBuffer();
  const decoded = await sharp(jpeg).raw().toBuffer();
  const data = Float32Array.from({ length: 3 * area }, (_, i) => decoded[(i % area) * 3 + Math.floor(i / area)] / 255);
  expect(estimateNoise(sourceOf({ width: side, height: side, data })).kind).toContain('jpeg');
});

test('noise in a single colour is as good as gray', () => {
  const noise = estimateNoise(
    sourceOf(
      picture(
        c => (c === 1 ? filtered(1, [1], [1]) : new Float32Array(area)),
        value => (value === 0 ? 0 : 0.5 + (20 / 255) * value),
      ),
    ),
  );
  expect(noise.betweenChannels).toBeCloseTo(1, 1);
});
