/** PSNR and SSIM against the golden values and against their definitions. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crop, type Planes } from '../../../src/core/geometry';
import { Comparison, score } from '../../../src/core/metrics';
import { quantize } from '../../../src/core/quantize';
import { golden, testImage } from './support';

interface MetricsCase {
  height: number;
  width: number;
  a: number[];
  b: number[];
  psnr: number | null;
  ssim: number;
}

/** `[height, width, 3]` of 8 bit to planes. */
function planes({ width, height }: MetricsCase, bytes: readonly number[]): Planes {
  const area = width * height;
  const data = Float32Array.from({ length: 3 * area }, (_, i) => bytes[(i % area) * 3 + Math.floor(i / area)] / 255);
  return { width, height, data };
}

describe.each(golden('metrics') as MetricsCase[])('on the golden $width x $height', picture => {
  const a = planes(picture, picture.a);
  const b = planes(picture, picture.b);

  test('PSNR and SSIM are the published ones', () => {
    const { psnr, ssim } = score(a, b, 8);
    if (picture.psnr === null) expect(psnr).toBeNull();
    else expect(psnr).toBeCloseTo(picture.psnr, 8);
    expect(ssim).toBeCloseTo(picture.ssim, 8);
  });

  test('bands of any height give the same', () => {
    const whole = score(a, b, 8);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 13 }), { minLength: 40, maxLength: 40 }), heights => {
        const comparison = new Comparison(picture.width, 8);
        let y = 0;
        for (const height of heights) {
          if (y === picture.height) break;
          const band = { x: 0, y, width: picture.width, height: Math.min(height, picture.height - y) };
          const all = { x: 0, y: 0, width: picture.width, height: picture.height };
          comparison.addRows(crop(a, all, band), crop(b, all, band));
          y += band.height;
        }
        expect(comparison.score.ssim).toBeCloseTo(whole.ssim ?? NaN, 10);
        expect(comparison.score.psnr ?? 0).toBeCloseTo(whole.psnr ?? 0, 10);
      }),
    );
  });
});

test('what is measured is what would be saved: clamped and rounded', () => {
  const black: Planes = { width: 12, height: 12, data: new Float32Array(3 * 144) };
  const almost = { ...black, data: black.data.map((_, i) => (i % 2 ? -0.3 : 0.4 / 255)) };
  expect(score(almost, black, 8)).toEqual({ psnr: null, ssim: 1 });
  expect(score(almost, black, 16).psnr).toBeGreaterThan(50);
});

test('16 bit resolve what 8 bit do not, on the same scale', () => {
  const a = testImage(30, 20);
  const b = { ...a, data: a.data.map(value => value + 10 / 255) };
  expect(score(a, b, 8).psnr).toBeCloseTo(28.13, 1);
  expect(score(a, b, 16).psnr).toBeCloseTo(28.13, 2);
});

test('an image smaller than the window has no SSIM', () => {
  for (const [width, height] of [
    [1, 1],
    [10, 40],
    [40, 10],
  ]) {
    const { psnr, ssim } = score(testImage(width, height), testImage(width, height, 2), 8);
    expect(psnr).toBeGreaterThan(0);
    expect(ssim).toBeNull();
  }
});

test('the difference is the root mean square on the scale 0..1', () => {
  const a = testImage(20, 20);
  const comparison = new Comparison(20, 16);
  expect(comparison.difference).toBe(0);
  comparison.addRows(a, { ...a, data: a.data.map(value => value * 0.5) });
  const expected = Math.sqrt(a.data.reduce((sum, value) => sum + (value * 0.5) ** 2, 0) / a.data.length);
  expect(comparison.difference).toBeCloseTo(expected, 4);
});

test('rows of another width are refused', () => {
  expect(() => {
    new Comparison(20, 8).addRows(testImage(20, 5), testImage(19, 5));
  }).toThrow(RangeError);
});

test('quantizing keeps every level of a file and clamps the rest', () => {
  for (const depth of [8, 16] as const) {
    const levels = 2 ** depth - 1;
    for (let level = 0; level <= levels; level++)
      expect(quantize(Math.fround(level / levels), depth)).toBe(level / levels);
    expect([-1, 0, 1, 7, NaN, Infinity].map(value => quantize(value, depth))).toEqual([0, 0, 1, 1, 0, 1]);
  }
});
