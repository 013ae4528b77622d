/** The three files of a training: model, card and checkpoint, of one name in one folder. */
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { TrainParams } from '../../client/training';
import { AmsnetError } from '../../core/errors';
import { checkFolder, saveFile } from '../images/save';
import type { ModelCard } from '../models/card';

/** A training that was told to stop has done so by then. */
const claimMs = 20_000;

export interface TrainingFiles {
  readonly model: string;
  readonly card: string;
  readonly checkpoint: string;
}

export function trainingFilesAt(output: string): TrainingFiles {
  const stem = output.replace(/\.onnx$/i, '');
  return { model: output, card: `${stem}.json`, checkpoint: `${stem}.checkpoint` };
}

/**
 * Finds out before the work what would stop the saving after it. To go on, there must be a checkpoint; to begin, there
 * must be nothing that would be lost.
 * @throws {AmsnetError} output/exists or training/no-checkpoint
 */
export async function checkFiles(
  files: TrainingFiles,
  resume: TrainParams['resume'],
  overwrite: boolean,
): Promise<void> {
  if (resume === true) {
    if (!(await exists(files.checkpoint))) {
      throw noCheckpoint(`There is no checkpoint ${files.checkpoint} to go on from.`);
    }
    return;
  }
  if (overwrite || resume === 'auto') return;
  for (const file of [files.checkpoint, files.model, files.card]) {
    if (!(await exists(file))) continue;
    throw new AmsnetError(
      'output/exists',
      `${file} exists already.`,
      file === files.checkpoint
        ? 'Go on with the training that it belongs to, allow overwriting, or choose another name.'
        : 'Choose another name, or allow overwriting.',
    );
  }
}

export function noCheckpoint(message: string, cause?: unknown): AmsnetError {
  return new AmsnetError('training/no-checkpoint', message, 'Start a new training.', { cause });
}

/** Writes model and card; the checkpoint stays only where the training can go on from it. */
export async function saveTraining(
  files: TrainingFiles,
  model: Uint8Array,
  card: ModelCard & Readonly<Record<string, unknown>>,
  keepCheckpoint: boolean,
): Promise<void> {
  await saveFile(files.model, model, true);
  await saveFile(files.card, Buffer.from(`${JSON.stringify(card, null, 2)}\n`), true);
  if (!keepCheckpoint) await rm(files.checkpoint, { force: true });
}

/**
 * Takes the files for this process. One that is about to end, such as that of a window that was closed, is waited for.
 * @returns a function that gives them back
 * @throws {AmsnetError} output/unwritable
 */
export async function claimFiles({ model }: TrainingFiles): Promise<() => Promise<void>> {
  await checkFolder(model);
  const lock = `${model}.lock`;
  const end = Date.now() + claimMs;
  for (;;) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx' });
      return () => rm(lock, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
    if (!isRunning(owner)) {
      await rm(lock, { force: true });
    } else if (Date.now() > end) {
      throw new AmsnetError(
        'output/unwritable',
        `Another training (process ${owner}) is writing ${model}.`,
        `Stop it, or choose another name; if there is none, delete ${lock}.`,
      );
    } else await pause(100);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
