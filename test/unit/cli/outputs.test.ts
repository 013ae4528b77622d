import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { collision, overwrittenInput, planOutputs } from '../../../src/cli/outputs';

const folder = mkdtempSync(join(tmpdir(), 'amsnet-outputs-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const inFolder = (name: string) => join(folder, name);

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

test('two results in one file are noticed through links of folders', () => {
  mkdirSync(inFolder('real'));
  symlinkSync('real', inFolder('linked'));
  const planned = planOutputs(files(inFolder('real/x.png'), inFolder('linked/x.png')), {});
  expect(collision(planned)).toContain('would both be written to');
});

test('a result that would replace another input is noticed by any of its names', () => {
  for (const name of ['q.png', 'q.denoised.png', 'r.png', 's.png', 'other.png']) writeFileSync(inFolder(name), name);
  symlinkSync('other.png', inFolder('r.denoised.png'));
  linkSync(inFolder('other.png'), inFolder('s.denoised.png'));
  const planned = (...names: string[]) => planOutputs(files(...names.map(inFolder)), {});
  for (const names of [
    ['q.png', 'q.denoised.png'],
    ['q.denoised.png', 'q.png'],
    ['r.png', 'other.png'],
    ['s.png', 'other.png'],
  ]) {
    expect(overwrittenInput(planned(...names)), names.join(' ')).toContain('is never overwritten');
  }
  expect(overwrittenInput(planned('q.png', 'other.png'))).toBeUndefined();
  // One that is not there yet is a result that is denoised once more.
  expect(overwrittenInput(planned('other.png', 'other.denoised.png'))).toBeUndefined();
  expect(overwrittenInput(planOutputs(files('-', inFolder('q.png')), {}))).toBeUndefined();
});

test('the results of a folder lie in subfolders as the images do; those of standard input go to standard output', () => {
  const inputs = [{ path: join('in', 'a', 'x.png'), subfolder: 'a' }];
  expect(planOutputs(inputs, { outDir: 'out' })[0].output).toBe(join('out', 'a', 'x.denoised.png'));
  expect(planOutputs(files('-'), {})).toEqual([{ input: '-', output: '-' }]);
});
