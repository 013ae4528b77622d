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
import { describe, expect, it, vi } from 'vitest';
import { ModelCard } from '../../../src/engine/models/card';
import { claimFiles, saveTraining, trainingFilesAt, type TrainingFiles } from '../../../src/engine/training/files';
import { temporaryFolder } from './support';

const folder = temporaryFolder();
const card = ModelCard.parse({ name: 'a', inputs: { input: '' }, outputs: { output: '' }, stride: 1, halo: null });
const model = Uint8Array.of(1, 2, 3);
const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

function newFiles(name: string): TrainingFiles {
  mkdirSync(join(folder, name));
  return trainingFilesAt(join(folder, name, 'a.onnx'));
}

it('writes the model before the checkpoint: a full disk then costs the checkpoint alone, and that is said', async () => {
  const files = newFiles('checkpoint');
  const saveCheckpoint = () => {
    expect([...readFileSync(files.model)]).toEqual([1, 2, 3]);
    expect(existsSync(files.card)).toBe(true);
    return Promise.reject(full);
  };
  const saved = await saveTraining(files, model, card, { canGoOn: true, saveCheckpoint });
  expect(saved.checkpoint).toBe(false);
  expect(saved.notes).toEqual([expect.stringContaining('no space left')]);
});

it('keeps what was learned in the checkpoint where the model cannot be written, even of a training that is done', async () => {
  const files = newFiles('model');
  // A folder cannot be replaced by a file.
  mkdirSync(files.model);
  const saveCheckpoint = () => {
    writeFileSync(files.checkpoint, 'all of it');
    return Promise.resolve();
  };
  await expect(saveTraining(files, model, card, { canGoOn: false, saveCheckpoint })).rejects.toMatchObject({
    code: 'output/unwritable',
    action: expect.stringContaining(files.checkpoint) as string,
  });
  expect(readFileSync(files.checkpoint, 'utf8')).toBe('all of it');
});

it('leaves no checkpoint of a training that is done', async () => {
  const files = newFiles('done');
  writeFileSync(files.checkpoint, 'half of it');
  const saveCheckpoint = () => Promise.reject(new Error('not asked for'));
  const saved = await saveTraining(files, model, card, { canGoOn: false, saveCheckpoint });
  expect(saved).toEqual({ checkpoint: false, notes: [] });
  expect(readdirSync(join(folder, 'done')).sort()).toEqual(['a.json', 'a.onnx']);
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
