/** Keys name pixels: whatever is changed in the settings, a key that stays the same stands for the same pixels. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { uncontrolled } from '../../../src/core/control';
import type { Planes } from '../../../src/core/geometry';
import { presets, rowOf, type DenoiseSettings, type SettingName, settingNames } from '../../../src/core/settings';
import { takesEffect, type PipelineStage } from '../../../src/core/stages';
import { TileCache } from '../../../src/core/tile-cache';
import { stageKey } from '../../../src/messages/stage-key';
import { fakeNetwork, pipelineOf, testImage } from './support';

const stages: PipelineStage[] = [
  'noisy',
  'branch:0',
  'branch:1',
  'union',
  'refined',
  'single',
  'uncertainty',
  'result',
];

/** Any value of a setting, within the first few of its range: passes of the network are the time of this test. */
function anyValue(name: SettingName): fc.Arbitrary<DenoiseSettings[SettingName]> {
  const row = rowOf(name);
  if ('choices' in row) return fc.constantFrom(...(Object.keys(row.choices) as DenoiseSettings['mode'][]));
  if (!row.integer) return fc.constantFrom(row.min, row.default, (row.min + row.max) / 2, row.max);
  return fc.integer({ min: row.min, max: Math.min(row.min + 2, row.max) });
}

const anySettings = fc.record(Object.fromEntries(settingNames.map(name => [name, anyValue(name)]))).map(
  // Each value is of its setting's type, which a record made of names cannot say.
  values => values as unknown as DenoiseSettings,
);

/** The pixels of every stage. */
async function allStages(settings: DenoiseSettings, keepBranches: boolean, cache = new TileCache(2 ** 26)) {
  // As a network that is told the noise level, which is no business of the pipeline.
  const network = fakeNetwork(2, {}, settings.noiseLevel / 255);
  const pipeline = pipelineOf(testImage(11, 7), settings, { network, cache, keepBranches, tile: 16 });
  const pixels: Planes[] = [];
  for (const stage of stages) pixels.push(await pipeline.tile(stage, 0, uncontrolled));
  return pixels;
}

function viewKeys(settings: DenoiseSettings): string[] {
  const inputs = { revision: 0, page: 0, model: 'm', device: 'cpu', reference: undefined, settings } as const;
  return stages.map(stage => stageKey(stage, inputs));
}

describe('after a change of any setting', () => {
  test.each(settingNames)('%s: both caches show the pixels of the new value', async name => {
    const property = fc.asyncProperty(anySettings, anyValue(name), fc.boolean(), async (before, value, keep) => {
      const after = { ...before, [name]: value };
      const engineCache = new TileCache(2 ** 26);
      const pixelsBefore = await allStages(before, keep, engineCache);
      const fresh = await allStages(after, keep);
      expect(await allStages(after, keep, engineCache)).toEqual(fresh);

      const keysBefore = viewKeys(before);
      const viewCache = viewKeys(after).map((key, i) => (key === keysBefore[i] ? pixelsBefore[i] : fresh[i]));
      expect(viewCache).toEqual(fresh);
    });
    await fc.assert(property, { numRuns: 12 });
  });

  test.each(settingNames)('%s changes some pixel, or there would be no need for it', async name => {
    const row = rowOf(name);
    const values = 'choices' in row ? Object.keys(row.choices) : [row.min, row.integer ? row.min + 1 : row.max];
    const [a, b] = values.map(value => ({ ...presets.amsnet, r3Count: 1, [name]: value }));
    expect(await allStages(a, false)).not.toEqual(await allStages(b, false));
  });
});

test('settings without effect on what is shown', () => {
  const without = (settings: DenoiseSettings) => settingNames.filter(name => !takesEffect(name, settings));
  expect(without(presets.amsnet)).toEqual([]);
  expect(without(presets.masks)).toEqual(['r3Count']);
  expect(without(presets['single-pass'])).toEqual(['r3Ratio', 'r3Count']);
});
