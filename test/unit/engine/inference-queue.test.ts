import { describe, expect, it } from 'vitest';
import type { RunControl } from '../../../src/core/control';
import { InferenceQueue } from '../../../src/engine/inference-queue';

const never = { isCancellationRequested: false };
const background: RunControl = { token: never, priority: 'background' };
const interactive: RunControl = { token: never, priority: 'interactive' };

describe('the inference queue', () => {
  it('lets one run through at a time, what the user looks at first, else in order', async () => {
    const inferenceQueue = new InferenceQueue();
    const log: string[] = [];
    const run = (name: string, control: RunControl) =>
      inferenceQueue.turn(control, async () => {
        log.push(`${name} begins`);
        await new Promise(setImmediate);
        log.push(`${name} ends`);
      });
    await Promise.all([run('a', background), run('b', background), run('c', interactive), run('d', interactive)]);
    expect(log).toEqual(['a', 'c', 'd', 'b'].flatMap(name => [`${name} begins`, `${name} ends`]));
  });

  it('goes by the urgency that a request has when the turn comes', async () => {
    const inferenceQueue = new InferenceQueue();
    const log: string[] = [];
    const changing: { token: typeof never; priority: RunControl['priority'] } = {
      token: never,
      priority: 'background',
    };
    const run = (name: string, control: RunControl) =>
      inferenceQueue.turn(control, () => Promise.resolve(log.push(name)));
    const all = [run('a', background), run('b', background), run('c', changing)];
    changing.priority = 'interactive';
    await Promise.all(all);
    expect(log).toEqual(['a', 'c', 'b']);
  });

  it('finishes the file that began first before the next, which runs while the first has nothing to run', async () => {
    const inferenceQueue = new InferenceQueue();
    const log: string[] = [];
    const file = async (name: string, since: number, runs: number) => {
      for (let i = 0; i < runs; i++) {
        await inferenceQueue.turn({ ...background, since }, () => Promise.resolve(log.push(name)));
      }
    };
    await Promise.all([file('second', 2, 3), file('first', 1, 3)]);
    // The one that came when nobody waited has its run.
    expect(log).toEqual(['second', 'first', 'first', 'first', 'second', 'second']);
  });

  it('turns a cancelled request away, and goes on after a failure', async () => {
    const inferenceQueue = new InferenceQueue();
    const token = { isCancellationRequested: false };
    const first = inferenceQueue.turn(background, () => {
      token.isCancellationRequested = true;
      return Promise.reject(new Error('broken'));
    });
    const cancelled = inferenceQueue.turn({ token, priority: 'background' }, () => Promise.resolve('ran'));
    const last = inferenceQueue.turn(background, () => Promise.resolve('ran'));
    await expect(first).rejects.toThrow('broken');
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    await expect(last).resolves.toBe('ran');
  });
});
