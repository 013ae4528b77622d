/** Which settings are chosen, given how much of the noise candidates keep; the measures themselves on pictures of known noise. */
import { describe, expect, test } from 'vitest';
import { chooseSettings, type AutoModel } from '../../../src/core/auto-settings';
import { flatResidue } from '../../../src/core/flat-residue';
import type { Planes } from '../../../src/core/geometry';
import type { NoiseTraits } from '../../../src/core/noise-range';
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
const white = { sigma: 0.05, correlation: [0, 0, 0, 0], betweenChannels: 0.5 } as const;
const correlated = { sigma: 0.05, correlation: [0.6, 0.2, 0.1, 0], betweenChannels: 0.5 } as const;

const clean = picture(0);
const noisy = picture(0.05);
const crop = { noisy, probe: picture(0.05).data.map((value, i) => value - clean.data[i]) };

/** What is chosen if each candidate keeps this share of the noise's deviation, and all of the picture. */
function choose(
  noise: NoiseTraits,
  kept: (settings: DenoiseSettings, model: AutoModel) => number,
  [what, ...others]: readonly [AutoModel, ...AutoModel[]] = [model],
) {
  return chooseSettings(
    noise,
    [what, ...others],
    [noisy],
    () => [crop],
    (model, settings, crops) =>
      Promise.resolve(
        crops.map(({ data, ...size }) => ({
          ...size,
          data: data.map((value, i) => clean.data[i] + kept(settings, model) * (value - clean.data[i])),
        })),
      ),
  );
}

test('what is left in the flat parts is the variance of the noise there, texture elsewhere or not', () => {
  const [noisy, ...left] = flatResidue([picture(0.1)], [[picture(0.05)], [picture(0.01)]]);
  for (const [i, sigma] of [0.1, 0.05, 0.01].entries()) {
    expect(Math.sqrt([noisy, ...left][i]) / sigma).toBeCloseTo(1, 1);
  }
});

test('correlated noise: PD where the single pass leaves much, and then the best of a few', async () => {
  const wideField = await choose(correlated, ({ pdFactor, mode }) =>
    pdFactor === 1 ? 0.95 : pdFactor === 2 ? (mode === 'masks' ? 0.3 : 0.4) : 0.2,
  );
  expect(wideField).toMatchObject({ reason: 'correlated', settings: { mode: 'single-pass', pdFactor: 3 } });
  expect(wideField.candidates).toHaveLength(4);
  const [single, ...apart] = wideField.candidates.map(({ score }) => score ?? Number.NaN);
  expect(Math.min(...apart)).toBeGreaterThan(single);
});

test('what PD leaves as well is texture: no more is tried or measured', async () => {
  const texture = await choose(correlated, ({ pdFactor }) => (pdFactor === 1 ? 0.95 : 0.8));
  expect(texture).toMatchObject({ reason: 'single-pass', settings: presets['single-pass'] });
  expect(texture.candidates.map(({ score }) => score)).toEqual([undefined, undefined]);
});

test('no PD where the single pass has taken most of the noise away: what it leaves is texture', async () => {
  const known = await choose(correlated, ({ pdFactor }) => (pdFactor === 1 ? 0.44 : 0.1));
  expect(known).toMatchObject({ reason: 'single-pass', settings: presets['single-pass'] });
  expect(known.candidates).toHaveLength(1);
  // Nothing was compared, so that nothing had to be measured.
  expect(known.candidates[0].score).toBeUndefined();
});

test('very strong correlated noise that the network does not know is taken apart by PD unless that is worse', async () => {
  const strong = { ...correlated, sigma: 0.13 };
  const even = await choose(strong, () => 0.2);
  expect(even).toMatchObject({ reason: 'strong', settings: { pdFactor: 2 } });
  const worse = await choose(strong, ({ pdFactor }) => (pdFactor === 1 ? 0.2 : 0.4));
  expect(worse.settings).toEqual(presets['single-pass']);
});

test('independent noise: never PD, masks only where the single pass leaves much and they are clearly better', async () => {
  expect(await choose(white, () => 0.1)).toMatchObject({ reason: 'single-pass', candidates: { length: 1 } });
  const confocal = await choose(white, ({ mode }) => (mode === 'masks' ? 0.6 : 0.8));
  expect(confocal).toMatchObject({ reason: 'independent', settings: { mode: 'masks', masks: 4, combine: 'weighted' } });
  const same = await choose(white, ({ mode }) => (mode === 'masks' ? 0.79 : 0.8));
  expect(same).toMatchObject({ reason: 'single-pass', settings: { mode: 'single-pass' } });
});

test('a candidate that takes detail for noise loses, however little it leaves in the flat parts', async () => {
  const blurred = (data: Float32Array) =>
    data.map((value, i) => (value + (data[i - 1] ?? value) + (data[i + 1] ?? value)) / 3);
  const striped = { ...noisy, data: noisy.data.map((value, i) => value + 0.2 * (i % 2)) };
  const choice = await chooseSettings(
    white,
    [model],
    [striped],
    () => [{ ...crop, noisy: striped }],
    (_, { mode }, crops) =>
      Promise.resolve(
        crops.map(({ data, ...size }) => {
          const stripes = data.map((_, i) => clean.data[i] + 0.2 * (i % 2));
          const kept = data.map((value, i) => stripes[i] + 0.8 * (value - stripes[i]));
          return { ...size, data: mode === 'masks' ? blurred(kept) : kept };
        }),
      ),
  );
  expect(choice).toMatchObject({ reason: 'single-pass', candidates: { length: 2 } });
});

describe('another model', () => {
  const strong: AutoModel = { ...model, name: 'strong', noiseRange: [{ sigma: [0.01, 0.15], correlation: [0, 0.8] }] };
  const both = [model, strong] as const;

  test('is taken where the noise is none that the first one knows, unless it is worse there', async () => {
    const phone = { ...correlated, sigma: 0.13 };
    const choice = await choose(phone, () => 0.2, both);
    expect(choice).toMatchObject({ model: 'strong', reason: 'strong', settings: { mode: 'masks', pdFactor: 1 } });
    expect(choice.candidates.map(({ model }) => model)).toEqual(['usual', 'strong']);
    const worse = await choose(phone, (_, { name }) => (name === 'strong' ? 0.4 : 0.2), both);
    expect(worse).toMatchObject({ model: 'usual', settings: { pdFactor: 2 } });
  });

  test('gets the settings that its card names for strong noise', async () => {
    const phone = { ...correlated, sigma: 0.13 };
    const refining = { ...strong, strongNoise: { masks: 2, r3Ratio: 0.16, r3Count: 2 } };
    const choice = await choose(phone, () => 0.2, [model, refining]);
    expect(choice.settings).toMatchObject({ mode: 'masks', masks: 2, r3Ratio: 0.16, r3Count: 2, combine: 'weighted' });
    const weak = await choose({ ...correlated, sigma: 0.07 }, () => 0.2, [model, refining]);
    expect(weak).toMatchObject({ model: 'strong', reason: 'single-pass' });
  });

  test('that leaves less of noise which the first one does not know is taken without measuring further', async () => {
    const kept = (_: DenoiseSettings, { name }: AutoModel) => (name === 'strong' ? 0.1 : 0.2);
    const choice = await choose({ ...correlated, sigma: 0.07 }, kept, both);
    expect(choice.model).toBe('strong');
    expect(choice.candidates.map(({ score }) => score)).toEqual([undefined, undefined]);
  });

  test('is taken where the first one leaves most of the noise, whatever its card says, and it is clearly better', async () => {
    const choice = await choose(correlated, (_, { name }) => (name === 'strong' ? 0.2 : 0.95), both);
    expect(choice).toMatchObject({ model: 'strong', reason: 'single-pass', settings: presets['single-pass'] });
    const same = await choose(correlated, () => 0.95, both);
    expect(same).toMatchObject({ model: 'usual' });
  });

  test('is not even tried where the first one knows the noise and takes it away, nor where it does not know it', async () => {
    const known = await choose(correlated, () => 0.1, both);
    expect(known.candidates.every(({ model }) => model === 'usual')).toBe(true);
    const foreign = { ...strong, noiseRange: [] };
    const unknown = await choose({ ...correlated, sigma: 0.13 }, () => 0.2, [model, foreign]);
    expect(unknown.candidates.every(({ model }) => model === 'usual')).toBe(true);
  });
});

test('an image without noise that could be measured is taken as it is', async () => {
  const choice = await chooseSettings(
    white,
    [model],
    [],
    () => [],
    () => Promise.reject(new Error('nothing to try')),
  );
  expect(choice).toEqual({ model: 'usual', settings: presets['single-pass'], reason: 'single-pass', candidates: [] });
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
