import { expect, test } from 'vitest';
import { AmsnetError, CancelledError, errorCodes } from '../../../src/core/errors';
import { isCancelled, problemOf } from '../../../src/view/problem';

test('every error that a person can meet has a way out', () => {
  for (const code of errorCodes) expect(problemOf(new AmsnetError(code, 'x')).ways.length, code).toBeGreaterThan(0);
  expect(problemOf(new Error('odd'))).toMatchObject({
    code: 'engine/internal',
    message: 'odd',
    ways: ['retry', 'restartEngine', 'showLog'],
  });
});

test('the way out fits the error', () => {
  expect(problemOf(new AmsnetError('model/incompatible', 'x')).ways[0]).toBe('chooseModel');
  expect(problemOf(new AmsnetError('device/unavailable', 'x')).ways[0]).toBe('useCpu');
  expect(problemOf(new AmsnetError('image/size-mismatch', 'x')).ways).toEqual(['chooseReference', 'clearReference']);
  expect(problemOf(new AmsnetError('output/disk-full', 'x')).ways).toEqual(['saveAs']);
});

test('a cancellation is no error', () => {
  expect(isCancelled(new CancelledError())).toBe(true);
  expect(isCancelled(new Error('cancelled'))).toBe(false);
});
