import { describe, expect, test } from 'vitest';
import { presets } from '../../../src/core/settings';
import type { StageName } from '../../../src/messages/view';
import { scoreKey, stageKey, strengthOf, type StageInputs } from '../../../src/messages/stage-key';

const base: StageInputs = {
  revision: 0,
  page: 0,
  model: 'm',
  device: 'cpu',
  settings: presets.amsnet,
  reference: '/clean.png',
};
const stages: StageName[] = ['noisy', 'branch:0', 'union', 'refined', 'single', 'result', 'reference'];

/** The stages whose pixels a change makes old. */
function changedBy(change: Partial<StageInputs>, from = base): StageName[] {
  return stages.filter(stage => stageKey(stage, from) !== stageKey(stage, { ...from, ...change }));
}
const settings = (change: Partial<StageInputs['settings']>, from = base) => ({
  settings: { ...from.settings, ...change },
});

describe('stageKey', () => {
  test('R3 knobs leave the PD stage as it is', () => {
    expect(changedBy(settings({ r3Ratio: 0.3 }))).toEqual(['refined', 'result']);
    expect(changedBy(settings({ r3Count: 4 }))).toEqual(['refined', 'result']);
  });

  test('every other setting reaches just what is computed from it', () => {
    expect(changedBy(settings({ strength: 0.5 }))).toEqual(['result']);
    expect(changedBy(settings({ maskSets: 3 }))).toEqual(['union', 'refined', 'result']);
    expect(changedBy(settings({ combine: 'weighted' }))).toEqual(['union', 'refined', 'result']);
    expect(changedBy(settings({ masks: 4 }))).toEqual(['branch:0', 'union', 'refined', 'result']);
    expect(changedBy(settings({ pdFactor: 2 }))).toEqual(['branch:0', 'union', 'refined', 'single', 'result']);
    expect(changedBy(settings({ seed: 9 }))).toEqual(['branch:0', 'union', 'refined', 'result']);
    expect(changedBy(settings({ mode: 'single-pass' }))).toEqual(['result']);
  });

  test('model and device reach all that the network made, a new file everything', () => {
    expect(changedBy({ model: 'n' })).toEqual(['branch:0', 'union', 'refined', 'single', 'result']);
    expect(changedBy({ device: 'cuda' })).toEqual(['branch:0', 'union', 'refined', 'single', 'result']);
    expect(changedBy({ reference: undefined })).toEqual(['reference']);
    expect(changedBy({ revision: 1 })).toEqual(stages);
  });

  test('R3 that is switched off has no count', () => {
    const off = { ...base, ...settings({ r3Ratio: 0 }) };
    expect(changedBy(settings({ r3Count: 3 }, off), off)).toEqual([]);
  });
});

test('a score is old as soon as the reference is another one', () => {
  expect(scoreKey('union', base)).not.toBe(scoreKey('union', { ...base, reference: '/other.png' }));
  expect(scoreKey('union', base)).toBe(scoreKey('union', { ...base, ...settings({ r3Ratio: 0.5 }) }));
});

test('a result of another strength alone is known by its key', () => {
  const other = { ...base, settings: { ...base.settings, strength: 0.35 } };
  expect(strengthOf(stageKey('result', other), base)).toBe(0.35);
  expect(strengthOf(stageKey('result', { ...other, page: 3 }), base)).toBeUndefined();
  expect(strengthOf(stageKey('union', other), base)).toBeUndefined();
});
