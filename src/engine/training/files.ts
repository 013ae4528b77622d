/** The three files of a training: model, card and checkpoint, of one name in one folder. */
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { TrainParams } from '../../client/training';
import { AmsnetError, firstLine } from '../../core/errors';
import { checkFolder, checkReplaceable, saveFile, unwritable } from '../images/save';
import type { ModelCard } from '../models/card';
import { text } from '../text';

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
 * @throws {AmsnetError} output/exists, output/unwritable or training/no-checkpoint
 */
export async function checkFiles(
  files: TrainingFiles,
  resume: TrainParams['resume'],
  overwrite: boolean,
): Promise<void> {
  for (const file of [files.model, files.card, files.checkpoint]) await checkReplaceable(file);
  if (resume === true) {
    if (!(await exists(files.checkpoint))) throw noCheckpoint(text.checkpointMissing(files.checkpoint));
    return;
  }
  if (overwrite || resume === 'auto') return;
  for (const file of [files.checkpoint, files.model, files.card]) {
    if (!(await exists(file))) continue;
    const said = file === files.checkpoint ? text.trainingOutputExists(file) : text.outputExists(file);
    throw new AmsnetError('output/exists', ...said);
  }
}

export function noCheckpoint(message: string, cause?: unknown): AmsnetError {
  return new AmsnetError('training/no-checkpoint', message, text.startNew, { cause });
}

export interface SavedTraining {
  /** Whether there is a checkpoint of the training as it ended. */
  readonly checkpoint: boolean;
  /** One sentence each. */
  readonly notes: readonly string[];
}

/**
 * Writes the model and its card, then the checkpoint where the training can go on from it; else there is none left. What
 * was learned is lost only if neither can be written.
 * @throws {AmsnetError} output/disk-full or output/unwritable, if the model cannot be written
 */
export async function saveTraining(
  files: TrainingFiles,
  model: Uint8Array,
  card: ModelCard & Readonly<Record<string, unknown>>,
  { canGoOn, saveCheckpoint }: { readonly canGoOn: boolean; readonly saveCheckpoint: () => Promise<void> },
): Promise<SavedTraining> {
  let failure: AmsnetError | undefined;
  try {
    await saveFile(files.model, model, true);
    await saveFile(files.card, Buffer.from(`${JSON.stringify(card, null, 2)}\n`), true);
  } catch (error) {
    failure = error instanceof AmsnetError ? error : unwritable(files.model, error);
  }
  if (failure === undefined && !canGoOn) {
    await rm(files.checkpoint, { force: true });
    return { checkpoint: false, notes: [] };
  }
  const refused = await saveCheckpoint().then(
    () => undefined,
    (error: unknown) => firstLine(error),
  );
  if (failure !== undefined) {
    // An earlier one may be there still.
    if (!(await exists(files.checkpoint))) throw failure;
    throw new AmsnetError(failure.code, failure.message, text.checkpointSafe(files.checkpoint), { cause: failure });
  }
  if (refused === undefined) return { checkpoint: true, notes: [] };
  return { checkpoint: await exists(files.checkpoint), notes: [text.checkpointNotWritten(files.checkpoint, refused)] };
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
      throw new AmsnetError('output/unwritable', ...text.outputLocked(model, `process ${owner}`, lock));
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
