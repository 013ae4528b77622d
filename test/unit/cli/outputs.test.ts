import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { collision, type OutputOptions, Outputs, overwrittenInput } from '../../../src/cli/outputs';

const folder = mkdtempSync(join(tmpdir(), 'amsnet-outputs-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const inFolder = (name: string) => join(folder, name);

const files = (...paths: string[]) => paths.map(path => ({ path }));
const outputOf = (path: string, options: OutputOptions = {}) => new Outputs(options).nameOf({ path });
const outputs = new Outputs({});

test('beside the input, with its extension as it is written there', () => {
  expect(outputOf('photo.jpg')).toBe('photo.denoised.jpg');
  expect(outputOf(join('a b', 'x.y.TIFF'))).toBe(join('a b', 'x.y.denoised.TIFF'));
});

test('in another folder, whatever its name, or under a name', () => {
  expect(outputOf(join('in', 'photo.webp'), { outDir: 'out' })).toBe(join('out', 'photo.denoised.webp'));
  expect(outputOf('photo.webp', { outDir: 'o{name}t' })).toBe(join('o{name}t', 'photo.denoised.webp'));
  expect(outputOf('anim.gif', { output: 'other.gif' })).toBe('other.gif');
});

test('two results in one file are noticed however the paths are written', () => {
  expect(collision(files(join('a', 'x.png'), join('a', '..', 'a', 'x.png')), outputs)).toContain(
    'would both be written to',
  );
  expect(collision(files('x.png', 'x.jpg', 'y.png'), outputs)).toBeUndefined();
  expect(collision(files('x.png', 'x.gif'), outputs)).toBeDefined();
});

test('names that are no UTF-8, which look the same, do not stop the others', () => {
  expect(collision(files('caf\ufffd.png', 'caf\ufffd.png', 'x.png'), outputs)).toBeUndefined();
});

test('two results in one file are noticed through links of folders', () => {
  mkdirSync(inFolder('real'));
  symlinkSync('real', inFolder('linked'));
  const linked = files(inFolder('real/x.png'), inFolder('linked/x.png'));
  expect(collision(linked, outputs)).toContain('would both be written to');
});

test('a result that would replace another input is noticed by any of its names', () => {
  for (const name of ['q.png', 'q.denoised.png', 'r.png', 's.png', 'other.png']) writeFileSync(inFolder(name), name);
  symlinkSync('other.png', inFolder('r.denoised.png'));
  linkSync(inFolder('other.png'), inFolder('s.denoised.png'));
  const overwritten = (...names: string[]) => overwrittenInput(files(...names.map(inFolder)), outputs);
  for (const names of [
    ['q.png', 'q.denoised.png'],
    ['q.denoised.png', 'q.png'],
    ['r.png', 'other.png'],
    ['s.png', 'other.png'],
  ]) {
    expect(overwritten(...names), names.join(' ')).toContain('is never overwritten');
  }
  expect(overwritten('q.png', 'other.png')).toBeUndefined();
  // One that is not there yet is a result that is denoised once more.
  expect(overwritten('other.png', 'other.denoised.png')).toBeUndefined();
  expect(overwrittenInput(files('-', inFolder('q.png')), outputs)).toBeUndefined();
});

test('the results of a folder lie in subfolders as the images do; those of standard input go to standard output', () => {
  const input = { path: join('in', 'a', 'x.png'), subfolder: 'a' };
  expect(new Outputs({ outDir: 'out' }).nameOf(input)).toBe(join('out', 'a', 'x.denoised.png'));
  expect(outputOf('-')).toBe('-');
  expect(outputOf('-', { outDir: 'out' })).toBe(join('out', '-.denoised.png'));
});
