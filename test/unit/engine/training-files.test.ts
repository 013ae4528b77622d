import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { ModelCard } from '../../../src/engine/models/card';
import {
  claimFiles,
  saveLearned,
  saveResult,
  trainingFilesAt,
  type TrainingFiles,
} from '../../../src/engine/training/files';
import { writeCheckpoint } from '../../../src/train/checkpoint';
import { smallDisk } from '../../small-disk';
import { temporaryFolder } from './support';

const folder = temporaryFolder();
const disk = smallDisk(1024);
afterAll(() => {
  disk?.remove();
});
const card = ModelCard.parse({ name: 'a', inputs: { input: '' }, outputs: { output: '' }, stride: 1, halo: null });
const model = Uint8Array.of(1, 2, 3);
const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

function newFiles(name: string): TrainingFiles {
  mkdirSync(join(folder, name));
  return trainingFilesAt(join(folder, name, 'a.onnx'));
}

describe('what was learned', () => {
  it('is the model before the checkpoint: a full disk then costs the checkpoint alone, and that is said', async () => {
    const files = newFiles('checkpoint');
    const saveCheckpoint = () => {
      expect([...readFileSync(files.model)]).toEqual([1, 2, 3]);
      expect(existsSync(files.card)).toBe(true);
      return Promise.reject(full);
    };
    const saved = await saveLearned(files, model, card, saveCheckpoint);
    expect(saved.checkpoint).toBe(false);
    expect(saved.notes).toEqual([expect.stringContaining(`no space left in ${join(folder, 'checkpoint')}`)]);
  });

  it('is kept in the checkpoint where the model cannot be written', async () => {
    const files = newFiles('model');
    // A folder cannot be replaced by a file.
    mkdirSync(files.model);
    const saveCheckpoint = () => {
      writeFileSync(files.checkpoint, 'all of it');
      return Promise.resolve();
    };
    await expect(saveLearned(files, model, card, saveCheckpoint)).rejects.toMatchObject({
      code: 'output/unwritable',
      action: expect.stringContaining(`The progress is saved in ${files.checkpoint}`) as string,
    });
    expect(readFileSync(files.checkpoint, 'utf8')).toBe('all of it');
  });

  it('is said to be lost where it is, in whole or since the last checkpoint', async () => {
    const files = newFiles('lost model');
    mkdirSync(files.model);
    const saveCheckpoint = () => Promise.reject(full);
    await expect(saveLearned(files, model, card, saveCheckpoint)).rejects.toMatchObject({
      action: expect.stringContaining('What was learned is lost') as string,
    });
    writeFileSync(files.checkpoint, 'half of it');
    await expect(saveLearned(files, model, card, saveCheckpoint)).rejects.toMatchObject({
      action: expect.stringContaining('what came after it is lost') as string,
    });
  });

  it.skipIf(disk === undefined)('is saved into the room that is there, and nothing else is left', async () => {
    const files = trainingFilesAt(join(disk?.folder ?? '', 'a.onnx'));
    const weights = new Float32Array(1 << 16);
    const progress = { version: 2 as const, step: 1, seconds: 1, size: weights.length, plan: '', validation: [] };
    const vectors = { parameters: weights, moment1: weights, moment2: weights, average: weights, best: weights };
    const saveCheckpoint = () => writeCheckpoint(files.checkpoint, { progress, weights: vectors });
    const saved = await saveLearned(files, new Uint8Array(1 << 18), card, saveCheckpoint);
    expect(saved).toMatchObject({ checkpoint: false, notes: [expect.stringContaining(String(disk?.folder))] });
    expect(readdirSync(String(disk?.folder)).sort()).toEqual(['a.json', 'a.onnx']);
  });
});

describe('the result of a training', () => {
  it('leaves no checkpoint where the training is done', async () => {
    const files = newFiles('done');
    for (const canGoOn of [true, false]) {
      writeFileSync(files.checkpoint, 'half of it');
      await saveResult(files, model, card, canGoOn);
      const names = ['a.json', 'a.onnx', ...(canGoOn ? ['a.checkpoint'] : [])];
      expect(readdirSync(join(folder, 'done')).sort()).toEqual(names.sort());
    }
  });

  it('that is the model as it was trained changes its card alone', async () => {
    const files = newFiles('card alone');
    writeFileSync(files.model, 'as trained');
    await saveResult(files, undefined, card, true);
    expect(readFileSync(files.model, 'utf8')).toBe('as trained');
    expect(readdirSync(join(folder, 'card alone')).sort()).toEqual(['a.json', 'a.onnx']);
  });

  it('that cannot be written leaves the model as it was trained, and says so', async () => {
    const files = newFiles('as trained');
    mkdirSync(files.model);
    await expect(saveResult(files, model, card, false)).rejects.toMatchObject({
      code: 'output/unwritable',
      action: expect.stringContaining(`${files.model} is the model as it was trained`) as string,
    });
  });
});

describe('the files of a training', () => {
  it('are taken by one at a time, whatever links lead to them', async () => {
    const files = newFiles('claimed');
    symlinkSync('claimed', join(folder, 'linked'));
    const claim = await claimFiles(files, 0);
    const again = trainingFilesAt(join(folder, 'linked', 'a.onnx'));
    await expect(claimFiles(again, 0)).rejects.toMatchObject({ code: 'output/unwritable' });
    await claim.release();
    await (await claimFiles(again, 0)).release();
    expect(readdirSync(join(folder, 'claimed'))).toEqual([]);
  });

  it('wait for one that is about to end', async () => {
    const files = newFiles('waiting');
    const claim = await claimFiles(files, 0);
    const next = claimFiles(files, 5000);
    await claim.release();
    await (await next).release();
  });

  it('belong to whoever renews the lock, of any user; what was left by a process that was killed is stale', async () => {
    const files = newFiles('left');
    const lock = `${files.model}.lock`;
    mkdirSync(lock);
    await expect(claimFiles(files, 0)).rejects.toMatchObject({ code: 'output/unwritable' });
    const old = new Date(Date.now() - 60_000);
    utimesSync(lock, old, old);
    await (await claimFiles(files, 0)).release();
    expect(existsSync(lock)).toBe(false);
  });

  it('are lost, and known to be, when another one took them', async () => {
    const files = newFiles('lost');
    const claim = await claimFiles(files, 0);
    claim.check();
    rmdirSync(`${files.model}.lock`);
    await vi.waitUntil(() => claim.isLost, 20_000);
    expect(() => {
      claim.check();
    }).toThrow('took over');
    await claim.release();
  });
});
