import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, mkdir, rm, writeFile } from 'node:fs/promises';
import * as nodeFiles from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fileIdentity } from '../../../src/files/same-file';
import { saveFile, type Files } from '../../../src/files/save';
import { smallDisk } from '../../small-disk';

const folder = mkdtempSync(join(tmpdir(), 'amsnet-files-'));
const disk = smallDisk(512);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  disk?.remove();
});
const bytes = Buffer.from('new');

async function newFolder(name: string): Promise<string> {
  const own = join(folder, name);
  await mkdir(own);
  return own;
}

const failure = (code: string) => Object.assign(new Error(`${code}: simulated`), { code });

/** Files whose `name` fails as a system call would. */
function failing(name: keyof Files, code: string): Files {
  return { ...nodeFiles, [name]: () => Promise.reject(failure(code)) };
}

const failingHandle = (name: 'write' | 'sync' | 'close', code: string) => watched([], name, code);

/** Files that note what is done with them, and whose handles fail at `failsAt`. */
function watched(calls: string[], failsAt?: 'write' | 'sync' | 'close', code = ''): Files {
  return {
    ...nodeFiles,
    rename: async (from, to) => {
      calls.push('rename');
      await nodeFiles.rename(from, to);
    },
    open: async (...args) => {
      const handle = await nodeFiles.open(...args);
      return new Proxy(handle, {
        get: (target, key) => {
          const value: unknown = Reflect.get(target, key);
          if (typeof value !== 'function') return value;
          return async (...given: unknown[]) => {
            calls.push(String(key));
            // A handle is closed even where closing it fails.
            if (key !== failsAt || key === 'close') await Reflect.apply(value, target, given);
            if (key === failsAt) throw failure(code);
            return { bytesWritten: bytes.length };
          };
        },
      });
    },
  };
}

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

describe('writing a file', () => {
  it('leaves an existing one alone unless told otherwise', async () => {
    const path = join(folder, 'kept');
    await writeFile(path, 'old');
    await expect(saveFile(path, bytes, false)).rejects.toMatchObject({ code: 'output/exists' });
    expect(await readFile(path, 'utf8')).toBe('old');
    await saveFile(path, pieces('ne', 'w'), true);
    expect(await readFile(path, 'utf8')).toBe('new');
    await saveFile(path, [], true);
    expect(await readFile(path, 'utf8')).toBe('');
  });

  it('tells when all is on the disk, and by what the file is known once it has its name', async () => {
    const path = join(folder, 'told');
    let told: string | undefined;
    const onWritten = async (identity: string) => {
      told = identity;
      await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
    };
    for (const overwrite of [false, true]) {
      await saveFile(path, bytes, overwrite, { onWritten });
      expect(fileIdentity(path)).toBe(told);
      await rm(path);
    }
  });

  it('flushes it before it gets its name', async () => {
    const calls: string[] = [];
    await saveFile(join(folder, 'flushed'), bytes, true, { files: watched(calls) });
    expect(calls.slice(0, 4)).toEqual(['write', 'sync', 'close', 'rename']);
  });

  it.each([
    ['write', 'ENOSPC', 'output/disk-full'],
    ['write', 'EDQUOT', 'output/disk-full'],
    ['sync', 'ENOSPC', 'output/disk-full'],
    ['sync', 'EIO', 'output/unwritable'],
    ['close', 'ENOSPC', 'output/disk-full'],
  ] as const)('that fails at %s with %s is %s and leaves nothing behind', async (name, error, code) => {
    const own = await newFolder(`${name}-${error}`);
    await expect(
      saveFile(join(own, 'x.png'), bytes, true, { files: failingHandle(name, error) }),
    ).rejects.toMatchObject({ code });
    expect(await readdir(own)).toEqual([]);
  });

  it.each([
    ['open', 'EACCES', 'output/unwritable'],
    ['rename', 'ENOSPC', 'output/disk-full'],
    ['link', 'EEXIST', 'output/exists'],
  ] as const)('that fails at %s with %s is %s, too', async (name, error, code) => {
    const own = await newFolder(`${name}-${error}`);
    const saved = saveFile(join(own, 'x.png'), bytes, name === 'rename', { files: failing(name, error) });
    await expect(saved).rejects.toMatchObject({ code });
    expect(await readdir(own)).toEqual([]);
  });

  it('that cannot be made fails with its own error, and leaves nothing behind', async () => {
    const own = await newFolder('unmade');
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield* pieces('ne');
      throw new RangeError('no more');
    }
    await expect(saveFile(join(own, 'x.png'), broken(), true)).rejects.toThrow(RangeError);
    expect(await readdir(own)).toEqual([]);
  });

  it('works on file systems without links', async () => {
    const own = await newFolder('unlinked');
    const path = join(own, 'nolinks.png');
    await saveFile(path, bytes, false, { files: failing('link', 'EPERM') });
    expect(await readFile(path, 'utf8')).toBe('new');
    const again = saveFile(path, Buffer.from('newer'), false, { files: failing('link', 'EPERM') });
    await expect(again).rejects.toMatchObject({ code: 'output/exists' });
    expect(await readFile(path, 'utf8')).toBe('new');
    const files = { ...failing('link', 'EPERM'), rename: () => Promise.reject(failure('EIO')) };
    await expect(saveFile(join(own, 'other.png'), bytes, false, { files })).rejects.toMatchObject({
      code: 'output/unwritable',
    });
    expect(await readdir(own)).toEqual(['nolinks.png']);
  });

  it('may have the longest name that there is', async () => {
    const path = join(folder, `${'x'.repeat(251)}.png`);
    await saveFile(path, bytes, false);
    expect(await readFile(path, 'utf8')).toBe('new');
  });

  it.skipIf(disk === undefined)('on a full disk names the folder and keeps what was there', async () => {
    const path = join(disk?.folder ?? '', 'x.png');
    await saveFile(path, bytes, false);
    for (const overwrite of [true, false]) {
      const other = overwrite ? path : join(disk?.folder ?? '', 'y.png');
      await expect(saveFile(other, new Uint8Array(1 << 20), overwrite)).rejects.toMatchObject({
        code: 'output/disk-full',
        message: expect.stringContaining(String(disk?.folder)) as string,
      });
    }
    expect(await readdir(disk?.folder ?? '')).toEqual(['x.png']);
    expect(await readFile(path, 'utf8')).toBe('new');
  });
});
