/** Several requests that want the same tile at the same time. */
import { expect, test } from 'vitest';
import type { RunControl } from '../../../src/core/control';
import { CancelledError } from '../../../src/core/errors';
import type { Planes } from '../../../src/core/geometry';
import { TileCache } from '../../../src/core/tile-cache';
import { cancellable, pipelineOf, fakeNetwork, testImage } from './support';

/** A computation of two runs that waits for `step` before each. */
function stepwise() {
  const steps: (() => void)[] = [];
  const started: RunControl[] = [];
  const tile: Planes = { width: 1, height: 1, data: new Float32Array(3) };
  const compute = async (control: RunControl) => {
    started.push(control);
    for (let run = 0; run < 2; run++) {
      await new Promise<void>(resolve => steps.push(resolve));
      if (control.token.isCancellationRequested) throw new CancelledError();
      control.onPass?.(10);
    }
    return tile;
  };
  const step = async () => {
    steps.shift()?.();
    await new Promise(resolve => setImmediate(resolve));
  };
  return { compute, step, started, tile };
}

test('is computed once for all', async () => {
  const { compute, step, started, tile } = stepwise();
  const cache = new TileCache(1000);
  const both = [cancellable(), cancellable()].map(({ control }) => cache.obtain('a', control, compute));
  await step();
  await step();
  expect(await Promise.all(both)).toEqual([tile, tile]);
  expect(started.length).toBe(1);
});

test('reports its runs to all', async () => {
  const { compute, step } = stepwise();
  const cache = new TileCache(1000);
  const seen = [0, 0];
  const both = [0, 1].map(i =>
    cache.obtain('a', { ...cancellable().control, onPass: pixels => (seen[i] += pixels) }, compute),
  );
  await step();
  await step();
  await Promise.all(both);
  expect(seen).toEqual([20, 20]);
});

test('goes on for the others when one is cancelled, which leaves at once', async () => {
  const { compute, step, started, tile } = stepwise();
  const cache = new TileCache(1000);
  const first = cancellable();
  const cancelled = cache.obtain('a', first.control, compute);
  const other = cache.obtain('a', cancellable().control, compute);
  first.cancel();
  await expect(cancelled).rejects.toBeInstanceOf(CancelledError);
  await step();
  await step();
  expect(await other).toBe(tile);
  expect(started.length).toBe(1);
});

test('stops when all are cancelled; who comes then starts anew', async () => {
  const { compute, step, started, tile } = stepwise();
  const cache = new TileCache(1000);
  const first = cancellable();
  const cancelled = cache.obtain('a', first.control, compute);
  first.cancel();
  await expect(cancelled).rejects.toBeInstanceOf(CancelledError);
  expect(started[0].token.isCancellationRequested).toBe(true);
  const next = cache.obtain('a', cancellable().control, compute);
  expect(started[0].token.isCancellationRequested).toBe(true);
  for (let i = 0; i < 3; i++) await step();
  expect(await next).toBe(tile);
  expect(started.length).toBe(2);
  expect(cache.get('a')).toBe(tile);
});

test('a token without an event lets its request leave at the end of the run', async () => {
  const { compute, step } = stepwise();
  const cache = new TileCache(1000);
  const token = { isCancellationRequested: false };
  const cancelled = cache.obtain('a', { token, priority: 'background' }, compute);
  const other = cache.obtain('a', cancellable().control, compute);
  const left = expect(cancelled).rejects.toBeInstanceOf(CancelledError);
  token.isCancellationRequested = true;
  await step();
  await left;
  await step();
  await other;
});

test('is as urgent as its most urgent request', async () => {
  const { compute, step, started } = stepwise();
  const cache = new TileCache(1000);
  const background = cache.obtain('a', cancellable().control, compute);
  expect(started[0].priority).toBe('background');
  const urgent = cancellable(Infinity, 'interactive');
  const interactive = cache.obtain('a', urgent.control, compute);
  expect(started[0].priority).toBe('interactive');
  urgent.cancel();
  await expect(interactive).rejects.toBeInstanceOf(CancelledError);
  expect(started[0].priority).toBe('background');
  await step();
  await step();
  await background;
});

test('an error reaches all and is not remembered', async () => {
  const cache = new TileCache(1000);
  const fail = () => Promise.reject(new Error('no memory'));
  const both = [0, 1].map(() => cache.obtain('a', cancellable().control, fail));
  for (const one of both) await expect(one).rejects.toThrow('no memory');
  const { compute, step, tile } = stepwise();
  const next = cache.obtain('a', cancellable().control, compute);
  await step();
  await step();
  expect(await next).toBe(tile);
});

test('neighbouring tiles of R3 share the union tiles between them', async () => {
  const network = fakeNetwork();
  const pipeline = pipelineOf(testImage(48, 48), { r3Count: 1 }, { network, tile: 16 });
  const { control } = cancellable();
  await Promise.all([...pipeline.tiles.keys()].map(index => pipeline.tile('refined', index, control)));
  expect(network.batches.length).toBe(2 * pipeline.tiles.length);
});

test('holds no more bytes than its limit and forgets what was used longest ago', () => {
  const cache = new TileCache(100);
  const tile = (values: number): Planes => ({ width: 1, height: 1, data: new Float32Array(values) });
  for (const key of ['a', 'b', 'c', 'd']) cache.set(key, tile(6));
  expect(cache.bytes).toBe(96);
  cache.get('a');
  cache.set('e', tile(6));
  expect(['a', 'b', 'c', 'd', 'e'].filter(key => cache.get(key))).toEqual(['a', 'c', 'd', 'e']);
  cache.set('huge', tile(26));
  expect(cache.get('huge')).toBeUndefined();
  cache.set('a', tile(3));
  expect(cache.bytes).toBe(84);
});
