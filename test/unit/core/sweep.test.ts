import { describe, expect, test } from 'vitest';
import { presets, type DenoiseSettings } from '../../../src/core/settings';
import { settingsKey } from '../../../src/core/stages';
import { sweepNames, sweepPoints, sweepRegion, type SweptModel } from '../../../src/core/sweep';

const model: SweptModel = {
  name: 'm',
  singlePass: true,
  predictsScale: true,
  defaultPreset: 'single-pass',
  defaults: presets['single-pass'],
  pdFactors: [1],
  combine: 'weighted',
};
const plain: SweptModel = {
  ...model,
  name: 'plain',
  singlePass: false,
  predictsScale: false,
  defaultPreset: 'masks',
  defaults: presets.masks,
  combine: 'hidden',
};

describe('a sweep', () => {
  const starts: DenoiseSettings[] = [
    presets['single-pass'],
    presets.masks,
    { ...presets.amsnet, r3Ratio: 0.37, strength: 0.55, masks: 5, pdFactor: 7 },
  ];

  test.each(sweepNames)('of %s changes the pixels with each try, and the value that is set is one', name => {
    for (const settings of starts) {
      const points = sweepPoints(name, { model: 'm', settings }, [model, plain]);
      const keys = points.map(point => `${point.model} ${settingsKey('result', point.settings)}`);
      expect(new Set(keys).size).toBe(points.length);
      if (name === 'model') continue;
      const values = points.map(point => point.settings[name]);
      expect(values).toContain(settings[name]);
      expect(values).toEqual([...values].sort((a, b) => a - b));
    }
  });

  test('of models gives each what it can do', () => {
    const single = sweepPoints('model', { model: 'm', settings: presets['single-pass'] }, [model, plain]);
    expect(single.map(({ settings }) => settings.mode)).toEqual(['single-pass', 'masks']);
    const weighted = { ...presets.masks, combine: 'weighted' } as const;
    const combined = sweepPoints('model', { model: 'm', settings: weighted }, [model, plain]);
    expect(combined.map(({ settings }) => settings.combine)).toEqual(['weighted', 'hidden']);
  });

  test('takes the middle of what is visible, as large as it may be, inside the image', () => {
    const image = { width: 2000, height: 200 };
    expect(sweepRegion({ x: 100, y: 0, width: 1000, height: 200 }, image)).toEqual({
      x: 472,
      y: 0,
      width: 256,
      height: 200,
    });
    expect(sweepRegion({ x: 1990, y: 190, width: 50, height: 50 }, image)).toEqual({
      x: 1990,
      y: 190,
      width: 10,
      height: 10,
    });
  });
});
