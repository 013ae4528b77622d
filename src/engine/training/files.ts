/** The three files of a training: model, card and checkpoint, of one name in one folder. */
import { rm, stat } from 'node:fs/promises';
import { AmsnetError } from '../../core/errors';
import { checkFolder, saveFile } from '../images/save';
import type { ModelCard } from '../models/card';

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
 * @throws {AmsnetError} output/exists, output/unwritable or training/no-checkpoint
 */
export async function checkFiles(files: TrainingFiles, resume: boolean, overwrite: boolean): Promise<void> {
  await checkFolder(files.model);
  if (resume) {
    if (!(await exists(files.checkpoint))) {
      throw noCheckpoint(`There is no checkpoint ${files.checkpoint} to go on from.`);
    }
    return;
  }
  if (overwrite) return;
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

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
