import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { expandInputs } from '../../../src/cli/inputs';

const folder = mkdtempSync(join(tmpdir(), 'amsnet-inputs-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
mkdirSync(join(folder, 'sub'));
for (const name of ['b.png', 'a.TIF', 'a.denoised.tif', 'notes.txt', '[1].png', 'sub/c.jpg']) {
  writeFileSync(join(folder, name), '');
}

test('a folder gives its images without results, and those below it only when asked to', async () => {
  const own = ['[1].png', 'a.TIF', 'b.png'].map(name => ({ path: join(folder, name), subfolder: '' }));
  expect(await expandInputs([folder], false)).toEqual(own);
  const below = { path: join(folder, 'sub', 'c.jpg'), subfolder: 'sub' };
  expect(await expandInputs([folder], true)).toEqual([...own, below]);
});

test('a folder without images is named beside others, and stands for nothing alone', async () => {
  const empty = join(folder, 'empty.png');
  mkdirSync(empty);
  const image = { path: join(folder, 'b.png') };
  expect(await expandInputs([image.path, empty], false)).toEqual([image, { path: empty }]);
  expect(await expandInputs([empty], false)).toEqual([]);
});

test('a pattern gives its files; a file of such a name, standard input and what is missing stay', async () => {
  const bracketed = join(folder, '[1].png');
  expect(await expandInputs([join(folder, 'b.*'), bracketed, '-', 'missing.png', 'no*.png'], false)).toEqual([
    { path: join(folder, 'b.png') },
    { path: bracketed },
    { path: '-' },
    { path: 'missing.png' },
    { path: 'no*.png' },
  ]);
});

test('a pattern leaves results out, unless it matches nothing else', async () => {
  expect(await expandInputs([join(folder, 'a.*')], false)).toEqual([{ path: join(folder, 'a.TIF') }]);
  const results = await expandInputs([join(folder, '*.denoised.*')], false);
  expect(results).toEqual([{ path: join(folder, 'a.denoised.tif') }]);
});
