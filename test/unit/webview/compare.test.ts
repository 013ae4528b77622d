import { beforeEach, describe, expect, it } from 'vitest';
import { initialState } from '../../../src/view/knobs';
import { compareModes, comparedPanes, restoredComparison, sideBySide } from '../../../webview-ui/compare/list';
import { panesOf } from '../../../webview-ui/panes/list';
import { denoising } from '../../../webview-ui/denoising';
import { restoredPrefs } from '../../../webview-ui/prefs';
import { Scene } from '../../../webview-ui/scene';
import { imageInfo, models } from '../view/fake-engine';

const [model] = models;
const state = {
  ...initialState('a.png', true),
  image: { name: 'a.png', revision: 0, info: imageInfo },
  models,
  knobs: { model: model.name, device: 'auto', settings: model.defaults },
} as const;
const panes = panesOf(state);

let scene: Scene<string>;
beforeEach(() => {
  const nothing = () => undefined;
  const ports = {
    send: nothing,
    bitmapOf: () => 'bitmap',
    save: nothing,
    changed: nothing,
    moved: nothing,
    capture: nothing,
    repaint: nothing,
  };
  scene = new Scene(ports, restoredPrefs(undefined));
  scene.show(denoising(state));
  scene.resize({ width: 200, height: 100 });
});

describe('a way to compare', () => {
  it.each(compareModes)(
    '$id shows both panes, or one after the other, and the second alone while the key is held',
    mode => {
      scene.compare({ mode: mode.id });
      const seen = scene.layers?.map(({ of }) => of) ?? [];
      scene.hold(true);
      expect(scene.layers).toEqual([{ of: 1, left: 0, top: 0, right: 1, bottom: 1, opacity: 1 }]);
      expect(new Set([...seen, 1])).toEqual(new Set([0, 1]));
      const [lowest] = mode.layers(0.3);
      expect(lowest).toEqual({ of: 0, left: 0, top: 0, right: 1, bottom: 1, opacity: 1 });
      expect(mode.divider === undefined || mode.shareLabel !== undefined).toBe(true);
    },
  );

  it('covers by share', () => {
    const upper = (id: string, share: number) =>
      compareModes
        .find(mode => mode.id === id)
        ?.layers(share)
        .at(-1);
    expect(upper('swipe', 0.25)).toMatchObject({ of: 1, left: 0.25, top: 0, right: 1, bottom: 1 });
    expect(upper('swipe-down', 0.25)).toMatchObject({ of: 1, left: 0, top: 0.25, right: 1, bottom: 1 });
    expect(upper('onion', 0.25)).toMatchObject({ of: 1, opacity: 0.25 });
  });
});

describe('the panes that are compared', () => {
  it('are none side by side', () => {
    expect(comparedPanes(sideBySide, panes)).toBeUndefined();
  });

  it('are those that were chosen, and noisy and result where these are gone', () => {
    const ids = (first: string, second: string) =>
      comparedPanes({ ...sideBySide, mode: 'flip', first, second }, panes)?.map(({ id }) => id);
    expect(ids('branch:1', 'union')).toEqual(['branch:1', 'union']);
    expect(ids('branch:7', 'reference')).toEqual(['noisy', 'result']);
  });

  it('come back from what was stored, and nothing else does', () => {
    const stored = { mode: 'swipe', first: 'union', second: 'noisy', share: 0.2 };
    expect(restoredComparison(stored)).toEqual(stored);
    for (const broken of [undefined, null, 7, {}, { mode: 'none', first: 3, second: [], share: 2 }])
      expect(restoredComparison(broken)).toEqual(sideBySide);
  });
});

describe('a scene that compares', () => {
  it('has one picture, asks for the two stages alone, and goes back to all panes', () => {
    const ids = () => scene.shownPanes.map(({ id }) => id);
    const before = ids();
    scene.compare({ mode: 'swipe' });
    expect(scene.pictures).toBe(1);
    expect(scene.shownStages).toEqual(['noisy', 'result']);
    // The difference is made of both, and of their stages.
    scene.compare({ mode: 'difference', first: 'union', second: 'result' });
    expect(ids()).toEqual(['difference', 'result']);
    expect(scene.shownPanes[0].stages).toEqual(['result', 'union']);
    expect(scene.shownStages).toEqual(['union', 'result']);
    scene.compare({ mode: 'side' });
    expect(ids()).toEqual(before);
    expect(scene.pictures).toBe(before.length);
    expect(scene.layers).toBeUndefined();
  });

  it('moves its divider along the axis that it has, within the picture', () => {
    const dividedAt = (mode: string, x: number, y: number) => {
      scene.compare({ mode, share: 0.5 });
      scene.divide({ x, y });
      return scene.prefs.comparison.share;
    };
    expect(dividedAt('swipe', 50, 10)).toBe(0.25);
    expect(dividedAt('swipe-down', 50, 10)).toBe(0.1);
    expect(dividedAt('swipe', -40, 10)).toBe(0);
    expect(dividedAt('swipe', 400, 10)).toBe(1);
    expect(dividedAt('flip', 50, 10)).toBe(0.5);
  });

  it('shows the second pane while the key is held', () => {
    scene.compare({ mode: 'flip' });
    expect(scene.layers?.map(({ of }) => of)).toEqual([0]);
    scene.hold(true);
    expect(scene.layers?.map(({ of }) => of)).toEqual([1]);
    scene.hold(false);
    expect(scene.layers?.map(({ of }) => of)).toEqual([0]);
  });

  it('has panes by number: alone until chosen again, in a comparison the one or, with Shift, the other', () => {
    const compared = () => scene.compared?.map(({ id }) => id);
    const number = (id: string) => scene.panes.findIndex(pane => pane.id === id) + 1;
    scene.choose(number('union'));
    expect(scene.prefs.comparison.mode).toBe('flip');
    expect(compared()).toEqual(['union', 'result']);
    scene.chooseOther(number('noisy'));
    expect(compared()).toEqual(['union', 'noisy']);
    // What it is compared with already takes its place.
    scene.choose(number('noisy'));
    expect(compared()).toEqual(['noisy', 'union']);
    scene.chooseOther(number('noisy'));
    expect(compared()).toEqual(['union', 'noisy']);
    scene.choose(number('union'));
    expect(compared()).toBeUndefined();
    scene.compare({ mode: 'swipe' });
    scene.choose(number('result'));
    scene.choose(number('result'));
    expect(scene.prefs.comparison.mode).toBe('swipe');
    scene.choose(99);
    expect(compared()?.[0]).toBe('result');
  });

  it('keeps panes where they were put, and new ones behind those that they follow', () => {
    const ids = () => scene.panes.map(({ id }) => id);
    const before = ids();
    scene.movePane('result', 'noisy');
    expect(ids()).toEqual(['result', ...before.filter(id => id !== 'result')]);
    expect(scene.shownPanes[0].id).toBe('result');
    scene.show(denoising({ ...state, reference: { name: 'r', path: '/r', found: true } }));
    expect(ids().slice(0, 3)).toEqual(['result', 'reference', 'noisy']);
    scene.movePane('result', 'noisy');
    expect(ids().slice(0, 3)).toEqual(['reference', 'noisy', 'result']);
    scene.movePane('nothing', 'noisy');
    expect(ids().slice(0, 3)).toEqual(['reference', 'noisy', 'result']);
  });
});
