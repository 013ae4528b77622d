import { expect, test } from 'vitest';
import { uncontrolled } from '../../../src/core/control';
import { expectedError, maskDenoise, singlePass } from '../../../src/core/scheme';
import type { PlanesBatch } from '../../../src/core/geometry';
import type { BranchNetwork } from '../../../src/core/network';

/** Says of each pixel that its error is 0.1 where it sees it and 0.4 where it does not, and gives 1 and 0. */
const network: BranchNetwork = {
  stride: 1,
  halo: 0,
  minSize: 1,
  takesMask: true,
  predictsScale: true,
  run: ({ mask, input }, _control, scale) => {
    const area = input.length / 3;
    for (let i = 0; i < input.length; i++) scale?.fill(mask[i % area] === 1 ? 0.1 : 0.4, i, i + 1);
    return Promise.resolve(input.map((_, i) => mask[i % area]));
  },
};
const x: PlanesBatch = { batch: 1, width: 2, height: 2, data: new Float32Array(12).fill(0.5) };
const index = Uint8Array.from([0, 1, 1, 0]);

const error = async (of: Uint8Array | undefined, combine: 'hidden' | 'weighted') =>
  (await expectedError(network, x, of, { masks: 2, combine }, uncontrolled)).data[0];

test('is that of a pass with nothing hidden, of the branch that did not see a pixel, or the weighted mean of all', async () => {
  expect((await singlePass(network, x, uncontrolled)).data[0]).toBe(1);
  expect(await error(undefined, 'hidden')).toBeCloseTo(0.1, 6);
  expect(await error(index, 'hidden')).toBeCloseTo(0.4, 6);
  const weights = [1 / 0.4 ** 2, 1 / 0.1 ** 2];
  const mean = (values: readonly number[]) =>
    (values[0] * weights[0] + values[1] * weights[1]) / (weights[0] + weights[1]);
  expect(await error(index, 'weighted')).toBeCloseTo(mean([0.4, 0.1]), 6);
  // The pixels themselves with the same weights.
  const { union } = await maskDenoise(network, x, index, { masks: 2, combine: 'weighted' }, uncontrolled);
  expect(union.data[0]).toBeCloseTo(mean([0, 1]), 6);
});

test('of a network that predicts none is refused', async () => {
  const silent = { ...network, predictsScale: false };
  const asked = expectedError(silent, x, undefined, { masks: 2, combine: 'hidden' }, uncontrolled);
  await expect(asked).rejects.toMatchObject({ code: 'settings/invalid' });
});
