import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PatchPump } from '../../../src/view/patch-pump';
import type { KeyedPatch } from '../../../src/messages/view';

const megabyte = 1 << 20;

function patch(x: number, bytes = megabyte): KeyedPatch {
  const rect = { x, y: 0, width: 1, height: 1 };
  return { stage: 'noisy', key: '', level: 0, rect, pixels: new Uint8Array(bytes) };
}

/** A pump and the batches that it let through, each patch by its place. */
function pumped(): { pump: PatchPump; sent: number[][] } {
  const sent: number[][] = [];
  return { sent, pump: new PatchPump(patches => sent.push(patches.map(each => each.rect.x))) };
}
const gathered = () => vi.advanceTimersByTime(100);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('holds patches back until those under way are taken in, in order', () => {
  const { pump, sent } = pumped();
  for (let i = 0; i < 6; i++) pump.push(patch(i));
  gathered();
  expect(sent).toEqual([[0, 1, 2]]);
  pump.received(megabyte);
  expect(sent).toEqual([[0, 1, 2], [3]]);
  pump.received(2 * megabyte);
  expect(sent).toEqual([[0, 1, 2], [3], [4, 5]]);
});

test('sends small patches together', () => {
  const { pump, sent } = pumped();
  for (let i = 0; i < 50; i++) pump.push(patch(i, 1000));
  gathered();
  expect(sent.map(batch => batch.length)).toEqual([50]);
});

test('lets one patch through however large it is', () => {
  const { pump, sent } = pumped();
  pump.push(patch(0, 64 * megabyte));
  pump.push(patch(1));
  gathered();
  expect(sent).toEqual([[0]]);
  pump.received(64 * megabyte);
  expect(sent).toEqual([[0], [1]]);
});

test('forgets what nobody waits for, but not what is under way', () => {
  const { pump, sent } = pumped();
  for (let i = 0; i < 5; i++) pump.push(patch(i));
  gathered();
  pump.clear();
  pump.push(patch(9));
  gathered();
  expect(sent).toEqual([[0, 1, 2]]);
  pump.received(megabyte);
  expect(sent).toEqual([[0, 1, 2], [9]]);
});

test('starts anew with a new webview', () => {
  const { pump, sent } = pumped();
  for (let i = 0; i < 5; i++) pump.push(patch(i));
  gathered();
  pump.reset();
  pump.push(patch(7));
  gathered();
  expect(sent).toEqual([[0, 1, 2], [7]]);
});
