import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { defaultTemplate, formatNote, nameOf, placed, wrongTemplate, type Place } from '../../../src/batch/names';
import { AmsnetError } from '../../../src/core/errors';

const folder = mkdtempSync(join(tmpdir(), 'amsnet-names-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const photo = { path: join('in', 'a', 'x.y.JPG'), subfolder: 'a' };

test.each([
  ['{dir}/{name}.{model}.{ext}', join('in', 'a', 'x.y.my net.JPG')],
  ['out/{folder}/{name}.png', join('out', 'a', 'x.y.png')],
  ['{name}.{ext}', 'x.y.JPG'],
  [defaultTemplate(), join('in', 'a', 'x.y.denoised.JPG')],
  [defaultTemplate('{name}'), join('{name}', 'a', 'x.y.denoised.JPG')],
])('%s', (template, name) => {
  expect(nameOf(template, photo, join('models', 'my net.onnx'))).toBe(name);
});

test('an image in the folder itself, or without one, needs no place in it', () => {
  expect(nameOf('{folder}/{name}.{ext}', { path: 'x.gif' }, '')).toBe('x.png');
  expect(nameOf('{dir}/{name}.{ext}', { path: 'x.gif' }, '')).toBe('x.png');
});

test('braces in a name are no placeholders, those in a template are known ones', () => {
  expect(nameOf('{name}.{ext}', { path: '{model}.png' }, 'm')).toBe('{model}.png');
  expect(wrongTemplate('{nmae}.png')).toContain('{nmae}');
  expect(wrongTemplate('{dir}/{folder}/{name}.{model}.{ext}')).toBeUndefined();
});

test('another format is news where nobody asked for it', () => {
  expect(formatNote('{name}.{ext}', { path: 'anim.gif' })).toBe('GIF holds 256 colours. The result is saved as PNG.');
  expect(formatNote('{name}.png', { path: 'anim.gif' })).toBeUndefined();
  expect(formatNote('{name}.{ext}', { path: 'x.png' })).toBeUndefined();
});

function place(rule: Place['rule'], isOwn: Place['isOwn'] = () => false): Place {
  return { rule, taken: new Set(), isOwn, isOthers: () => false };
}
const made = (output: string, overwrite: boolean) => Promise.resolve({ output, overwrite });

test('a name that is taken is refused, left, replaced, or followed by the next number', async () => {
  const output = join(folder, 'x.png');
  for (const name of ['x.png', 'x-2.png']) writeFileSync(join(folder, name), '');
  expect(await placed(output, place('fail'), made)).toEqual({ output, overwrite: false });
  expect(await placed(output, place('replace'), made)).toEqual({ output, overwrite: true });
  expect(await placed(output, place('skip'), made)).toEqual({ taken: output });
  expect(await placed(output, place('number'), made)).toEqual({ output: join(folder, 'x-3.png'), overwrite: false });
  // One that was made of the same image before it changed.
  for (const rule of ['fail', 'skip', 'number'] as const) {
    expect(
      await placed(
        output,
        place(rule, () => true),
        made,
      ),
    ).toEqual({ output, overwrite: true });
  }
});

test('a result of another image of the batch, or such an image, is neither taken for this one’s nor replaced', async () => {
  const output = join(folder, 'z.png');
  writeFileSync(output, '');
  for (const rule of ['skip', 'number', 'replace'] as const) {
    const of = { ...place(rule), isOthers: (path: string) => path === output };
    expect(await placed(output, of, made)).toMatchObject({ output: join(folder, 'z-2.png') });
  }
});

test('two results of one batch do not get one number, and one that somebody else makes meanwhile is left alone', async () => {
  const output = join(folder, 'y.png');
  const shared = place('number');
  const slow = async (path: string) => {
    await new Promise(setImmediate);
    return { path };
  };
  const names = await Promise.all([placed(output, shared, slow), placed(output, shared, slow)]);
  expect(names).toEqual([{ path: output }, { path: join(folder, 'y-2.png') }]);

  const tried: string[] = [];
  const late = (path: string) => {
    tried.push(path);
    return tried.length === 1 ? Promise.reject(new AmsnetError('output/exists', 'taken')) : Promise.resolve({ path });
  };
  expect(await placed(output, place('number'), late)).toEqual({ path: join(folder, 'y-2.png') });
  tried.length = 0;
  expect(await placed(output, place('skip'), late)).toEqual({ taken: output });
});
