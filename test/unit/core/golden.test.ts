/** The scheme against the recorded inputs, draws and outputs of the published implementation (test/fixtures/golden). */
import { describe, expect, test } from 'vitest';
import { uncontrolled } from '../../../src/core/control';
import type { PlanesBatch } from '../../../src/core/geometry';
import { maskedInputs } from '../../../src/core/mask';
import { pdDown, pdUp, type Shape } from '../../../src/core/pixel-shuffle';
import { maskDenoise } from '../../../src/core/scheme';
import { golden, largestDifference, pipelineOf, recordedDraws, tinyNetwork, wholeImage, type Golden } from './support';

const tolerance = 1e-5;

function planes({ shape, data }: Golden): PlanesBatch {
  return { batch: shape[0], height: shape[2], width: shape[3], data: Float32Array.from(data) };
}

describe.each(golden('pixel_shuffle') as { factor: number; input: Golden; down: Golden }[])(
  'pixel-shuffle downsampling by $factor of $input.shape',
  ({ factor, input, down }) => {
    const shape = input.shape as unknown as Shape;
    test('goes down as published', () => {
      expect(
        largestDifference(pdDown(Float32Array.from(input.data), shape, factor), Float32Array.from(down.data)),
      ).toBe(0);
    });
    test('comes up again', () => {
      expect(largestDifference(pdUp(Float32Array.from(down.data), shape, factor), Float32Array.from(input.data))).toBe(
        0,
      );
    });
  },
);

interface MaskCase {
  masks: number;
  input: Golden;
  maskIndex: Golden;
  masked: Golden[];
  branchOutputs: Golden[];
  union: Golden;
}

describe.each(golden('mask_branches') as MaskCase[])('$masks masks on $input.shape', golden => {
  const x = planes(golden.input);
  const index = Uint8Array.from(golden.maskIndex.data);

  test('hide the published pixels', () => {
    const { input } = maskedInputs(x, index, 0, golden.masks * x.batch);
    expect(
      largestDifference(
        input,
        golden.masked.flatMap(({ data }) => data),
      ),
    ).toBeLessThan(tolerance);
  });

  test('give the published branch outputs and union', async () => {
    const { union, branches } = await maskDenoise(
      await tinyNetwork(),
      x,
      index,
      { masks: golden.masks, combine: 'hidden' },
      uncontrolled,
      true,
    );
    for (const [i, branch] of branches.entries()) {
      expect(largestDifference(branch.data, golden.branchOutputs[i].data)).toBeLessThan(tolerance);
    }
    expect(largestDifference(union.data, golden.union.data)).toBeLessThan(tolerance);
  });
});

interface DenoiseCase {
  pdFactor: number;
  ratio: number;
  count: number;
  input: Golden;
  maskIndex: Golden;
  denoised: Golden;
  replace?: Golden;
  refineMaskIndex?: Golden;
  output: Golden;
}

describe.each(golden('denoise') as DenoiseCase[])('PD $pdFactor, R3 $ratio x $count', golden => {
  const { pdFactor, ratio, count, input } = golden;
  const [, , height, width] = input.shape;
  const maskIndex = pdUp(Uint8Array.from(golden.maskIndex.data), [1, 1, height, width], pdFactor);
  const draws = recordedDraws(maskIndex, golden.replace?.data ?? [], golden.refineMaskIndex?.data ?? []);
  const pipeline = async () =>
    pipelineOf(
      planes(input),
      { pdFactor, masks: 2, r3Ratio: Math.max(0, ratio), r3Count: Math.max(1, count) },
      { network: await tinyNetwork(), draws },
    );

  test('gives the published result of the PD stage', async () => {
    const { data } = await wholeImage(await pipeline(), 'union');
    expect(largestDifference(data, golden.denoised.data)).toBeLessThan(tolerance);
  });

  test('gives the published result', async () => {
    const { data } = await wholeImage(await pipeline(), 'result');
    expect(largestDifference(data, golden.output.data)).toBeLessThan(tolerance);
  });
});
