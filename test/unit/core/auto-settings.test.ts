/** Which settings are chosen, given what candidates leave; the measure itself on pictures of known noise. */
import { describe, expect, test } from 'vitest';
import { chooseSettings, type AutoModel } from '../../../src/core/auto-settings';
import { flatResidue } from '../../../src/core/flat-residue';
import type { Planes } from '../../../src/core/geometry';
import type { NoiseSummary } from '../../../src/core/noise';
import { hash } from '../../../src/core/random';
import { type DenoiseSettings, presets } from '../../../src/core/settings';
import { trialCrops } from '../../../src/core/trial-crops';
import { sourceOf, testImage } from './support';

const side = 128;

/** Four stripes of growing brightness, one of them with texture here and there, with noise of deviation `sigma`. */
function picture(sigma: number): Planes {
  const data = Float32Array.from({ length: 3 * side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor((i % (side * side)) / side)];
    const texture = y < 32 && x % 64 < 16 ? 0.1 * Math.sin(x + y) : 0;
    return 0.2 + 0.2 * Math.floor(x / 32) + texture + sigma * Math.sqrt(12) * (hash(1, 0, i, 0) / 2 ** 32 - 0.5);
  });
  return { width: side, height: side, data };
}

const model: AutoModel = {
  name: 'usual',
  noiseRange: [
    { sigma: [0, 0.06], correlation: [0.3, 1] },
    { sigma: [0, 0.09], correlation: [-1, 0.3] },
  ],
  takesMask: true,
  singlePass: true,
  predictsScale: true,
  defaultPreset: 'single-pass',
  defaults: presets['single-pass'],
  pdFactors: [1],
  combine: 'weighted',
};
const white = { sigma: 0.05, correlation: [0, 0, 0, 0] } as const;
const correlated = { sigma: 0.05, correlation: [0.6, 0.2, 0.1, 0] } as const;

/** What is chosen if each candidate leaves noise of the level that `left` says. */
function choose(
  noise: NoiseSummary,
  left: (settings: DenoiseSettings, model: AutoModel) => number,
  [what, ...others]: readonly [AutoModel, ...AutoModel[]] = [model],
) {
  return chooseSettings(noise, [what, ...others], [picture(0.05)], (model, settings) =>
    Promise.resolve([picture(left(settings, model))]),
  );
}

test('what is left in the flat parts is the variance of the noise there, texture elsewhere or not', () => {
  const [noisy, ...left] = flatResidue([picture(0.1)], [[picture(0.05)], [picture(0.01)]]);
  for (const [i, sigma] of [0.1, 0.05, 0.01].entries()) {
    expect(Math.sqrt([noisy, ...left][i]) / sigma).toBeCloseTo(1, 1);
  }
});

test('correlated noise: PD where it leaves less than half, and then the setting that leaves least', async () => {
  const wideField = await choose(correlated, ({ pdFactor, mode }) =>
    pdFactor === 1 ? 0.048 : pdFactor === 2 ? (mode === 'masks' ? 0.01 : 0.012) : 0.009,
  );
  expect(wideField).toMatchObject({ reason: 'correlated', settings: { mode: 'single-pass', pdFactor: 3 } });
  expect(wideField.candidates).toHaveLength(4);
  const camera = await choose(correlated, ({ pdFactor }) => (pdFactor === 1 ? 0.005 : 0.0045));
  expect(camera).toMatchObject({ reason: 'single-pass', settings: presets['single-pass'] });
  expect(camera.candidates).toHaveLength(2);
});

test('no PD where the single pass has taken most of the noise away: what it leaves is texture', async () => {
  const known = await choose(correlated, ({ pdFactor }) => (pdFactor === 1 ? 0.022 : 0.01));
  expect(known).toMatchObject({ reason: 'single-pass', settings: presets['single-pass'] });
});

test('very strong correlated noise is taken apart by PD unless that leaves far more', async () => {
  const strong = { ...correlated, sigma: 0.13 };
  const even = await choose(strong, () => 0.01);
  expect(even).toMatchObject({ reason: 'strong', settings: { mode: 'masks', masks: 4, pdFactor: 2 } });
  const worse = await choose(strong, ({ pdFactor }) => (pdFactor === 1 ? 0.01 : 0.02));
  expect(worse.settings).toEqual(presets['single-pass']);
});

test('independent noise: never PD, masks only where the single pass leaves much and they leave less', async () => {
  expect(await choose(white, () => 0.005)).toMatchObject({ reason: 'single-pass', candidates: { length: 1 } });
  const confocal = await choose(white, ({ mode }) => (mode === 'masks' ? 0.03 : 0.04));
  expect(confocal).toMatchObject({ reason: 'independent', settings: { mode: 'masks', masks: 4, combine: 'weighted' } });
  expect(await choose(white, () => 0.04)).toMatchObject({ reason: 'single-pass', settings: { mode: 'single-pass' } });
});

describe('another model', () => {
  const strong: AutoModel = { ...model, name: 'strong', noiseRange: [{ sigma: [0.01, 0.15], correlation: [0, 0.8] }] };
  const both = [model, strong] as const;

  test('is taken where the noise is none that the first one knows, and leaves less there', async () => {
    const phone = { ...correlated, sigma: 0.13 };
    const choice = await choose(phone, (_, { name }) => (name === 'strong' ? 0.004 : 0.01), both);
    expect(choice).toMatchObject({ model: 'strong', reason: 'strong', settings: { mode: 'masks', pdFactor: 1 } });
    expect(choice.candidates.map(({ model }) => model)).toEqual(['usual', 'strong']);
    const none = await choose(phone, () => 0.01, both);
    expect(none).toMatchObject({ model: 'usual', settings: { pdFactor: 2 } });
  });

  test('is taken where the first one leaves most of the noise, whatever its card says', async () => {
    const choice = await choose(correlated, (_, { name }) => (name === 'strong' ? 0.005 : 0.045), both);
    expect(choice).toMatchObject({ model: 'strong', reason: 'single-pass', settings: presets['single-pass'] });
  });

  test('is not even tried where the first one knows the noise and takes it away, nor where it does not know it', async () => {
    const known = await choose(correlated, () => 0.005, both);
    expect(known.candidates.every(({ model }) => model === 'usual')).toBe(true);
    const foreign = { ...strong, noiseRange: [] };
    const unknown = await choose({ ...correlated, sigma: 0.13 }, () => 0.01, [model, foreign]);
    expect(unknown.candidates.every(({ model }) => model === 'usual')).toBe(true);
  });
});

test('a network without mask input keeps the settings that it names, and nothing is tried', async () => {
  const plain: AutoModel = { ...model, takesMask: false, defaultPreset: 'amsnet', defaults: presets.amsnet };
  const choice = await choose(correlated, () => 0.01, [plain, model]);
  expect(choice).toEqual({ model: 'usual', settings: presets.amsnet, reason: 'model', candidates: [] });
});

test('crops lie inside the image, and a small image is taken whole', () => {
  expect(trialCrops(sourceOf(testImage(100, 80)))).toEqual([{ x: 0, y: 0, width: 100, height: 80 }]);
  const crops = trialCrops(sourceOf(testImage(500, 300)));
  expect(crops).toHaveLength(2);
  for (const { x, y, width, height } of crops) {
    expect([width, height]).toEqual([192, 192]);
    expect(x + width).toBeLessThanOrEqual(500);
    expect(y + height).toBeLessThanOrEqual(300);
  }
});
