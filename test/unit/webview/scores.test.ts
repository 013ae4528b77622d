import { expect, test } from 'vitest';
import { initialState } from '../../../src/view/knobs';
import type { ViewState } from '../../../src/messages/view';
import { inputsOf, scoreKey } from '../../../src/messages/stage-key';
import { decibels, duration, similarity, zoomLabel } from '../../../webview-ui/format';
import { bestOf, isCurrent, scoreOf } from '../../../webview-ui/scores';
import { models, report } from '../view/fake-engine';

const [model] = models;
const base: ViewState = {
  ...initialState('a.png', true),
  knobs: { model: model.name, device: 'auto', settings: model.defaults },
  reference: { name: 'c.png', path: '/c.png', found: true },
};
const inputs = inputsOf(base);
if (!inputs) throw new Error('there are knobs');
const measured: ViewState = {
  ...base,
  measured: {
    current: true,
    seconds: 1,
    report: {
      ...report,
      scores: {
        result: { psnr: 31, ssim: 0.9 },
        noisy: { psnr: 26, ssim: 0.5 },
        union: { psnr: 30, ssim: 0.8 },
        'branch:0': { psnr: 29, ssim: 0.7 },
        'branch:1': { psnr: null, ssim: 1 },
      },
    },
    keys: { union: scoreKey('union', inputs), refined: scoreKey('refined', inputs) },
  },
};

test('every pane has its own score, and only against a reference', () => {
  expect(scoreOf(measured, 'noisy')).toEqual({ psnr: 26, ssim: 0.5 });
  expect(scoreOf(measured, 'union')).toEqual({ psnr: 30, ssim: 0.8 });
  expect(scoreOf(measured, 'result')).toEqual({ psnr: 31, ssim: 0.9 });
  expect(scoreOf(measured, 'branch:0')?.psnr).toBe(29);
  for (const id of ['branch:2', 'single', 'reference'] as const) expect(scoreOf(measured, id)).toBeUndefined();
  expect(scoreOf({ ...measured, reference: undefined }, 'union')).toBeUndefined();
});

test('the best pane is the one with the highest PSNR; identical beats all', () => {
  expect(bestOf(measured, ['noisy', 'union', 'result'])).toBe('result');
  expect(bestOf(measured, ['union', 'branch:1', 'result'])).toBe('branch:1');
  expect(bestOf(base, ['noisy', 'union'])).toBeUndefined();
});

test('an R3 knob leaves the score of the union current', () => {
  expect(isCurrent(measured, 'union') && isCurrent(measured, 'refined')).toBe(true);
  const moved = { ...measured, knobs: { ...inputs, settings: { ...model.defaults, r3Ratio: 0.4 } } };
  expect([isCurrent(moved, 'union'), isCurrent(moved, 'refined')]).toEqual([true, false]);
});

test('figures read as people read them', () => {
  expect([decibels(38.004), decibels(null), decibels(undefined)]).toEqual(['38.00 dB', '∞ dB', '–']);
  expect([similarity(0.98765), similarity(null)]).toEqual(['0.9877', '–']);
  expect([duration(0.2), duration(61), duration(5400)]).toEqual(['1 s', '1 min', '1.5 h']);
  expect([zoomLabel(20), zoomLabel(0.0683), zoomLabel(1 / 64)]).toEqual(['2000 %', '6.8 %', '1.6 %']);
});
