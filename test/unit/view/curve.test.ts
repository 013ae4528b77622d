import { expect, it } from 'vitest';
import { upTo, withPoint } from '../../../src/view/training/curve';
import type { Point } from '../../../src/messages/training';

it('a long curve keeps its ends and is as dense at its beginning as at its end', () => {
  let curve: Point[] = [];
  for (let step = 1; step <= 5000; step++) curve = withPoint(curve, [step, 1 / step]);
  expect(curve.length).toBeLessThanOrEqual(400);
  expect(curve[0][0]).toBe(1);
  expect(curve.at(-1)).toEqual([5000, 1 / 5000]);
  const gaps = curve.slice(1).map(([step], i) => step - curve[i][0]);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(32);
  expect(curve.filter(([step]) => step <= 2500).length).toBeGreaterThan(100);
});

it('forgets what came after the step that training goes on from', () => {
  const curve: Point[] = [
    [1, 3],
    [2, 2],
    [3, 1],
  ];
  expect(upTo(curve, 2)).toEqual(curve.slice(0, 2));
});
