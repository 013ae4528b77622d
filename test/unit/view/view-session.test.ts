import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AmsnetError } from '../../../src/core/errors';
import { presets } from '../../../src/core/settings';
import type { HostMessage, OwnPreset, ViewState } from '../../../src/messages/view';
import { stageKey } from '../../../src/messages/stage-key';
import type { Memory } from '../../../src/view/knobs';
import { ViewSession, type SessionOptions } from '../../../src/view/view-session';
import { noise } from '../noise';
import { devices, FakeEngine, imageInfo, models, provenance, report } from './fake-engine';

const image = '/p/a_noisy.png';
const reference = { name: 'a_clean.png', path: '/p/a_clean.png', found: true };
const presetInputs = { revision: 0, page: 0, model: 'first', device: 'auto', reference: undefined } as const;
const everywhere = { x: 0, y: 0, width: 600, height: 400 };

let engine: FakeEngine;
let sent: HostMessage[];
let remembered: unknown[];

beforeEach(() => {
  vi.useFakeTimers();
  engine = new FakeEngine();
  sent = [];
  remembered = [];
});
afterEach(() => {
  vi.useRealTimers();
});

const settled = () => vi.advanceTimersByTimeAsync(0);
const rested = () => vi.advanceTimersByTimeAsync(1000);
const lastState = (): ViewState => {
  const last = sent.findLast(message => message.type === 'state');
  if (!last) throw new Error('no state was sent');
  return last.state;
};
const patches = () => sent.flatMap(message => (message.type === 'patches' ? message.patches : []));

function session(options: Partial<SessionOptions> = {}): ViewSession {
  return new ViewSession({
    image,
    engine,
    memory: undefined,
    defaults: { model: 'first', device: 'auto' },
    allowModelFiles: true,
    presets: { all: [], save: () => Promise.resolve(), remove: () => Promise.resolve() },
    findReference: () => Promise.resolve(undefined),
    remember: memory => remembered.push(memory),
    changed: () => undefined,
    ...options,
  });
}

/** Answers the open questions for one model, which may lead to another one. */
async function answerModel(known = models): Promise<void> {
  while (engine.open('inspectModel').length > 0) {
    const call = engine.take('inspectModel');
    const { model } = call.params;
    const found = known.find(({ name }) => model === undefined || name === model);
    if (found) call.resolve(found);
    else call.reject(new AmsnetError('model/not-found', 'There is no such model.'));
    await settled();
  }
}

/** A session whose image and models are known, with a webview. */
async function opened(options: Partial<SessionOptions> = {}, known = models): Promise<ViewSession> {
  const view = session(options);
  const opening = view.open();
  await settled();
  engine.take('inspectImage').resolve(imageInfo);
  engine.take('models').resolve(known);
  await answerModel(known);
  for (const call of engine.open('inspectImage')) call.resolve(imageInfo);
  await opening;
  await settled();
  engine.calls.length = 0;
  view.attach(message => sent.push(message));
  view.receive({ type: 'show', stages: ['noisy', 'union', 'result'] });
  return view;
}

const look = (view: ViewSession, stages: ('noisy' | 'union' | 'refined')[] = ['noisy', 'union']) => {
  view.receive({ type: 'look', viewport: everywhere, level: 0, stages });
};

describe('in a workspace that is not trusted', () => {
  const file = '/p/hostile.onnx';

  test('a model file that the webview names is refused, and no work asks for it', async () => {
    const view = await opened({ allowModelFiles: false });
    view.receive({ type: 'change', change: { model: file } });
    await settled();
    expect(view.state.knobs?.model).toBe('first');
    expect(view.state.problem?.code).toBe('workspace/untrusted');
    look(view);
    await rested();
    expect(engine.calls.map(({ params }) => JSON.stringify(params)).join()).not.toContain(file);
    view.receive({ type: 'change', change: { model: 'second' } });
    expect(view.state.knobs?.model).toBe('second');
  });

  test('no other way leads to it, until the workspace is trusted', async () => {
    const knobs = { model: file, device: 'cpu', settings: models[0].defaults } as const;
    const view = await opened({ allowModelFiles: false, memory: { knobs }, defaults: { model: file, device: 'cpu' } });
    expect(view.state.knobs?.model).toBe('first');
    await view.useModelFile(file);
    expect(view.state.problem?.code).toBe('workspace/untrusted');
    expect(engine.calls).toEqual([]);
    view.trust();
    void view.useModelFile(file);
    engine.take('inspectModel').resolve(models[1]);
    await settled();
    expect(view.state.knobs?.model).toBe(file);
  });
});

describe('opening', () => {
  test('starts with what the default model recommends', async () => {
    const view = await opened({ defaults: { model: 'second', device: 'cpu' } });
    expect(view.state.knobs).toEqual({ model: 'second', device: 'cpu', settings: models[1].defaults });
  });

  test('goes on where it was left', async () => {
    const knobs = { model: 'first', device: 'cpu', settings: { ...models[0].defaults, masks: 5 } } as const;
    expect((await opened({ memory: { knobs } })).state.knobs).toEqual(knobs);
  });

  test('takes the default when the remembered model is gone', async () => {
    const knobs = { model: 'gone', device: 'cpu', settings: models[0].defaults } as const;
    expect((await opened({ memory: { knobs } })).state.knobs?.model).toBe('first');
  });

  test('waits neither for devices nor for the list of models: the first picture is computed before', async () => {
    const view = session({ defaults: { model: 'second', device: 'auto' } });
    view.attach(message => sent.push(message));
    const opening = view.open();
    await settled();
    engine.take('inspectImage').resolve(imageInfo);
    engine.take('inspectModel').resolve(models[1]);
    await opening;
    await settled();
    expect(lastState()).toMatchObject({ knobs: { model: 'second' }, models: [models[1]], devices: [] });
    look(view);
    engine.take('picture').resolve({});
    const rect = { x: 0, y: 0, width: 1, height: 1 };
    const render = engine.take('render');
    render.progress({ stage: 'union', level: 0, rect, pixels: new Uint8Array(4) });
    render.resolve({ ...provenance, notes: [] });
    await rested();
    expect(patches().map(({ stage }) => stage)).toEqual(['union']);
    expect(lastState()).toMatchObject({ provenance: { provider: 'CPUExecutionProvider' }, problem: undefined });
    expect([engine.open('models'), engine.open('devices')].map(calls => calls.length)).toEqual([1, 1]);
    // They are shown as they come.
    engine.take('devices').resolve(devices);
    await settled();
    expect(lastState()).toMatchObject({ models: [models[1]], devices });
    engine.take('models').resolve(models);
    await settled();
    expect(lastState().models).toEqual(models);
  });

  test('with a file as its model has it among the models, whenever they come', async () => {
    const file = '/p/own.onnx';
    for (const modelsFirst of [true, false]) {
      const view = session({ defaults: { model: file, device: 'auto' } });
      const opening = view.open();
      engine.take('inspectImage').resolve(imageInfo);
      if (modelsFirst) engine.take('models').resolve(models);
      await settled();
      engine.take('inspectModel').resolve({ ...models[0], name: 'own' });
      await opening;
      if (!modelsFirst) engine.take('models').resolve(models);
      await settled();
      expect(view.state.knobs?.model).toBe(file);
      expect(view.state.models.map(({ name }) => name)).toEqual(['first', 'second', file]);
      engine.calls.length = 0;
    }
  });

  test('asks for what the pickers offer again where a crash has lost the answer', async () => {
    const view = session();
    const opening = view.open();
    await settled();
    const crash = new AmsnetError('engine/crashed', 'The engine process was ended by SIGKILL.');
    engine.take('inspectImage').resolve(imageInfo);
    await answerModel();
    await opening;
    engine.take('models').reject(crash);
    look(view);
    engine.take('render').reject(crash);
    await settled();
    engine.take('models').resolve(models);
    engine.take('devices').resolve(devices);
    await settled();
    expect(view.state).toMatchObject({ models, devices, problem: undefined });
  });

  test('tells a webview everything, however often it starts anew', async () => {
    const view = await opened();
    view.detach();
    view.attach(message => sent.push(message));
    expect(sent.filter(message => message.type === 'state')).toHaveLength(2);
    expect(lastState().image.info).toEqual(imageInfo);
  });

  test('shows why an image cannot be opened and opens it on retry', async () => {
    const view = session();
    view.attach(message => sent.push(message));
    const opening = view.open();
    engine.take('inspectImage').reject(new AmsnetError('image/unreadable', 'Broken.'));
    await opening;
    await settled();
    expect(lastState().problem).toMatchObject({ code: 'image/unreadable', message: 'Broken.' });
    view.retry();
    await settled();
    expect(lastState().problem).toBeUndefined();
    expect(engine.open('inspectImage')).toHaveLength(1);
  });

  test('does not measure against a file of another size that only has the right name', async () => {
    const view = session({ findReference: () => Promise.resolve(reference) });
    const opening = view.open();
    await settled();
    await answerModel();
    engine.take('inspectImage').resolve(imageInfo);
    await settled();
    engine.take('inspectImage').resolve(imageInfo);
    engine.take('inspectImage').resolve({ ...imageInfo, width: 10 });
    await opening;
    expect(view.state.reference).toBeUndefined();
  });
});

describe('visible pixels', () => {
  test('come from a request of their own where no network is needed', async () => {
    look(await opened());
    expect(engine.open('picture').map(call => call.params)).toEqual([{ image, viewport: everywhere, level: 0 }]);
    expect(engine.open('render').map(call => call.params.stages)).toEqual([['union']]);
    expect(engine.open('render')[0].params.job).toMatchObject({ image, model: 'first', tile: 512 });
  });

  test('of an image that is hardly seen whole are cut small where a tile is many passes', async () => {
    const view = await opened();
    void view.reload();
    engine.take('inspectImage').resolve({ ...imageInfo, width: 4000, height: 3000 });
    await settled();
    expect(view.job?.tile).toBe(256);
    view.change({ settings: presets['single-pass'] });
    expect(view.job?.tile).toBe(512);
  });

  test('are handed on with the key of the job that made them', async () => {
    look(await opened());
    const pixels = new Uint8Array(4);
    const rect = { x: 0, y: 0, width: 1, height: 1 };
    engine.take('picture').progress({ level: 0, rect, pixels });
    await rested();
    expect(patches()).toEqual([{ stage: 'noisy', level: 0, rect, pixels, key: '0|0' }]);
  });

  test('of a pinned result are made with the settings that it was pinned with, after all others', async () => {
    const view = await opened();
    view.pin();
    view.pin();
    expect(view.state.pinned).toHaveLength(1);
    const { knobs } = view.state.pinned[0];
    view.change({ settings: { strength: 0.5 } });
    view.receive({ type: 'look', viewport: everywhere, level: 0, stages: ['union', 'pin:0', 'pin:7'] });
    const [current, ...others] = engine.open('render');
    expect(others).toEqual([]);
    engine.take('render').resolve({ ...provenance, notes: [] });
    await settled();
    const pinned = engine.take('render');
    expect(pinned.params).toMatchObject({ stages: ['result'], job: { ...knobs, image } });
    expect(current.params.job.settings.strength).toBe(0.5);
    const rect = { x: 0, y: 0, width: 1, height: 1 };
    pinned.progress({ stage: 'result', level: 0, rect, pixels: new Uint8Array(4) });
    await rested();
    const key = stageKey('result', { ...knobs, revision: 0, page: 0, reference: undefined });
    expect(patches()).toMatchObject([{ stage: 'pin:0', key }]);
    view.receive({ type: 'unpin', pin: 0 });
    expect(view.state.pinned).toEqual([]);
  });

  test('of pinned results are made again when the window comes back, unless their model has gone', async () => {
    const view = await opened();
    view.pin();
    view.change({ settings: { strength: 0.5 } });
    view.pin();
    const memory = remembered.at(-1) as Memory;
    const pins = memory.pinned ?? [];
    expect(pins.map(({ id, knobs }) => [id, knobs.settings.strength])).toEqual([
      [0, 1],
      [1, 0.5],
    ]);
    const [kept, gone] = pins;
    const lost = { ...gone, knobs: { ...gone.knobs, model: 'gone' } };
    const again = await opened({ memory: { ...memory, pinned: [kept, lost] } });
    expect(again.state.pinned).toEqual([{ ...kept, score: undefined }]);
    again.receive({ type: 'look', viewport: everywhere, level: 0, stages: ['pin:0'] });
    await settled();
    expect(engine.take('render').params.job).toMatchObject(kept.knobs);
    again.receive({ type: 'unpin', pin: 0 });
    expect(remembered.at(-1)).not.toHaveProperty('pinned');
  });

  test('of another page of a stack are made in the same settings, and pinned results stay those of their page', async () => {
    const view = await opened();
    view.attach(message => sent.push(message));
    const stack = { ...imageInfo, pages: 3 };
    void view.reload();
    engine.take('inspectImage').resolve(stack);
    await settled();
    view.pin();
    const { knobs } = view.state;
    view.receive({ type: 'page', page: 3 });
    expect(view.state.page).toBe(0);
    view.receive({ type: 'page', page: 2 });
    expect(engine.take('inspectImage').params).toEqual({ image, page: 2 });
    expect(view.state).toMatchObject({ page: 2, knobs, measured: undefined });
    expect(remembered.at(-1)).toMatchObject({ page: 2 });
    look(view, ['noisy', 'refined']);
    expect(engine.take('picture').params).toMatchObject({ page: 2 });
    expect(engine.take('render').params.job.page).toBe(2);
    view.receive({ type: 'look', viewport: everywhere, level: 0, stages: ['pin:0'] });
    await settled();
    expect(engine.take('render').params.job.page).toBe(0);
    view.pin();
    expect(view.state.pinned.map(({ page }) => page)).toEqual([0, 2]);
    // All of them into a stack, the one that is shown into a file of one image.
    void view.save('/p/out.tif').catch(() => undefined);
    expect(engine.take('denoise').params.job.page).toBeUndefined();
    void view.save('/p/out.png').catch(() => undefined);
    expect(engine.take('denoise').params.job.page).toBe(2);
    // The file has become a shorter one.
    void view.reload();
    engine.take('inspectImage').reject(new AmsnetError('settings/invalid', 'no such page'));
    await settled();
    expect(engine.take('inspectImage').params).toEqual({ image });
    expect(view.state).toMatchObject({ page: 0, problem: undefined });
  });

  test('of the newest viewport replace what was asked before', async () => {
    const view = await opened();
    look(view);
    const [old] = engine.open('picture');
    look(view, ['refined']);
    expect(old.signal?.aborted).toBe(true);
    expect(engine.open('render').map(call => call.params.stages)).toEqual([['refined']]);
    old.progress({ level: 0, rect: { x: 0, y: 0, width: 1, height: 1 }, pixels: new Uint8Array(4) });
    await rested();
    expect(patches()).toEqual([]);
  });

  test('of files come while the view is dragged: one question is finished, then comes the place asked for last', async () => {
    const view = await opened();
    const at = (x: number) => {
      view.receive({ type: 'look', viewport: { ...everywhere, x }, level: 1, stages: ['noisy', 'result'] });
    };
    for (const x of [0, 1, 2, 3]) at(x);
    await settled();
    const [first] = engine.open('picture');
    expect(engine.open('picture')).toHaveLength(1);
    first.progress({ level: 1, rect: { x: 0, y: 0, width: 1, height: 1 }, pixels: new Uint8Array(4) });
    await rested();
    expect(patches()).toMatchObject([{ stage: 'noisy' }]);
    engine.take('picture').resolve({});
    await settled();
    expect(engine.open('picture').map(({ params }) => params.viewport.x)).toEqual([3]);
    // What the network makes is asked for at the last place alone.
    expect(engine.open('render').filter(({ signal }) => signal?.aborted !== true)).toHaveLength(1);
    // At another level the pixels would be of no use.
    const [second] = engine.open('picture');
    view.receive({ type: 'look', viewport: everywhere, level: 0, stages: ['noisy', 'result'] });
    expect(second.signal?.aborted).toBe(true);
  });

  test('begin with a preview by the fast model where one is asked for', async () => {
    const fast = { ...models[1], name: 'amsnet-fast' };
    const view = await opened({}, [...models, fast]);
    const preview = { viewport: everywhere, level: 2 };
    view.receive({ type: 'look', viewport: everywhere, level: 1, stages: ['noisy', 'result'], preview });
    // A run of the network would keep the noisy picture from being sent.
    expect(engine.open('render')).toEqual([]);
    engine.take('picture').resolve({});
    await settled();
    const [asked] = engine.open('render');
    expect(asked.params).toMatchObject({ preview: true, level: 2, job: { model: 'amsnet-fast' }, stages: ['result'] });
    const rect = { x: 0, y: 0, width: 1, height: 1 };
    asked.progress({ stage: 'result', level: 2, rect, pixels: new Uint8Array(4) });
    await rested();
    expect(patches()).toMatchObject([{ stage: 'preview', level: 2 }]);
    expect(engine.open('render')).toHaveLength(1);
    engine.take('render').resolve({ ...provenance, notes: [] });
    await settled();
    expect(engine.open('render')[0].params).toMatchObject({ level: 1, stages: ['result'], job: { model: 'first' } });
    expect(engine.open('render')[0].params.preview).toBeUndefined();
  });

  test('of many passes begin with what the first of them make of the result', async () => {
    const view = await opened();
    const wanted = { type: 'look', viewport: everywhere, level: 0, stages: ['result'] } as const;
    const drawn = async () => {
      const call = engine.take('render');
      const rect = { x: 0, y: 0, width: 1, height: 1 };
      call.progress({ stage: 'result', level: 0, rect, pixels: new Uint8Array(4) });
      call.resolve({ ...provenance, notes: [] });
      await rested();
      // What is to be there first is small.
      spots.push(call.params.spot !== undefined);
      return call.params.job.settings;
    };
    const spots: boolean[] = [];
    view.receive(wanted);
    expect(await drawn()).toMatchObject({ r3Ratio: 0 });
    expect(await drawn()).toMatchObject({ r3Ratio: 0.16, r3Count: 1 });
    expect(patches().map(({ stage }) => stage)).toEqual(['draft', 'draft']);
    const key = stageKey('result', { ...presetInputs, settings: presets.amsnet });
    expect(patches()[1].key).toBe(key);
    expect(await drawn()).toEqual(presets.amsnet);
    expect(patches().at(-1)).toMatchObject({ stage: 'result', key });
    // What R3 refines is there already.
    view.change({ settings: { r3Ratio: 0.3 } });
    view.receive(wanted);
    expect(await drawn()).toMatchObject({ r3Ratio: 0.3, r3Count: 1 });
    expect(await drawn()).toMatchObject({ r3Ratio: 0.3, r3Count: 8 });
    expect(spots).toEqual([true, false, false, true, false]);
    // What stands there is nearer to nine repetitions than the first one is.
    view.change({ settings: { r3Count: 9 } });
    view.receive(wanted);
    expect(await drawn()).toMatchObject({ r3Count: 9 });
    view.change({ settings: { r3Count: 8 } });
    view.receive(wanted);
    expect(await drawn()).toMatchObject({ r3Count: 1 });
  });

  test('come as soon where panes change their size meanwhile, as they do when a line below them comes or goes', async () => {
    const view = await opened();
    const wanted = { type: 'look', viewport: everywhere, level: 0, stages: ['result'] } as const;
    const moved = { ...wanted, viewport: { x: 0, y: 4, width: 600, height: 392 } };
    const rect = { x: 0, y: 0, width: 1, height: 1 };
    const patch = { stage: 'result', level: 0, rect, pixels: new Uint8Array(4) } as const;
    const open = () =>
      engine.open('render').map(({ params: { viewport, job, spot } }) => ({
        viewport,
        r3Ratio: job.settings.r3Ratio,
        r3Count: job.settings.r3Count,
        hasSpot: spot !== undefined,
      }));
    const first = { r3Ratio: 0, r3Count: 8, hasSpot: true };
    view.receive(wanted);
    expect(open()).toEqual([{ viewport: everywhere, ...first }]);
    view.receive(moved);
    // What is under way goes over to the place where the view is now.
    expect(open()).toEqual([{ viewport: moved.viewport, ...first }]);
    engine.take('render').progress(patch);
    // The small tile is there by now.
    view.receive(wanted);
    expect(open()).toEqual([{ viewport: everywhere, ...first, hasSpot: false }]);
    engine.take('render').resolve({ ...provenance, notes: [] });
    await settled();
    expect(open()).toEqual([{ viewport: everywhere, r3Ratio: 0.16, r3Count: 1, hasSpot: false }]);
    view.receive(moved);
    expect(open()).toEqual([{ viewport: moved.viewport, r3Ratio: 0.16, r3Count: 1, hasSpot: false }]);
    engine.take('render').resolve({ ...provenance, notes: [] });
    await settled();
    view.receive(wanted);
    expect(open()).toEqual([{ viewport: everywhere, r3Ratio: 0.16, r3Count: 8, hasSpot: false }]);
  });

  test('of masks begin with the union also after a single pass, and at a place that was not seen before', async () => {
    const view = await opened();
    const left = {
      type: 'look',
      viewport: { x: 0, y: 0, width: 300, height: 400 },
      level: 0,
      stages: ['result'],
    } as const;
    const drawn = async () => {
      const call = engine.take('render');
      call.resolve({ ...provenance, notes: [] });
      await settled();
      return call.params.job.settings;
    };
    view.change({ settings: presets['single-pass'] });
    view.receive(left);
    expect(await drawn()).toEqual(presets['single-pass']);
    view.change({ settings: presets.amsnet });
    for (const look of [left, { ...left, viewport: everywhere }]) {
      view.receive(look);
      expect(await drawn()).toMatchObject({ r3Ratio: 0 });
      expect(await drawn()).toMatchObject({ r3Count: 1 });
      expect(await drawn()).toEqual(presets.amsnet);
    }
    view.change({ settings: { r3Ratio: 0.3 } });
    view.receive(left);
    expect(await drawn()).toMatchObject({ r3Ratio: 0.3, r3Count: 1 });
  });

  test('of branches come with what is made of them, and are not made again', async () => {
    const view = await opened();
    view.receive({ type: 'look', viewport: everywhere, level: 0, stages: ['branch:0', 'union', 'result'] });
    const draft = engine.take('render');
    expect(draft.params).toMatchObject({ stages: ['result', 'branch:0', 'union'], job: { settings: { r3Ratio: 0 } } });
    const rect = { x: 0, y: 0, width: 1, height: 1 };
    for (const stage of draft.params.stages) draft.progress({ stage, level: 0, rect, pixels: new Uint8Array(4) });
    draft.resolve({ ...provenance, notes: [] });
    await rested();
    const inputs = { ...presetInputs, settings: presets.amsnet };
    expect(patches().map(({ stage, key }) => [stage, key])).toEqual([
      ['draft', stageKey('result', inputs)],
      ['branch:0', stageKey('branch:0', inputs)],
      ['union', stageKey('union', inputs)],
    ]);
    expect(engine.take('render').params.stages).toEqual(['result']);
  });

  test.each(['preview', 'draft'])('are asked again, and it is told, where the engine ends during a %s', async what => {
    const fast = { ...models[1], name: 'amsnet-fast' };
    const view = await opened({}, [...models, fast]);
    view.change({ settings: presets.amsnet });
    const preview = what === 'preview' ? { preview: { viewport: everywhere, level: 1 } } : {};
    view.receive({ type: 'look', viewport: everywhere, level: 1, stages: ['result'], ...preview });
    await settled();
    engine.take('render').reject(new AmsnetError('engine/crashed', 'The engine process was ended by SIGKILL.'));
    await settled();
    expect(view.state).toMatchObject({ problem: undefined, notice: expect.stringContaining('SIGKILL') as string });
  });

  test('come also where the preview fails', async () => {
    const fast = { ...models[1], name: 'amsnet-fast' };
    const view = await opened({}, [...models, fast]);
    const preview = { viewport: everywhere, level: 1 };
    view.receive({ type: 'look', viewport: everywhere, level: 1, stages: ['result'], preview });
    await settled();
    engine.take('render').reject(new AmsnetError('model/failed', 'Odd.'));
    await settled();
    expect(engine.open('render').map(call => call.params.preview)).toEqual([undefined]);
    expect(view.state.problem).toBeUndefined();
  });

  test('are asked again once after a crash, and a second crash is shown', async () => {
    const view = await opened();
    const crash = () => new AmsnetError('engine/crashed', 'The engine process was ended by SIGKILL.');
    look(view);
    const { attempt } = view.state;
    engine.take('render').reject(crash());
    await settled();
    expect(view.state).toMatchObject({
      problem: undefined,
      notice: expect.stringContaining(crash().message) as string,
      attempt: attempt + 1,
    });
    look(view);
    engine.take('render').reject(crash());
    await settled();
    expect(view.state.problem?.code).toBe('engine/crashed');
  });

  test('clear an error when they come at last', async () => {
    const view = await opened();
    look(view);
    engine.take('render').reject(new AmsnetError('model/failed', 'Odd.'));
    await settled();
    expect(view.state.problem?.code).toBe('model/failed');
    look(view, ['union']);
    engine.take('render').resolve({ ...provenance, notes: [] });
    await settled();
    expect(view.state).toMatchObject({ problem: undefined, provenance: { provider: 'CPUExecutionProvider' } });
  });
});

describe('the rest of the image', () => {
  test('follows after a rest, with the stages that are shown, once', async () => {
    const view = await opened({ findReference: () => Promise.resolve(reference) });
    view.receive({ type: 'show', stages: ['noisy', 'branch:0', 'union', 'result'] });
    look(view);
    await rested();
    expect(engine.open('denoise')).toEqual([]);
    engine.take('picture').resolve({});
    for (const call of engine.open('render')) call.resolve({ ...provenance, notes: [] });
    await rested();
    const call = engine.take('denoise');
    expect(call.params.measure).toEqual(['branch:0', 'union']);
    expect(call.params.job.reference).toBe(reference.path);
    call.resolve(report);
    await rested();
    expect(view.state.measured).toMatchObject({ report, current: true });
    expect(view.state.measured?.seconds).toBeGreaterThanOrEqual(report.seconds);
    expect(engine.open('denoise')).toEqual([]);
  });

  test('is measured again when another pane is shown', async () => {
    const view = await opened({ findReference: () => Promise.resolve(reference) });
    view.receive({ type: 'show', stages: ['union'] });
    await rested();
    engine.take('denoise').resolve(report);
    await rested();
    view.receive({ type: 'show', stages: ['union', 'single'] });
    await rested();
    expect(engine.take('denoise').params.measure).toEqual(['union', 'single']);
  });

  test('stops with a knob that moves, and the figures before are no longer current', async () => {
    const view = await opened({ findReference: () => Promise.resolve(reference) });
    await rested();
    engine.take('denoise').resolve(report);
    await settled();
    view.change({ settings: { r3Ratio: 0.5 } });
    expect(view.state.measured?.current).toBe(false);
    await rested();
    const [running] = engine.open('denoise');
    expect(running.params.job.settings.r3Ratio).toBe(0.5);
    view.change({ settings: { r3Ratio: 0.6 } });
    expect(running.signal?.aborted).toBe(true);
  });

  test('does not start before a cancelled view is changed or resumed', async () => {
    const view = await opened({ findReference: () => Promise.resolve(reference) });
    await rested();
    const [running] = engine.open('denoise');
    view.cancel();
    await rested();
    expect(running.signal?.aborted).toBe(true);
    expect(view.state).toMatchObject({ paused: true, activity: undefined });
    expect(engine.open('denoise')).toEqual([]);
    view.retry();
    await rested();
    expect(engine.open('denoise')).toHaveLength(1);
  });
});

describe('settings chosen from the image', () => {
  const second = { defaults: { model: 'second', device: 'cpu' } } as const;
  const single = presets['single-pass'];
  const masks = { ...presets.masks, masks: 4, pdFactor: 2 };
  const choice = { model: 'second', reason: 'Because.', noise, candidates: [], seconds: 1 };

  /** The first pixels are there, and a rest has passed. */
  async function looked(view: ViewSession): Promise<void> {
    look(view, ['union']);
    engine.take('render').resolve({ ...provenance, notes: [] });
    await rested();
  }

  test('begin with those of the card; the choice follows the first pixels, and the measurement the choice', async () => {
    const view = await opened(second);
    expect(view.state.auto).toEqual({ from: 'second', reason: undefined });
    expect(view.state.knobs?.settings).toEqual(single);
    await rested();
    expect(engine.open('chooseSettings')).toHaveLength(1);
    expect(engine.take('chooseSettings').params).toEqual({
      image,
      model: 'second',
      device: 'cpu',
      anyModel: true,
    });
    expect(engine.open('denoise')).toEqual([]);
  });

  test('are asked for once there is something to look at, beside the rest of the pixels', async () => {
    const view = await opened(second);
    look(view, ['noisy', 'union']);
    const patch = { level: 0, rect: everywhere, pixels: new Uint8Array(4 * 600 * 400) };
    engine.open('picture')[0].progress(patch);
    expect(engine.open('chooseSettings')).toEqual([]);
    engine.open('render')[0].progress({ ...patch, stage: 'union' });
    engine.open('render')[0].progress({ ...patch, stage: 'union' });
    expect(engine.open('chooseSettings')).toHaveLength(1);
    expect(engine.open('render')[0].signal?.aborted).toBe(false);
  });

  test('are taken with their reason, all but strength and seed', async () => {
    const view = await opened(second);
    view.change({ settings: { strength: 0.5, seed: 7 } });
    expect(view.state.auto).toEqual({ from: 'second', reason: undefined });
    await looked(view);
    engine.take('chooseSettings').resolve({ ...choice, settings: masks });
    await settled();
    expect(view.state.knobs?.settings).toEqual({ ...masks, strength: 0.5, seed: 7 });
    expect(view.state).toMatchObject({ auto: { from: 'second', reason: 'Because.' }, noise });
    expect(remembered.at(-1)).toEqual({ knobs: view.state.knobs, auto: 'second' });
    await looked(view);
    expect(engine.open('chooseSettings')).toEqual([]);
    view.measure();
    await rested();
    expect(engine.take('denoise').params.job.settings).toEqual(view.state.knobs?.settings);
  });

  test('may come with another model, and are chosen anew from the one that was asked for', async () => {
    const view = await opened(second);
    await looked(view);
    engine.take('chooseSettings').resolve({ ...choice, model: 'first', settings: single });
    await settled();
    expect(view.state).toMatchObject({ knobs: { model: 'first', settings: single }, auto: { from: 'second' } });
    void view.reload();
    await looked(view);
    expect(engine.take('chooseSettings').params.model).toBe('second');
  });

  test('that are the same change no pixel', async () => {
    const view = await opened(second);
    await looked(view);
    const { attempt } = view.state;
    engine.take('chooseSettings').resolve({ ...choice, settings: single });
    await rested();
    expect(view.state).toMatchObject({ auto: { from: 'second', reason: 'Because.' }, attempt });
  });

  test('are over with a setting by hand, and come back when asked for', async () => {
    const view = await opened(second);
    await looked(view);
    const [call] = engine.open('chooseSettings');
    view.change({ settings: { pdFactor: 3 } });
    expect(view.state.auto).toBeUndefined();
    expect(call.signal?.aborted).toBe(true);
    await looked(view);
    expect(engine.open('chooseSettings')).toEqual([]);
    view.change({ auto: true });
    expect(view.state).toMatchObject({ auto: { from: 'second', reason: undefined }, knobs: { settings: single } });
    view.change({ settings: { masks: 3 } });
    view.resetKnobs();
    expect(view.state).toMatchObject({ auto: { from: 'second', reason: undefined }, knobs: { settings: single } });
  });

  test('are none of a model that names others, nor of one without a card', async () => {
    expect((await opened()).state.auto).toBeUndefined();
    const unknown = models.map(model => ({ ...model, hasCard: false }));
    expect((await opened(second, unknown)).state.auto).toBeUndefined();
  });

  test('are chosen anew in a view that opens again or whose file changed', async () => {
    const knobs = { model: 'second', device: 'cpu', settings: masks } as const;
    const view = await opened({ ...second, memory: { knobs, auto: 'second' } });
    expect(view.state).toMatchObject({ auto: { from: 'second', reason: undefined }, knobs });
    await looked(view);
    engine.take('chooseSettings').resolve({ ...choice, settings: masks });
    await settled();
    void view.reload();
    expect(view.state.auto).toEqual({ from: 'second', reason: undefined });
    expect((await opened({ ...second, memory: { knobs } })).state.auto).toBeUndefined();
  });

  test('leave a picture that is being saved alone, and follow it', async () => {
    const view = await opened(second);
    await looked(view);
    const [call] = engine.open('chooseSettings');
    const saving = view.save('/p/out.png');
    expect(call.signal?.aborted).toBe(true);
    engine.take('denoise').resolve(report);
    await saving;
    await rested();
    expect(engine.open('chooseSettings')).toHaveLength(1);
  });

  test('that cannot be chosen are an error with a way on', async () => {
    const view = await opened(second);
    await looked(view);
    engine.take('chooseSettings').reject(new AmsnetError('model/failed', 'Broken.'));
    await settled();
    expect(view.state.problem?.code).toBe('model/failed');
    view.retry();
    await looked(view);
    expect(engine.open('chooseSettings')).toHaveLength(1);
  });
});

test('without a reference the whole image is computed only when the user asks', async () => {
  const view = await opened();
  look(view);
  await rested();
  engine.take('picture').resolve({});
  for (const call of engine.open('render')) call.resolve({ ...provenance, notes: [] });
  await rested();
  expect(engine.open('denoise')).toEqual([]);
  expect(view.state.measureSeconds).toBeGreaterThan(0);
  expect(view.state.seconds).toBeGreaterThan(0);
  view.measure();
  await rested();
  expect(engine.take('denoise').params.measure).toEqual([]);
});

describe('undo', () => {
  const ratio = (view: ViewSession) => view.state.knobs?.settings.r3Ratio;
  const set = (view: ViewSession, r3Ratio: number) => {
    view.change({ settings: { r3Ratio } });
  };

  test('goes back step by step, a slider that is dragged being one, and redo forward again', async () => {
    const view = await opened();
    const before = view.state.knobs;
    for (const each of [0.2, 0.3, 0.4]) set(view, each);
    view.change({ model: 'second' });
    expect(view.state.history).toEqual({ undo: true, redo: false });
    view.undo();
    expect(ratio(view)).toBe(0.4);
    view.undo();
    expect(view.state.knobs).toEqual(before);
    expect(view.state.history).toEqual({ undo: false, redo: true });
    view.undo();
    view.redo();
    expect(ratio(view)).toBe(0.4);
    set(view, 0.9);
    expect(view.state.history.redo).toBe(false);
  });

  test('brings back what was chosen from the image', async () => {
    const view = await opened({ defaults: { model: 'second', device: 'cpu' } });
    const { auto } = view.state;
    expect(auto).toBeDefined();
    set(view, 0.5);
    expect(view.state.auto).toBeUndefined();
    view.undo();
    expect(view.state.auto).toEqual(auto);
  });
});

test('settings get a name, are used by it, and are forgotten', async () => {
  const kept = new Map<string, OwnPreset>();
  const presets = {
    get all() {
      return [...kept.values()];
    },
    save: (preset: OwnPreset) => Promise.resolve(void kept.set(preset.name, preset)),
    remove: (name: string) => Promise.resolve(void kept.delete(name)),
  };
  const view = await opened({ presets });
  view.change({ settings: { r3Ratio: 0.7, seed: 3 } });
  await view.savePreset('mine');
  const { knobs } = view.state;
  view.change({ model: 'second' });
  view.receive({ type: 'preset', name: 'mine', action: 'use' });
  expect(view.state.knobs).toEqual(knobs);
  view.receive({ type: 'preset', name: 'mine', action: 'remove' });
  await settled();
  expect(view.state.presets).toEqual([]);
});

describe('a sweep', () => {
  const ask = (view: ViewSession) => {
    view.receive({ type: 'sweep', name: 'strength', visible: everywhere });
  };
  const result = { left: 0.5, seconds: 1 };

  test('asks once for all tries on the middle, shows each as it comes, and survives a try that is taken', async () => {
    const view = await opened();
    ask(view);
    const call = engine.take('sweep');
    const { params } = call;
    expect(params).toMatchObject({ image, region: { x: 172, y: 72, width: 256, height: 256 } });
    expect(params.points.map(({ settings }) => settings.strength)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    call.progress([result]);
    await settled();
    expect(lastState()).toMatchObject({ activity: { kind: 'sweeping' }, sweep: { results: [result], running: true } });
    view.change({ settings: { strength: 0.2 } });
    expect(view.state.sweep?.running).toBe(true);
    call.resolve({});
    await settled();
    expect(view.state).toMatchObject({ activity: undefined, sweep: { results: [result], running: false } });
  });

  test('is stopped by the user, keeps what was tried, and is of this image alone', async () => {
    const view = await opened();
    ask(view);
    const call = engine.take('sweep');
    call.progress([result]);
    view.cancel();
    await settled();
    expect(call.signal?.aborted).toBe(true);
    expect(view.state).toMatchObject({ activity: undefined, sweep: { results: [result], running: false } });
    ask(view);
    const [running] = engine.open('sweep');
    view.setReference('/p/b.png');
    await settled();
    expect(running.signal?.aborted).toBe(true);
    expect(view.state.sweep).toBeUndefined();
  });
});

test('an image that takes long is measured only when the user asks', async () => {
  const large = { ...imageInfo, width: 12000, height: 8000 };
  engine.estimate = 90;
  const view = await opened();
  const reloading = view.reload();
  await settled();
  engine.take('inspectImage').resolve(large);
  await reloading;
  await rested();
  expect(engine.open('denoise')).toEqual([]);
  expect(view.state.measureSeconds).toBe(90);
  view.measure();
  await rested();
  expect(engine.open('denoise')).toHaveLength(1);
  expect(view.state.measureSeconds).toBeUndefined();
});

describe('knobs', () => {
  test('another model brings its own settings, and everything is remembered', async () => {
    const view = await opened();
    view.change({ model: 'second' });
    expect(view.state.knobs?.settings).toEqual(models[1].defaults);
    expect(remembered).toEqual([{ knobs: view.state.knobs, auto: 'second' }]);
    view.setReference('/p/picked.png');
    expect(remembered.at(-1)).toEqual({ knobs: view.state.knobs, auto: 'second', reference: '/p/picked.png' });
  });

  test('go back to what the model recommends', async () => {
    const view = await opened();
    view.change({ settings: { masks: 7, strength: 0.2 } });
    view.resetKnobs();
    expect(view.state.knobs?.settings).toEqual(models[0].defaults);
  });
});

test('a file that changes on disk makes all pixels old', async () => {
  const view = await opened();
  const reloading = view.reload();
  await settled();
  engine.take('inspectImage').resolve({ ...imageInfo, width: 700 });
  await reloading;
  expect(view.state.image).toMatchObject({ revision: 1, info: { width: 700 } });
  look(view);
  engine.take('picture').progress({
    level: 0,
    rect: { x: 0, y: 0, width: 1, height: 1 },
    pixels: new Uint8Array(4),
  });
  await rested();
  expect(patches()[0].key).toBe('1|0');
});

test('saving computes the very job that is seen and stops measuring', async () => {
  const view = await opened({ findReference: () => Promise.resolve(reference) });
  await rested();
  const [measuring] = engine.open('denoise');
  const saving = view.save('/p/out.png');
  expect(measuring.signal?.aborted).toBe(true);
  const call = engine.take('denoise');
  expect(call.params).toEqual({ job: view.job, measure: [], output: '/p/out.png', overwrite: true });
  call.progress({ fraction: 0.5 });
  await settled();
  expect(lastState().activity).toMatchObject({ kind: 'saving', fraction: 0.5 });
  call.resolve({ ...report, output: '/p/out.png' });
  await expect(saving).resolves.toMatchObject({ output: '/p/out.png' });
  await settled();
  expect(lastState().activity).toBeUndefined();
});

test('the pixel inspector has one question open and then asks the newest', async () => {
  const view = await opened();
  for (const x of [1, 2, 3]) view.receive({ type: 'probe', x, y: 0, stages: ['union'] });
  const first = engine.take('pixel');
  expect(first.params.x).toBe(1);
  first.resolve([[0.1, 0.2, 0.3]]);
  await settled();
  const second = engine.take('pixel');
  expect(second.params.x).toBe(3);
  second.reject(new Error('lost'));
  await settled();
  view.receive({ type: 'probe', x: 4, y: 0, stages: ['union'] });
  expect(engine.take('pixel').params.x).toBe(4);
});

test('a closed view asks nothing more', async () => {
  const view = await opened();
  look(view);
  view.dispose();
  await rested();
  expect(engine.open('render')).toEqual([]);
  expect(engine.open('denoise')).toEqual([]);
});
