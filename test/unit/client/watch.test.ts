import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Watch, type WatchedProcess } from '../../../src/client/watch';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watched(isNeeded = () => true) {
  const pings: number[] = [];
  const ends: unknown[] = [];
  const process: WatchedProcess = {
    pid: () => undefined,
    isNeeded,
    ping: () => pings.push(0),
    onSilent: (seconds, run) => ends.push([seconds, run?.model]),
    onStopped: () => ends.push('stopped'),
  };
  const watch = new Watch(process);
  const wait = (seconds: number) => vi.advanceTimersByTime(1000 * seconds);
  return { watch, pings, ends, wait };
}

it('an engine that answers, or is asked nothing, may take its time', () => {
  let isNeeded = true;
  const { watch, pings, ends, wait } = watched(() => isNeeded);
  for (let i = 0; i < 10; i++) {
    wait(250);
    watch.heard();
  }
  expect(pings.length).toBeGreaterThan(100);
  isNeeded = false;
  wait(10_000);
  expect(ends).toEqual([]);
});

it('one that does not answer is ended, and so is a run that takes longer than it may', () => {
  const silent = watched();
  silent.wait(300);
  expect(silent.ends).toEqual([[300, undefined]]);
  const running = watched();
  running.watch.running({ model: 'endless', megapixels: 1, seconds: 3900 });
  running.wait(3899);
  expect(running.ends).toEqual([]);
  running.wait(1);
  expect(running.ends).toEqual([[3900, 'endless']]);
});

it('a run that is over leaves no time of its own', () => {
  const { watch, ends, wait } = watched();
  watch.running({ model: 'slow', megapixels: 1, seconds: 3900 });
  wait(1000);
  watch.heard();
  watch.running(undefined);
  wait(299);
  expect(ends).toEqual([]);
  wait(1);
  expect(ends).toHaveLength(1);
});
