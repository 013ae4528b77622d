import { expect, test } from 'vitest';
import { imageAmong } from '../../../src/commands/denoise-cell-output';

const item = (mime: string, ...data: number[]) => ({ mime, data: Uint8Array.from(data) });

test('the last picture of a cell is taken, as PNG if it is there', () => {
  const words = { items: [item('text/plain', 1)] };
  const jpeg = { items: [item('text/plain', 1), item('image/jpeg', 2)] };
  const both = { items: [item('image/jpeg', 3), item('image/png', 4)] };
  expect(imageAmong([words])).toBeUndefined();
  expect(imageAmong([jpeg, words])).toEqual({ data: Uint8Array.of(2), extension: 'jpg' });
  expect(imageAmong([jpeg, both, words])).toEqual({ data: Uint8Array.of(4), extension: 'png' });
});
