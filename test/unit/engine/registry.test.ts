import { readFile } from 'node:fs/promises';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ModelRegistry } from '../../../src/engine/models/registry';
import { createServices } from '../../../src/engine/services';
import { plain } from './networks';
import { engineHere, jobFor, savePicture, temporaryFolder } from './support';

vi.mock('node:fs/promises', async original => {
  const real = await original<typeof import('node:fs/promises')>();
  return { ...real, readFile: vi.fn(real.readFile) };
});

const root = temporaryFolder();
let folder: string;
let count = 0;

/** Names of the files that were read since the last call. */
function read(): string[] {
  const { calls } = vi.mocked(readFile).mock;
  const names = calls.map(([path]) => (typeof path === 'string' ? path.slice(folder.length + 1) : ''));
  calls.length = 0;
  return names;
}

function writeCard(name: string, card: object = {}): void {
  const required = { name, inputs: { input: '' }, outputs: { output: '' }, stride: 1, halo: 4 };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ ...required, ...card }));
}

function addModel(name: string, card: object = {}): void {
  writeFileSync(join(folder, `${name}.onnx`), name);
  writeCard(name, card);
}

beforeEach(() => {
  folder = join(root, String(count++));
  mkdirSync(folder);
  read();
});

describe('cards', () => {
  it('are read once, however often somebody asks', async () => {
    addModel('a');
    addModel('b');
    const registry = new ModelRegistry([folder]);
    await Promise.all([registry.list(), registry.list(), registry.find('b'), registry.find(join(folder, 'a.onnx'))]);
    expect(read()).toEqual(['a.json', 'b.json']);
    expect((await registry.list()).map(({ name }) => name)).toEqual(['a', 'b']);
    await registry.find('b');
    await registry.find(join(folder, 'a.onnx'));
    expect(read()).toEqual([]);
  });

  it('are read only as far as the model that is asked for', async () => {
    for (const name of ['a', 'b', 'c']) addModel(name);
    const registry = new ModelRegistry([folder]);
    expect((await registry.find(undefined)).name).toBe('a');
    expect(read()).toEqual(['a.json']);
    expect((await registry.find('b')).name).toBe('b');
    expect(read()).toEqual(['b.json']);
  });

  it('that changed are seen by the next request, and those alone are read again', async () => {
    addModel('a');
    addModel('b');
    const registry = new ModelRegistry([folder]);
    const [, before] = await registry.list();
    read();
    writeCard('b', { license: 'another one' });
    const [, after] = await registry.list();
    expect(read()).toEqual(['b.json']);
    expect(after.card?.license).toBe('another one');
    // What was measured or computed with the old card is not taken for the new one.
    expect(after.key).not.toBe(before.key);
    writeFileSync(join(folder, 'b.onnx'), 'other weights');
    expect((await registry.find('b')).key).not.toBe(after.key);
    expect(read()).toEqual([]);
  });

  it('and models that are gone, and new ones, are seen by the next request', async () => {
    addModel('a');
    addModel('b');
    addModel('c');
    const registry = new ModelRegistry([folder]);
    await registry.list();
    rmSync(join(folder, 'a.onnx'));
    rmSync(join(folder, 'b.json'));
    addModel('d');
    expect((await registry.list()).map(({ name }) => name)).toEqual(['c', 'd']);
    await expect(registry.find('a')).rejects.toMatchObject({ code: 'model/not-found' });
    expect((await registry.find(join(folder, 'b.onnx'))).card).toBeUndefined();
    writeCard('b', { license: 'back again' });
    expect((await registry.find('b')).card?.license).toBe('back again');
  });

  it('that are invalid are reported once, and again when they have changed and still are', async () => {
    addModel('a');
    addModel('b', { stride: 0 });
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const registry = new ModelRegistry([folder]);
      for (let i = 0; i < 3; i++) expect((await registry.list()).map(({ name }) => name)).toEqual(['a']);
      expect(written.mock.calls.map(String)).toEqual([expect.stringContaining('b.json is invalid')]);
      await expect(registry.find(join(folder, 'b.onnx'))).rejects.toMatchObject({ code: 'model/unreadable' });
      writeCard('b', { stride: -1, license: 'MIT' });
      await registry.list();
      expect(written).toHaveBeenCalledTimes(2);
      writeCard('b');
      expect((await registry.list()).map(({ name }) => name)).toEqual(['a', 'b']);
    } finally {
      written.mockRestore();
    }
  });
});

it('a view that is drawn and looked at reads no card again, and sees a card that has changed', async () => {
  const model = plain(folder, 4);
  writeCard('plain4', { singlePass: true });
  const image = await savePicture(join(folder, 'photo.png'), 64, 48);
  const engine = engineHere(createServices([folder]));
  const job = jobFor(image, { model: 'plain4', tile: 32 });
  const viewport = { x: 0, y: 0, width: 64, height: 48 };
  await engine('render', { job, stages: ['union'], viewport, level: 0 });
  expect(read().filter(name => name.endsWith('.json'))).toEqual(['plain4.json']);
  await engine('render', { job, stages: ['union'], viewport, level: 0 });
  const [before] = await engine('pixel', { job, stages: ['union'], x: 31, y: 5 });
  expect(read()).toEqual([]);
  // At the edge of a tile pixels depend on how much is seen around it.
  writeCard('plain4', { singlePass: true, halo: 0 });
  expect(await engine('inspectModel', { model })).toMatchObject({ halo: 0 });
  await engine('render', { job, stages: ['union'], viewport, level: 0 });
  const [after] = await engine('pixel', { job, stages: ['union'], x: 31, y: 5 });
  expect(after).not.toEqual(before);
});
