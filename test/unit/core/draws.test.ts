/** Seeded draws: a function of coordinates, uniform, and independent of their neighbours and of other streams. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededDraws } from '../../../src/core/draws';
import { hash, hashInRow, rowKey } from '../../../src/core/random';

const area = { x: 0, y: 0, width: 512, height: 512 };

/** Correlation of two sequences of the same length; its standard deviation for independent ones is 1 / sqrt(length). */
function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [sumA, sumB, sumAB, sumAA, sumBB] = [0, 0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    sumA += a[i];
    sumB += b[i];
    sumAB += a[i] * b[i];
    sumAA += a[i] * a[i];
    sumBB += b[i] * b[i];
  }
  const n = a.length;
  return (n * sumAB - sumA * sumB) / Math.sqrt((n * sumAA - sumA ** 2) * (n * sumBB - sumB ** 2));
}

/** Chi-square of counts against equal ones, in standard deviations from its mean. */
function chiSquareDeviation(counts: readonly number[]): number {
  const expected = counts.reduce((a, b) => a + b) / counts.length;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const freedom = counts.length - 1;
  return (chiSquare - freedom) / Math.sqrt(2 * freedom);
}

function histogram(values: Iterable<number>, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) counts[value]++;
  return counts;
}

const rect = fc.record({
  x: fc.nat(5000),
  y: fc.nat(5000),
  width: fc.integer({ min: 1, max: 40 }),
  height: fc.integer({ min: 1, max: 40 }),
});

test('a draw belongs to its pixel, whatever rectangle it is read with', () => {
  const property = fc.property(rect, fc.nat(), fc.integer({ min: 2, max: 8 }), fc.nat(15), (part, seed, masks, k) => {
    const draws = seededDraws(seed);
    const all = { x: part.x - 3, y: part.y - 5, width: part.width + 9, height: part.height + 7 };
    for (const read of [
      (r: typeof part) => draws.pdMaskIndex(k, masks, r),
      (r: typeof part) => draws.r3MaskIndex(k, masks, r),
      (r: typeof part) => draws.r3Replace(k, 0.16, r),
    ]) {
      const whole = read(all);
      const inner = read(part);
      for (let p = 0; p < inner.length; p++) {
        const at = (Math.floor(p / part.width) + 5) * all.width + (p % part.width) + 3;
        expect(inner[p]).toBe(whole[at]);
      }
    }
  });
  fc.assert(property);
});

test('draws never change between versions', () => {
  expect([hash(0, 0, 0, 0), hash(1, 2, 3, 4), hash(0xffffffff, 1 << 16, 5999, 3999)]).toMatchInlineSnapshot(`
    [
      2382933713,
      1293849359,
      1980648319,
    ]
  `);
  expect([...seededDraws(7).pdMaskIndex(0, 4, { x: 100, y: 50, width: 12, height: 1 })]).toMatchInlineSnapshot(`
    [
      1,
      2,
      1,
      1,
      2,
      2,
      0,
      2,
      1,
      1,
      2,
      3,
    ]
  `);
});

describe.each([2, 3, 5, 8])('%i masks', masks => {
  const index = seededDraws(1).pdMaskIndex(0, masks, area);

  test('are equally frequent, over the image and in each sub-image', () => {
    expect(chiSquareDeviation(histogram(index, masks))).toBeLessThan(4);
    for (const factor of [2, 5]) {
      const sub = index.filter((_, p) => (p % 512) % factor === 0 && Math.floor(p / 512) % factor === 0);
      expect(chiSquareDeviation(histogram(sub, masks))).toBeLessThan(4);
    }
  });

  test.each([1, 2, 3, 512, 513, 511, 1024])('do not depend on the pixel %i before', offset => {
    const pairs = histogram(
      index.subarray(offset).map((value, p) => value * masks + index[p]),
      masks ** 2,
    );
    expect(chiSquareDeviation(pairs)).toBeLessThan(4);
  });

  test('do not depend on those of other sets, seeds and stages', () => {
    const draws = seededDraws(1);
    const others = [
      draws.pdMaskIndex(1, masks, area),
      draws.r3MaskIndex(0, masks, area),
      draws.r3MaskIndex(1, masks, area),
      draws.r3Replace(0, 0.5, area),
      seededDraws(2).pdMaskIndex(0, masks, area),
      seededDraws(1 << 31).pdMaskIndex(0, masks, area),
    ];
    for (const other of others) expect(Math.abs(correlation(index, other))).toBeLessThan(4 / 512);
  });
});

test('R3 replaces with the probability asked for; a larger one replaces the same pixels and more', () => {
  const draws = seededDraws(3);
  let before = draws.r3Replace(0, 0, area);
  expect(before.every(value => value === 0)).toBe(true);
  for (const ratio of [0.01, 0.16, 0.5, 0.9]) {
    const replace = draws.r3Replace(0, ratio, area);
    const share = replace.reduce((a, b) => a + b, 0) / replace.length;
    expect(Math.abs(share - ratio)).toBeLessThan(4 * Math.sqrt((ratio * (1 - ratio)) / replace.length));
    expect(before.every((value, p) => value <= replace[p])).toBe(true);
    before = replace;
  }
  expect(draws.r3Replace(0, 1, area).every(value => value === 1)).toBe(true);
});

test('all bits of the hash are used and no two rows are alike', () => {
  const bits = new Array<number>(32).fill(0);
  const firsts = new Set<string>();
  for (let y = 0; y < 4000; y++) {
    const key = rowKey(9, 0, y);
    firsts.add([0, 1].map(x => hashInRow(key, x)).join());
    for (let x = 0; x < 16; x++) {
      const value = hash(9, 0, x, y);
      expect(value).toBe(hashInRow(key, x));
      for (let bit = 0; bit < 32; bit++) bits[bit] += (value >>> bit) & 1;
    }
  }
  expect(firsts.size).toBe(4000);
  for (const count of bits) expect(Math.abs(count - 32000)).toBeLessThan(4 * Math.sqrt(64000 / 4));
});
