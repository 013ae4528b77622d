import { link, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buffered, checkOutput, checkSize } from '../../../src/engine/images/save';
import { temporaryFolder } from './support';

const folder = temporaryFolder();

async function existing(name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, 'old');
  return path;
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
    await expect(checkOutput(join(folder, 'caf\ufffd.png'), { image }, true)).rejects.toMatchObject({
      message: expect.stringContaining('not valid UTF-8') as string,
    });
  });

  it('has a name that the file system takes', async () => {
    const image = await existing('b.png');
    const output = join(folder, `${'long'.repeat(70)}.png`);
    await expect(checkOutput(output, { image }, true)).rejects.toMatchObject({
      code: 'output/unwritable',
      message: expect.stringContaining('name is too long') as string,
    });
  });

  it('is refused before the work where it exists, has no folder or no format', async () => {
    const source = await existing('a.png');
    await expect(checkOutput(await existing('b.png'), { image: source }, false)).rejects.toMatchObject({
      code: 'output/exists',
    });
    await expect(checkOutput(join(folder, 'none', 'b.png'), { image: source }, false)).rejects.toMatchObject({
      code: 'output/unwritable',
    });
    await expect(checkOutput(folder, { image: source }, false)).rejects.toMatchObject({
      message: expect.stringContaining('not a file but a folder') as string,
    });
    await expect(checkOutput(join(folder, 'b.doc'), { image: source }, false)).rejects.toMatchObject({
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

it('is held in memory until it is known to be large', async () => {
  const asked: number[] = [];
  async function* pieces(count: number) {
    for (let i = 0; i < count; i++) {
      asked.push(i);
      yield await Promise.resolve(new Uint8Array(25 << 20));
    }
  }
  const small = buffered(pieces(2));
  await small.next();
  expect(asked).toEqual([0, 1]);
  await small.return(undefined);
  const large = buffered(pieces(5));
  await large.next();
  expect(asked.slice(2)).toEqual([0, 1, 2]);
  await large.return(undefined);
});
