import { expect, test } from 'vitest';
import { AmsnetError, CancelledError, errorCodes } from '../../../src/core/errors';
import { isCancelled, problemOf } from '../../../src/view/problem';

test('every error that a person can meet has a recovery action', () => {
  for (const code of errorCodes) expect(problemOf(new AmsnetError(code, 'x')).actions.length, code).toBeGreaterThan(0);
  expect(problemOf(new Error('odd'))).toMatchObject({
    code: 'engine/internal',
    message: 'odd',
    actions: ['retry', 'restartEngine', 'showLog'],
  });
});

test('the recovery action fits the error', () => {
  expect(problemOf(new AmsnetError('model/incompatible', 'x')).actions[0]).toBe('chooseModel');
  expect(problemOf(new AmsnetError('device/unavailable', 'x')).actions[0]).toBe('useCpu');
  expect(problemOf(new AmsnetError('image/size-mismatch', 'x')).actions).toEqual(['chooseReference', 'clearReference']);
  expect(problemOf(new AmsnetError('output/disk-full', 'x')).actions).toEqual(['saveAs']);
});

test('a cancellation is no error', () => {
  expect(isCancelled(new CancelledError())).toBe(true);
  expect(isCancelled(new Error('cancelled'))).toBe(false);
});
