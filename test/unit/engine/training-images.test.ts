import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPhotos } from '../../../src/engine/training/images';
import { temporaryFolder } from './support';

const folder = temporaryFolder();

test('a training takes all pages of a stack, or as many as leave each large enough', async () => {
  const stack = join(folder, 'stack.pgm');
  const page = (value: number) => Buffer.concat([Buffer.from('P5\n512 256\n255\n'), Buffer.alloc(512 * 256, value)]);
  writeFileSync(stack, Buffer.concat([10, 20, 30, 40].map(page)));
  let read = 0;
  const photos = await readPhotos(stack, 200e6, () => read++);
  expect(photos.map(({ page, data, width }) => [page, data[0], width])).toEqual([[1, 10, 512], [2, 20, 512], [3, 30, 512], [4, 40, 512]]); // prettier-ignore
  expect(read).toBe(4);
  const few = await readPhotos(stack, 2 << 16, () => undefined);
  expect(few.map(({ page }) => page)).toEqual([1, 3]);
  expect(few.every(({ width, height }) => width * height <= 1.02 * (1 << 16))).toBe(true);
  const cancelled = () => {
    throw new Error('cancelled');
  };
  await expect(readPhotos(stack, 200e6, cancelled)).rejects.toThrow('cancelled');
});
