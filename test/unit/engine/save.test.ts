import { link, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import * as nodeFiles from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkOutput, checkSize, saveFile, type Files } from '../../../src/engine/images/save';
import { temporaryFolder } from './support';

const folder = temporaryFolder();
const bytes = Buffer.from('new');

async function existing(name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, 'old');
  return path;
}

/** Files whose `name` fails as a system call would. */
function failing(name: keyof Files, code: string): Files {
  const error = Object.assign(new Error(`${code}: simulated`), { code });
  return { ...nodeFiles, [name]: () => Promise.reject(error) };
}

describe('an output', () => {
  it('is never the source, whatever leads there and whatever is allowed', async () => {
    const source = await existing('source.png');
    const [soft, hard] = [join(folder, 'soft.png'), join(folder, 'hard.png')];
    await symlink(source, soft);
    await link(source, hard);
    for (const output of [source, soft, hard, join(folder, '.', 'source.png')]) {
      await expect(checkOutput(output, { image: source }, true)).rejects.toMatchObject({ code: 'output/is-source' });
    }
  });

  it('is never the reference', async () => {
    const [image, reference] = [await existing('image.png'), await existing('clean.png')];
    await expect(checkOutput(reference, { image, reference }, true)).rejects.toMatchObject({
      code: 'output/is-source',
      message: expect.stringContaining('reference') as string,
    });
  });

  it('is a file, or will be one', async () => {
    const image = await existing('b.png');
    const output = join(folder, 'folder.png');
    await mkdir(output);
    await expect(checkOutput(output, { image }, true)).rejects.toMatchObject({ code: 'output/unwritable' });
  });

  it('is refused before the work where it exists, has no folder or no format', async () => {
    const source = await existing('a.png');
    await expect(checkOutput(await existing('b.png'), { image: source }, false)).rejects.toMatchObject({
      code: 'output/exists',
    });
    await expect(checkOutput(join(folder, 'none', 'b.png'), { image: source }, false)).rejects.toMatchObject({
      code: 'output/unwritable',
    });
    await expect(checkOutput(join(folder, 'b.bmp'), { image: source }, false)).rejects.toMatchObject({
      action: expect.stringContaining('.avif') as string,
    });
    await expect(checkOutput(await existing('c.JPG'), { image: source }, true)).resolves.toBe('jpeg');
  });
});

it('is refused before the work if its format is too small for the image', () => {
  const size = { width: 20_000, height: 10 };
  expect(() => {
    checkSize('a.webp', 'webp', size);
  }).toThrow('16383');
  expect(() => {
    checkSize('a.png', 'png', size);
  }).not.toThrow();
});

describe('writing', () => {
  it('leaves an existing file alone unless told otherwise', async () => {
    const path = await existing('kept.png');
    await expect(saveFile(path, bytes, false)).rejects.toMatchObject({ code: 'output/exists' });
    expect(await readFile(path, 'utf8')).toBe('old');
    await saveFile(path, bytes, true);
    expect(await readFile(path, 'utf8')).toBe('new');
  });

  it.each([
    ['writeFile', 'ENOSPC', 'output/disk-full'],
    ['writeFile', 'EDQUOT', 'output/disk-full'],
    ['writeFile', 'EACCES', 'output/unwritable'],
    ['link', 'EEXIST', 'output/exists'],
  ] as const)('that fails at %s with %s is %s and leaves nothing behind', async (name, error, code) => {
    const own = join(folder, `${name}-${error}`);
    await mkdir(own);
    await expect(saveFile(join(own, 'x.png'), bytes, false, failing(name, error))).rejects.toMatchObject({ code });
    expect(await readdir(own)).toEqual([]);
  });

  it('into a full disk leaves nothing behind, though part of it was written', async () => {
    const own = join(folder, 'part');
    await mkdir(own);
    const files: Files = {
      ...nodeFiles,
      writeFile: async path => {
        await writeFile(path, 'ne');
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      },
    };
    await expect(saveFile(join(own, 'x.png'), bytes, true, files)).rejects.toMatchObject({ code: 'output/disk-full' });
    expect(await readdir(own)).toEqual([]);
  });

  it('works on file systems without links', async () => {
    const path = join(folder, 'nolinks.png');
    await saveFile(path, bytes, false, failing('link', 'EPERM'));
    expect(await readFile(path, 'utf8')).toBe('new');
    await expect(saveFile(path, Buffer.from('newer'), false, failing('link', 'EPERM'))).rejects.toMatchObject({
      code: 'output/exists',
    });
    expect(await readFile(path, 'utf8')).toBe('new');
  });
});
