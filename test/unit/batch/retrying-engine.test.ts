/** What an engine that ended in the middle of a request is asked the second time. */
import { expect, test } from 'vitest';
import { RetryingEngine } from '../../../src/batch/retrying-engine';
import type { Engine, Params } from '../../../src/client/contract';
import { AmsnetError } from '../../../src/core/errors';

/** Ends at each of the first requests. */
function crashing(times: number, mayLackMemory = true) {
  const asked: unknown[] = [];
  const engine: Engine = {
    request: (_, params) => {
      asked.push(params);
      return asked.length <= times
        ? Promise.reject(
            new AmsnetError('engine/crashed', 'The engine process was ended', '', { cause: { mayLackMemory } }),
          )
        : (Promise.resolve({}) as Promise<never>);
    },
  };
  return { asked, engine: new RetryingEngine(engine) };
}

const job = (tile: number) => ({ job: { image: 'a.png', tile } }) as Params<'denoise'>;

test('a request that works in tiles is repeated with tiles of half the edge, and says so', async () => {
  const { asked, engine } = crashing(1);
  await engine.request('denoise', job(1024));
  expect(asked).toEqual([job(1024), job(512)]);
  expect(engine.notes).toEqual([expect.stringContaining('tiles of half the size')]);
});

test('any other request, and one whose tiles are small, is repeated as it is', async () => {
  const models = crashing(1);
  await models.engine.request('models', {});
  expect(models.asked).toEqual([{}, {}]);
  expect(models.engine.notes).toEqual([expect.not.stringContaining('tiles')]);
  const small = crashing(1);
  await small.engine.request('denoise', job(64));
  expect(small.asked).toEqual([job(64), job(64)]);
});

test('a request during which somebody ended the engine is repeated as it is', async () => {
  const { asked, engine } = crashing(1, false);
  await engine.request('denoise', job(1024));
  expect(asked).toEqual([job(1024), job(1024)]);
  expect(engine.notes).toEqual([expect.not.stringContaining('tiles')]);
});

test('only once', async () => {
  const { asked, engine } = crashing(2);
  await expect(engine.request('denoise', job(256))).rejects.toMatchObject({ code: 'engine/crashed' });
  expect(asked).toHaveLength(2);
});
