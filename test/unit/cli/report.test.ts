import { describe, expect, test } from 'vitest';
import { toRecord } from '../../../src/batch/record';
import { describe as describeReport } from '../../../src/cli/report';
import type { Report } from '../../../src/client/contract';
import { presets } from '../../../src/core/settings';
import { noise } from '../noise';

const plain: Report = {
  ...{ input: 'a.png', output: 'b.png', width: 4, height: 3 },
  ...{ model: 'm', device: 'auto', provider: 'CPUExecutionProvider', tile: 512, tiles: 4, notes: [] },
  ...{ seconds: 1, networkSeconds: 0.5, passes: 6 },
  noise,
  difference: 0.05,
  pages: 1,
  values: { kind: 'uint8', bits: 8, black: 0, white: 255, basis: 'depth' },
};
const scores = {
  refined: { psnr: 32, ssim: 0.93 },
  'branch:1': { psnr: 29, ssim: 0.81 },
  noisy: { psnr: 20, ssim: 0.5 },
  result: { psnr: null, ssim: 1 },
  'branch:0': { psnr: 28, ssim: 0.8 },
  union: { psnr: 31, ssim: 0.92 },
};

describe('the record of an image', () => {
  test('has the documented names of all scores', () => {
    expect(toRecord({ ...plain, scores }, presets.amsnet)).toEqual({
      ...plain,
      settings: presets.amsnet,
      ...{ psnr: null, ssim: 1, psnrNoisy: 20, ssimNoisy: 0.5 },
      branches: [
        { psnr: 28, ssim: 0.8 },
        { psnr: 29, ssim: 0.81 },
      ],
      ...{ unionPsnr: 31, unionSsim: 0.92, r3Psnr: 32, r3Ssim: 0.93 },
    });
  });

  test('has none of them without a reference', () => {
    expect(toRecord(plain, presets.masks)).toEqual({ ...plain, settings: presets.masks });
  });
});

describe('the lines for people', () => {
  test('tell scores and stages', () => {
    const text = describeReport({ ...plain, scores }, presets.amsnet).join('\n');
    expect(text).toContain('PSNR    20.00 noisy -> infinite dB');
    expect(text).toContain('stages  branch 1 28.00, branch 2 29.00, combined 31.00, R3 32.00');
  });

  test.each([
    [presets.amsnet, '2 masks, PD 1, R3 0.16 x 8'],
    [
      { ...presets.masks, masks: 4, maskSets: 2, combine: 'weighted', pdFactor: 2, strength: 0.5, seed: 7 },
      '4 masks, 2 mask sets, weighted, PD 2, no R3, strength 0.5',
    ],
    [{ ...presets['single-pass'], strength: 0.9 }, 'single pass, strength 0.9'],
    [{ ...presets['single-pass'], pdFactor: 2 }, 'single pass, PD 2'],
  ] as const)('tell settings: %#', (settings, expected) => {
    expect(describeReport(plain, settings)).toContain(`  model   m, ${expected}`);
  });
});
