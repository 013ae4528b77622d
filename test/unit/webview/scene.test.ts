import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DenoiseSettings } from '../../../src/core/settings';
import { initialState } from '../../../src/view/knobs';
import type { LayerName, LookMessage, ViewState } from '../../../src/messages/view';
import { titleOf, type Pane } from '../../../webview-ui/panes/pane';
import { denoising } from '../../../webview-ui/denoising';
import { restoredPrefs } from '../../../webview-ui/prefs';
import { Scene } from '../../../webview-ui/scene';
import { imageInfo, models } from '../view/fake-engine';

const [first] = models;
const base: ViewState = {
  ...initialState('a.png', true),
  image: { name: 'a.png', revision: 0, info: imageInfo },
  models,
  knobs: { model: first.name, device: 'auto', settings: first.defaults },
};
const size = { width: 300, height: 200 };

let sent: LookMessage[];
let scene: Scene<string>;
let moves: number;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  moves = 0;
  scene = new Scene(
    {
      send: message => sent.push(message),
      bitmapOf: () => 'bitmap',
      save: () => undefined,
      changed: () => undefined,
      moved: () => moves++,
      capture: () => undefined,
      repaint: () => undefined,
    },
    restoredPrefs(undefined),
  );
});
afterEach(() => {
  vi.useRealTimers();
});

const rested = () => vi.advanceTimersByTimeAsync(200);
const looks = () => sent.filter(message => message.type === 'look');
const show = (state: ViewState) => {
  scene.show(denoising(state));
};
const withSettings = (change: Partial<DenoiseSettings>): ViewState => ({
  ...base,
  knobs: { model: first.name, device: 'auto', settings: { ...first.defaults, ...change } },
});
function pane(id: string): Pane {
  const found = scene.panes.find(each => each.id === id);
  if (!found) throw new Error(`no pane ${id}`);
  return found;
}
/** Fills a stage of the whole image at a level with current pixels. */
function fill(stage: LayerName, level = 1, key = scene.key(stage)): void {
  const size = 2 ** level;
  const rect = { x: 0, y: 0, width: imageInfo.width / size, height: imageInfo.height / size };
  const pixels = new Uint8Array(rect.width * rect.height * 4).fill(7);
  scene.receive({ type: 'patches', patches: [{ stage, level, key, rect, pixels }] });
}

async function shown(): Promise<void> {
  scene.resize(size);
  show(base);
  await rested();
}

describe('asking for pixels', () => {
  test('asks for the visible stages at the level that the zoom needs, once', async () => {
    await shown();
    expect(looks()).toEqual([
      {
        type: 'look',
        viewport: { x: 0, y: 0, width: 600, height: 400 },
        level: 1,
        stages: ['noisy', 'branch:0', 'branch:1', 'union', 'result'],
      },
    ]);
    show({ ...base, notice: 'Nothing to do with pixels.' });
    await rested();
    expect(looks()).toHaveLength(1);
  });

  test('an R3 knob asks for the R3 stage only', async () => {
    await shown();
    for (const stage of scene.shownStages) fill(stage);
    show(withSettings({ r3Ratio: 0.5 }));
    await rested();
    expect(looks().at(-1)?.stages).toEqual(['result']);
  });

  test('a moved camera asks for what is new only', async () => {
    await shown();
    for (const stage of scene.shownStages) fill(stage, 0);
    scene.zoomTo(1);
    scene.pan(-20, 0);
    await rested();
    expect(looks()).toHaveLength(1);
    scene.togglePane(pane('single'));
    await rested();
    expect(looks().at(-1)).toMatchObject({ stages: ['single'], level: 0, viewport: { width: 300, height: 200 } });
  });

  test('another attempt asks again for what is still missing', async () => {
    await shown();
    fill('noisy');
    show({ ...base, attempt: 1 });
    await rested();
    expect(looks()).toHaveLength(2);
    expect(looks().at(-1)?.stages).not.toContain('noisy');
  });

  test('asks nothing before there is an image, a model and a size', async () => {
    show({ ...base, knobs: undefined });
    scene.resize(size);
    await rested();
    show({ ...base, image: { ...base.image, info: undefined } });
    await rested();
    expect(looks()).toEqual([]);
  });
});

describe('the preview', () => {
  const fast = { ...models[1], name: 'amsnet-fast' };
  const withFast: ViewState = { ...base, models: [...models, fast] };

  test('is asked for zoomed out, once, and stands for denoised panes until exact pixels come', async () => {
    scene.resize(size);
    show(withFast);
    await rested();
    const whole = { x: 0, y: 0, width: 600, height: 400 };
    expect(looks().at(-1)).toMatchObject({ level: 1, preview: { viewport: whole, level: 1 } });
    expect(scene.isPreview(pane('result'))).toBe(false);
    fill('preview');
    expect([scene.isPreview(pane('result')), scene.isPreview(pane('branch:0'))]).toEqual([true, false]);
    expect(scene.isPending(pane('result'))).toBe(true);
    show({ ...withFast, ...withSettings({ r3Ratio: 0.5 }), models: withFast.models });
    await rested();
    expect(looks()).toHaveLength(2);
    expect(looks().at(-1)).not.toHaveProperty('preview');
    expect(scene.isPreview(pane('result'))).toBe(true);
  });

  test('is asked for as soon as its model is known', async () => {
    scene.resize(size);
    show(base);
    await rested();
    expect(looks()).toHaveLength(1);
    expect(looks().at(-1)).not.toHaveProperty('preview');
    show(withFast);
    await rested();
    expect(looks()).toHaveLength(2);
    expect(looks().at(-1)).toHaveProperty('preview');
  });

  test('has the level that is nearest to the screen, or fewer pixels than take a second', async () => {
    // Shown at 0.35 of its size: a quarter of the width is nearer than half.
    scene.resize({ width: 210, height: 140 });
    show(withFast);
    await rested();
    expect(looks().at(-1)).toMatchObject({ level: 1, preview: { level: 2 } });
    fill('preview', 2);
    expect(scene.isPreview(pane('result'))).toBe(true);
  });

  test('is followed by drafts of the result, which stand for it as well', async () => {
    await shown();
    expect(scene.isPreview(pane('result'))).toBe(false);
    fill('draft', 1, scene.key('result'));
    expect([scene.isPreview(pane('result')), scene.isPreview(pane('union'))]).toEqual([true, false]);
    show(withSettings({ r3Ratio: 0.5 }));
    expect(scene.isPreview(pane('result'))).toBe(false);
  });

  test('is not asked for where exact pixels are no more than it would have', async () => {
    scene.resize(size);
    show(withFast);
    scene.zoomTo(1);
    await rested();
    expect(looks().at(-1)).toMatchObject({ level: 0 });
    expect(looks().at(-1)).not.toHaveProperty('preview');
    // Nor does it matter then whether its model is known.
    const before = looks().length;
    show(base);
    await rested();
    expect(looks()).toHaveLength(before);
  });
});

test('a moved image asks for its pixels, and lets texts wait', async () => {
  await shown();
  scene.zoomTo(1);
  await rested();
  const before = looks().length;
  scene.pan(20, 0);
  scene.pan(20, 0);
  expect(moves).toBe(2);
  await rested();
  expect(looks()).toHaveLength(before + 1);
});

describe('patches', () => {
  test('are acknowledged, also those that nobody wants any more', async () => {
    await shown();
    fill('noisy', 1, 'an older key');
    expect(sent.at(-1)).toEqual({ type: 'received', bytes: 300 * 200 * 4 });
    expect(scene.patches.bytes).toBe(0);
  });

  test('make a pane complete', async () => {
    await shown();
    const [noisy] = scene.shownPanes;
    expect(scene.isPending(noisy)).toBe(true);
    fill('noisy');
    expect(scene.isPending(noisy)).toBe(false);
  });
});

describe('panes', () => {
  test('follow the settings unless the user chose', async () => {
    await shown();
    const ids = () => scene.shownPanes.map(each => each.id);
    expect(ids()).toEqual(['noisy', 'branch:0', 'branch:1', 'union', 'result']);
    show(withSettings({ r3Ratio: 0, masks: 3 }));
    expect(ids()).toEqual(['noisy', 'branch:0', 'branch:1', 'branch:2', 'union', 'result']);
    expect(scene.panes.map(each => each.id)).not.toContain('refined');
    show(withSettings({ r3Ratio: 0, mode: 'single-pass' }));
    expect(ids()).toEqual(['noisy', 'result']);
    scene.togglePane(pane('branch:1'));
    scene.togglePane(pane('noisy'));
    expect(ids()).toEqual(['branch:1', 'result']);
    show({ ...base, reference: { name: 'r', path: '/r', found: true } });
    expect(scene.panes.map(each => each.id)).toContain('reference');
  });

  test('are noisy and result where the settings were chosen from the image, the branches one click away', async () => {
    await shown();
    show({ ...base, auto: { from: 'first', reason: 'Because.' } });
    expect(scene.shownPanes.map(each => each.id)).toEqual(['noisy', 'result']);
    expect(scene.panes.map(each => each.id)).toContain('branch:1');
  });

  test('of pinned results are called by what they differ in, and keep their pixels', async () => {
    await shown();
    const pin = (id: number, change: Partial<DenoiseSettings>, page = 0) => ({
      id,
      page,
      size: imageInfo,
      knobs: { model: first.name, device: 'auto' as const, settings: { ...first.defaults, ...change } },
      score: undefined,
    });
    show({ ...base, pinned: [pin(3, {}), pin(5, { strength: 0.25 })] });
    expect(scene.panes.filter(({ id }) => id.startsWith('pin:')).map(({ label }) => label)).toEqual([
      'Pinned 1: Strength 1',
      'Pinned 2: Strength 0.25',
    ]);
    expect(scene.key('pin:3')).toBe(scene.key('result'));
    const before = scene.key('pin:5');
    show({ ...withSettings({ masks: 3 }), pinned: [pin(5, { strength: 0.25 })] });
    expect(scene.key('pin:5')).toBe(before);
    expect(scene.shownStages).toContain('pin:5');
    expect(scene.key('pin:3')).toBe('');
    const labels = () => scene.panes.filter(({ id }) => /^(pin|result)/.test(id)).map(({ label }) => label);
    show({ ...base, page: 1, pinned: [pin(7, {}, 2)] });
    expect(labels()).toEqual(['Result, page 2', 'Pinned 1: page 3']);
    // On a page of another size it would lie beside nothing.
    show({ ...base, page: 1, pinned: [{ ...pin(7, {}, 2), size: { width: 1, height: 1 } }] });
    expect(labels()).toEqual(['Result']);
  });

  test('the difference needs two stages', async () => {
    await shown();
    scene.togglePane(pane('result'));
    expect(scene.shownStages).not.toContain('result');
    scene.togglePane(pane('difference'));
    expect(scene.shownStages).toContain('result');
    expect(pane('difference')).toMatchObject({ inspects: undefined, measures: undefined });
    expect(titleOf(pane('difference'), scene.prefs)).toBe('Difference × 8');
  });
});

describe('the pixel under the pointer', () => {
  test('shows 8 bit values at once and exact ones when they come', async () => {
    await shown();
    fill('noisy', 0);
    scene.zoomTo(1);
    scene.point({ x: 150, y: 100 });
    expect(scene.pointer).toEqual({ x: 300, y: 200 });
    expect(scene.valueOf('noisy')).toEqual({ bytes: [7, 7, 7], exact: undefined });
    await rested();
    expect(sent.findLast(message => message.type === 'probe')).toMatchObject({ x: 300, y: 200 });
    const answer = { stage: 'noisy' as const, key: scene.key('noisy'), rgb: [0.1, 0.2, 0.3] };
    scene.receive({ type: 'pixel', x: 300, y: 200, values: [answer] });
    expect(scene.valueOf('noisy')?.exact).toEqual([0.1, 0.2, 0.3]);
  });

  test('takes no values of another pixel, and none outside the image', async () => {
    await shown();
    scene.point({ x: 150, y: 100 });
    scene.receive({ type: 'pixel', x: 1, y: 1, values: [{ stage: 'noisy', key: scene.key('noisy'), rgb: [0, 0, 0] }] });
    expect(scene.valueOf('noisy')?.exact).toBeUndefined();
    scene.point({ x: -10, y: 100 });
    expect(scene.pointer).toBeUndefined();
  });
});

describe('what is selected', () => {
  const asked = () => sent.filter(message => message.type === 'select');

  test('is asked for once it is drawn, again when pixels change, and no more when the tool is put away', async () => {
    await shown();
    expect(asked()).toEqual([]);
    scene.useTool('rectangle');
    await rested();
    expect(asked().at(-1)).toMatchObject({
      selection: { shape: 'rectangle', from: { x: 150, y: 100 }, to: { x: 450, y: 300 } },
      stages: ['noisy', 'branch:0', 'branch:1', 'union', 'result'],
    });
    // From outside of the image: it is drawn to its border.
    scene.select({ x: -40, y: 30 }, { x: 49.9, y: 30 });
    scene.useTool('line');
    await rested();
    expect(asked()).toHaveLength(2);
    const last = asked()[1];
    expect(last.selection).toEqual({ shape: 'line', from: { x: 0, y: 60 }, to: { x: 99, y: 60 } });
    scene.receive({ type: 'measurement', question: asked()[0].question, value: { stage: 'noisy', measurement: {} } });
    expect(scene.measuring.of('noisy')).toEqual({ measurement: undefined, isCurrent: false });
    scene.receive({ type: 'measurement', question: last.question, value: { stage: 'result', measurement: {} } });
    expect(scene.measuring.of('result')).toEqual({ measurement: {}, isCurrent: true });
    show(withSettings({ strength: 0.5 }));
    await rested();
    expect(asked()).toHaveLength(3);
    expect(scene.measuring.of('result').isCurrent).toBe(false);
    scene.useTool('line');
    await rested();
    expect(asked()).toHaveLength(4);
    expect(asked()[3].selection).toBeUndefined();
  });
});
