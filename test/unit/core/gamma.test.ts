import { expect, test } from 'vitest';
import { gammaShare, meanBelow } from '../../../src/core/gamma';

test('the share below a value: shape 1 is the exponential distribution, larger shapes as tabulated', () => {
  for (const x of [0.1, 1, 5]) expect(gammaShare(1, x)).toBeCloseTo(1 - Math.exp(-x), 8);
  // Chi squared with 10 and 300 degrees of freedom: 95 % quantiles of the tables.
  expect(gammaShare(5, 18.307 / 2)).toBeCloseTo(0.95, 5);
  expect(gammaShare(150, 341.395 / 2)).toBeCloseTo(0.95, 4);
  expect(gammaShare(2, 0)).toBe(0);
});

test('the mean below a limit: that of the whole far above it, of the exponential distribution by its formula', () => {
  expect(meanBelow(5, 0.2)).toBeCloseTo(1, 6);
  expect(meanBelow(1, 1)).toBeCloseTo(1 - Math.exp(-1) / (1 - Math.exp(-1)), 8);
});
