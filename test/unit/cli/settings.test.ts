import { describe, expect, test } from 'vitest';
import * as recipe from '../../../src/batch/recipe';
import { contradiction, type SettingOptions, wishOf } from '../../../src/cli/settings';
import { type PresetName, presets } from '../../../src/core/settings';

const chooseSettings = (model: Parameters<typeof recipe.chooseSettings>[0], options: SettingOptions) =>
  recipe.chooseSettings(model, wishOf(options));
const choosesFromImage = (model: Parameters<typeof recipe.choosesFromImage>[0], options: SettingOptions) =>
  recipe.choosesFromImage(model, wishOf(options));

/** A model whose card recommends `preset`, for PD 3, with a change of its own. */
const model = (preset: PresetName) => ({
  defaultPreset: preset,
  defaults: { ...presets[preset], pdFactor: 3, strength: 0.9 },
  pdFactors: [3, 1],
  combine: 'weighted' as const,
});

describe('settings of a job', () => {
  test('nothing said: what the card recommends', () => {
    expect(chooseSettings(model('masks'), {})).toEqual({ ...presets.masks, pdFactor: 3, strength: 0.9 });
    expect(chooseSettings(model('masks'), { preset: 'masks' })).toEqual(chooseSettings(model('masks'), {}));
  });

  test('another preset has its own values, but the PD factor and combination that the model suits', () => {
    expect(chooseSettings(model('masks'), { preset: 'amsnet' })).toEqual({
      ...presets.amsnet,
      pdFactor: 3,
      combine: 'weighted',
    });
  });

  test('single options go over both, also where they are 0', () => {
    const options = {
      preset: 'amsnet',
      pd: 2,
      masks: 4,
      maskSets: 5,
      combine: 'hidden',
      r3Ratio: 0,
      r3Count: 6,
      strength: 0,
      seed: 7,
      sigma: 25,
    } as const;
    expect(chooseSettings(model('masks'), options)).toEqual({
      mode: 'masks',
      pdFactor: 2,
      masks: 4,
      maskSets: 5,
      combine: 'hidden',
      r3Ratio: 0,
      r3Count: 6,
      strength: 0,
      seed: 7,
      noiseLevel: 25,
    });
  });

  test.each([
    [{ masks: 4 }, { mode: 'masks', masks: 4, r3Ratio: 0 }],
    [{ maskSets: 2 }, { mode: 'masks', maskSets: 2, r3Ratio: 0 }],
    [{ r3Count: 4 }, { mode: 'masks', r3Ratio: 0.16, r3Count: 4 }],
    [{ r3Ratio: 0.3 }, { mode: 'masks', r3Ratio: 0.3, r3Count: 8 }],
    [{ pd: 2 }, { mode: 'single-pass', pdFactor: 2 }],
    [
      { seed: 1, strength: 0.5 },
      { mode: 'single-pass', seed: 1, strength: 0.5 },
    ],
  ])('where the single pass is the default, %o makes %o', (options, expected) => {
    expect(chooseSettings(model('single-pass'), options)).toMatchObject(expected);
  });
});

test('options of the mask scheme contradict an explicit single pass', () => {
  expect(contradiction({ preset: 'single-pass', masks: 4, r3Ratio: 0 })).toContain('--masks, --r3-ratio');
  expect(contradiction({ preset: 'single-pass', pd: 2, seed: 1, strength: 0 })).toBeUndefined();
  expect(contradiction({ preset: 'masks', masks: 4 })).toBeUndefined();
  expect(contradiction({ masks: 4 })).toBeUndefined();
});

describe('settings chosen from the image', () => {
  const free = { ...model('single-pass'), hasCard: true, takesMask: true, singlePass: true, predictsScale: true };

  test('are the default of a model that leaves a choice', () => {
    expect(choosesFromImage(free, {})).toBe(true);
    expect(choosesFromImage(free, { strength: 0.5, seed: 3 })).toBe(true);
    expect(choosesFromImage({ ...free, takesMask: false }, {})).toBe(false);
    expect(choosesFromImage({ ...free, hasCard: false }, {})).toBe(false);
    expect(choosesFromImage({ ...free, ...model('masks') }, {})).toBe(false);
  });

  test('give way to a preset and to options that say otherwise', () => {
    expect(choosesFromImage(free, { preset: 'auto' })).toBe(true);
    for (const options of [{ preset: 'single-pass' }, { pd: 1 }, { masks: 4 }, { r3Ratio: 0 }] as const)
      expect(choosesFromImage(free, options)).toBe(false);
  });
});
