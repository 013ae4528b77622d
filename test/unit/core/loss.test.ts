/** The training losses against the golden values of the published implementation. */
import { describe, expect, test } from 'vitest';
import { uncontrolled } from '../../../src/core/control';
import type { PlanesBatch } from '../../../src/core/geometry';
import { maskedL1, totalVariation } from '../../../src/core/loss';
import { maskedInputs } from '../../../src/core/mask';
import { pdDown, type Shape } from '../../../src/core/pixel-shuffle';
import { golden, tinyNetwork, type Golden } from './support';

interface Step {
  pdFactor: number;
  input: Golden;
  maskIndex: Golden;
  loss: number;
}

test.each((golden('train_step') as { steps: Step[] }).steps)('masked loss of a step with PD $pdFactor', async step => {
  const { pdFactor, input, maskIndex } = step;
  const [batch, , height, width] = input.shape;
  const noisy: PlanesBatch = {
    batch: batch * pdFactor ** 2,
    height: height / pdFactor,
    width: width / pdFactor,
    data: pdDown(Float32Array.from(input.data), input.shape as unknown as Shape, pdFactor),
  };
  const index = Uint8Array.from(maskIndex.data);
  const network = await tinyNetwork();
  const data = await network.run(maskedInputs(noisy, index, 0, noisy.batch), uncontrolled);
  expect(maskedL1({ ...noisy, data }, noisy, index, 0)).toBeCloseTo(step.loss, 5);
});

describe.each(golden('tv_loss') as { reduction: 'mean' | 'sum'; input: Golden; loss: number }[])(
  'total variation, $reduction',
  ({ reduction, input, loss }) => {
    test('is the published one', () => {
      const [batch, , height, width] = input.shape;
      const variation = totalVariation({ batch, height, width, data: Float32Array.from(input.data) }, reduction);
      expect(variation / loss).toBeCloseTo(1, 6);
    });
  },
);
