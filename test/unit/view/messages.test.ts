import { expect, test } from 'vitest';
import { ViewMessageSchema } from '../../../src/view/messages';
import { isHostMessage } from '../../../src/messages/view';

test.each([
  { type: 'ready' },
  { type: 'look', viewport: { x: 0, y: 0, width: 1, height: 1 }, level: 0, stages: ['noisy', 'branch:7'] },
  { type: 'change', change: { settings: { r3Ratio: 0.5 } } },
  { type: 'change', change: { auto: true } },
  { type: 'preset', name: 'mine', action: 'use' },
  { type: 'probe', x: 3, y: 4, stages: ['union'] },
  { type: 'command', command: 'cancel' },
])('takes %j', message => {
  expect(ViewMessageSchema.safeParse(message).data).toEqual(message);
});

test.each([
  undefined,
  'ready',
  { type: 'run', command: 'rm' },
  { type: 'look', viewport: { x: -1, y: 0, width: 1, height: 1 }, level: 0, stages: ['noisy'] },
  { type: 'look', viewport: { x: 0, y: 0, width: 1, height: 1 }, level: 0, stages: [] },
  { type: 'change', change: { settings: { masks: 99 } } },
  { type: 'change', change: { model: '' } },
  { type: 'command', command: 'workbench.action.quit' },
])('refuses %j', message => {
  expect(ViewMessageSchema.safeParse(message).success).toBe(false);
});

test('the webview takes nothing but the messages it knows', () => {
  expect(isHostMessage({ type: 'state' })).toBe(true);
  for (const other of [null, 'state', {}, { type: 'other' }]) expect(isHostMessage(other)).toBe(false);
});
