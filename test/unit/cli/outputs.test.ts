import { join } from 'node:path';
import { expect, test } from 'vitest';
import { collision, planOutputs } from '../../../src/cli/outputs';

const files = (...paths: string[]) => paths.map(path => ({ path }));
const outputOf = (input: string, options = {}) => planOutputs(files(input), options)[0].output;

test('beside the input, with its extension as it is written there', () => {
  expect(outputOf('photo.jpg')).toBe('photo.denoised.jpg');
  expect(outputOf(join('a b', 'x.y.TIFF'))).toBe(join('a b', 'x.y.denoised.TIFF'));
});

test('in another folder, or under a name', () => {
  expect(outputOf(join('in', 'photo.webp'), { outDir: 'out' })).toBe(join('out', 'photo.denoised.webp'));
  expect(outputOf('anim.gif', { output: 'other.gif' })).toBe('other.gif');
});

test('what cannot keep its format becomes PNG, with the reason', () => {
  expect(planOutputs(files('anim.gif', 'scan'), {})).toEqual([
    { input: 'anim.gif', output: 'anim.denoised.png', note: 'GIF holds 256 colours. The result is saved as PNG.' },
    { input: 'scan', output: 'scan.denoised.png', note: 'Unrecognised file extension. The result is saved as PNG.' },
  ]);
});

test('two results in one file are noticed however the paths are written', () => {
  const planned = planOutputs(files(join('a', 'x.png'), join('a', '..', 'a', 'x.png')), {});
  expect(collision(planned)).toContain('would both be written to');
  expect(collision(planOutputs(files('x.png', 'x.jpg', 'y.png'), {}))).toBeUndefined();
  expect(collision(planOutputs(files('x.png', 'x.gif'), {}))).toBeDefined();
});

test('the results of a folder lie in subfolders as the images do; those of standard input go to standard output', () => {
  const inputs = [{ path: join('in', 'a', 'x.png'), subfolder: 'a' }];
  expect(planOutputs(inputs, { outDir: 'out' })[0].output).toBe(join('out', 'a', 'x.denoised.png'));
  expect(planOutputs(files('-'), {})).toEqual([{ input: '-', output: '-' }]);
});
