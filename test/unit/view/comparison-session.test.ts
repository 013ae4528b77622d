import { beforeEach, describe, expect, test } from 'vitest';
import type { PairScore } from '../../../src/client/contract';
import { AmsnetError } from '../../../src/core/errors';
import { imageKey, pageOf, pagesIn, pairKey, type ComparisonHostMessage } from '../../../src/messages/comparison';
import { namesOf } from '../../../src/view/comparison/comparison-files';
import { ComparisonSession } from '../../../src/view/comparison/comparison-session';
import { ComparisonMessageSchema } from '../../../src/view/messages';
import { FakeEngine, imageInfo } from './fake-engine';

const viewport = { x: 0, y: 0, width: 600, height: 400 };
const score: PairScore = { psnr: 30, ssim: 0.9, peak: 255, peakBasis: 'depth', maxDifference: 12, pages: 1, notes: [] };
let engine: FakeEngine;
let session: ComparisonSession;
let posted: ComparisonHostMessage[];

const settle = () => new Promise(resolve => setTimeout(resolve, 15));

beforeEach(() => {
  engine = new FakeEngine();
  posted = [];
  const images = ['a', 'b', 'c'].map(name => ({ name, origin: `/p/${name}.png`, path: `/p/${name}.png` }));
  session = new ComparisonSession({ id: '1', images, engine });
  session.attach(message => posted.push(message));
});

/** Opens with one change of what the usual image is for each. */
async function opened(...changes: Partial<typeof imageInfo>[]): Promise<void> {
  void session.open();
  for (let i = 0; i < 3; i++) engine.take('inspectImage').resolve({ ...imageInfo, ...changes.at(i) });
  await settle();
}

describe('a comparison', () => {
  test('reads the images that are looked at, in the range of the first, and computes nothing', async () => {
    await opened();
    session.receive({ type: 'look', viewport, level: 1, stages: ['image:2', 'image:0'] });
    const like = { image: '/p/a.png', page: 0 };
    expect(engine.open('picture').map(({ params }) => params)).toEqual([
      { image: '/p/c.png', page: 0, like, viewport, level: 1 },
      { image: '/p/a.png', page: 0, like, viewport, level: 1 },
    ]);
    const rect = { x: 0, y: 0, width: 1, height: 1 };
    engine.take('picture').progress({ level: 1, rect, pixels: new Uint8Array(4) });
    await settle();
    const patches = posted.flatMap(message => (message.type === 'patches' ? message.patches : []));
    expect(patches).toMatchObject([{ stage: 'image:2', key: imageKey(session.state, 2) }]);
    expect(engine.open('render')).toEqual([]);
    // A newer viewport takes the place of the one before.
    session.receive({ type: 'look', viewport, level: 0, stages: ['image:1'] });
    expect(engine.open('picture').map(({ params }) => params.level)).toEqual([0]);
  });

  test('opens no file that it was not opened with, whatever the page asks for', async () => {
    await opened();
    session.receive({ type: 'look', viewport, level: 0, stages: ['image:5'] });
    session.receive({ type: 'show', stages: ['image:4', 'image:5'] });
    expect([...engine.open('picture'), ...engine.open('compare')]).toEqual([]);
    const look = { type: 'look', viewport, level: 0 };
    for (const stages of [['image:6'], ['image:-1'], ['image:1.5'], ['/etc/passwd'], ['noisy'], []])
      expect(ComparisonMessageSchema.safeParse({ ...look, stages }).success).toBe(false);
    expect(ComparisonMessageSchema.safeParse({ ...look, stages: ['image:0', 'image:5'] }).success).toBe(true);
  });

  test('measures what is selected, each image as soon as it can, and answers no older question', async () => {
    await opened();
    const selection = { shape: 'rectangle', from: { x: 1, y: 2 }, to: { x: 5, y: 9 } } as const;
    session.receive({ type: 'select', question: 1, selection, stages: ['image:0', 'image:1'] });
    session.receive({ type: 'select', question: 2, selection, stages: ['image:1', 'image:2', 'image:5'] });
    const [first, second, ...others] = engine.open('measurement');
    expect(others).toEqual([]);
    const like = { image: '/p/a.png', page: 0 };
    const against = { image: '/p/b.png', page: 0, like };
    expect(first.params).toEqual({ picture: against, selection });
    expect(second.params).toEqual({ picture: { image: '/p/c.png', page: 0, like }, against, selection });
    second.resolve({ profile: [1] });
    await settle();
    const answers = posted.filter(({ type }) => type === 'measurement');
    expect(answers).toEqual([
      { type: 'measurement', question: 2, value: { stage: 'image:2', measurement: { profile: [1] } } },
    ]);
    session.receive({ type: 'select', question: 3, stages: [] });
    expect(engine.open('measurement').every(({ signal }) => signal?.aborted)).toBe(true);
  });

  test('measures those in sight against the first of them, one after the other, once', async () => {
    await opened();
    session.receive({ type: 'show', stages: ['image:1', 'image:0', 'image:2'] });
    expect(engine.open('compare')).toHaveLength(1);
    const first = engine.take('compare');
    expect(first.params).toEqual({ image: '/p/a.png', reference: '/p/b.png', page: 0, referencePage: 0 });
    expect(session.state.activity?.kind).toBe('comparing');
    first.resolve(score);
    await settle();
    engine.take('compare').resolve(score);
    await settle();
    expect(Object.keys(session.state.scores)).toEqual([pairKey(0, 1), pairKey(2, 1)]);
    expect(session.state.activity).toBeUndefined();
    session.receive({ type: 'show', stages: ['image:1', 'image:2'] });
    expect(engine.open('compare')).toEqual([]);
    // A changed file makes all of it old.
    void session.reload(2);
    engine.take('inspectImage').resolve(imageInfo);
    await settle();
    expect(engine.take('compare').params).toMatchObject({ image: '/p/c.png' });
  });

  test('puts images of other sizes on one canvas, as the user aligns them, and measures what can be', async () => {
    await opened({}, { width: 300, height: 500 });
    const before = imageKey(session.state, 1);
    session.receive({ type: 'align', alignment: 'stretch' });
    expect(imageKey(session.state, 1)).not.toBe(before);
    session.receive({ type: 'look', viewport, level: 0, stages: ['image:1'] });
    expect(engine.take('picture').params.canvas).toEqual({ width: 600, height: 500, alignment: 'stretch' });
    session.receive({ type: 'show', stages: ['image:0', 'image:1', 'image:2'] });
    engine.take('compare').reject(new AmsnetError('image/size-mismatch', 'no'));
    await settle();
    engine.take('compare').resolve(score);
    await settle();
    expect(session.state.scores).toEqual({ [pairKey(1, 0)]: null, [pairKey(2, 0)]: score });
    expect(session.state.problem).toBeUndefined();
  });

  test('turns the pages of all that have several', async () => {
    await opened({ pages: 3 }, {}, { pages: 5 });
    const shown = () => [0, 1, 2].map(index => pageOf(session.state, index));
    expect(pagesIn(session.state)).toBe(5);
    session.receive({ type: 'page', page: 5 });
    expect(session.state.page).toBe(0);
    session.receive({ type: 'page', page: 2 });
    session.receive({ type: 'look', viewport, level: 0, stages: ['image:0', 'image:1', 'image:2'] });
    expect(engine.open('picture').map(({ params }) => params.page)).toEqual([2, 0, 2]);
    session.receive({ type: 'show', stages: ['image:1', 'image:0'] });
    const pages = { page: 2, referencePage: 0 };
    expect(engine.take('compare').params).toEqual({ image: '/p/a.png', reference: '/p/b.png', ...pages });
    // The shorter one stays at its end; one whose pages lie elsewhere keeps its distance.
    session.receive({ type: 'page', page: 4 });
    expect(shown()).toEqual([2, 0, 4]);
    session.receive({ type: 'page', page: 1 });
    session.receive({ type: 'page', page: 3, image: 2 });
    expect(shown()).toEqual([1, 0, 3]);
    session.receive({ type: 'page', page: 0 });
    expect(shown()).toEqual([0, 0, 2]);
  });

  test('says what is wrong with a file, and goes on when asked', async () => {
    void session.open();
    engine.take('inspectImage').reject(new AmsnetError('image/unreadable', 'broken'));
    for (let i = 0; i < 2; i++) engine.take('inspectImage').resolve(imageInfo);
    await settle();
    expect(session.state.problem).toMatchObject({ message: 'broken', actions: ['retry', 'showLog'] });
    session.retry();
    engine.take('inspectImage').resolve(imageInfo);
    await settle();
    expect(session.state.problem).toBeUndefined();
    expect(session.state.images.every(({ info }) => info)).toBe(true);
  });

  test('stops when told, and when nobody looks', async () => {
    await opened();
    session.receive({ type: 'show', stages: ['image:0', 'image:1'] });
    const call = engine.take('compare');
    session.cancel();
    expect(call.signal?.aborted).toBe(true);
    expect(session.state).toMatchObject({ paused: true, activity: undefined });
    session.retry();
    const again = engine.take('compare');
    session.detach();
    expect(again.signal?.aborted).toBe(true);
    expect(session.state.problem).toBeUndefined();
  });
});

test('images are called by what tells them apart', () => {
  const names = (...paths: [string, string?][]) =>
    namesOf(paths.map(([path, version]) => ({ uri: { path } as never, version })));
  expect(names(['/x/a.png'], ['/x/b.png'])).toEqual(['a.png', 'b.png']);
  expect(names(['/x/one/a.png'], ['/x/two/a.png'], ['/x/b.png'])).toEqual(['one/a.png', 'two/a.png', 'b.png']);
  expect(names(['/x/a.png', 'HEAD'], ['/x/a.png'])).toEqual(['a.png (HEAD)', 'a.png']);
});
