import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ModelCard } from '../../../src/engine/models/card';
import { saveTraining, trainingFilesAt, type TrainingFiles } from '../../../src/engine/training/files';
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
