/** The three files of a training: model, card and checkpoint, of one name in one folder. */
import { realpath, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { lock } from 'proper-lockfile';
import type { TrainParams } from '../../client/training';
import { AmsnetError, firstLine } from '../../core/errors';
import { existsAlready, saveFile, unwritable } from '../../files/save';
import { checkFolder, checkReplaceable } from '../images/save';
import type { ModelCard } from '../models/card';
import { text } from '../text';

/** A training that was told to stop has done so by then. */
const claimMs = 20_000;
/** A lock that was not renewed for so long is that of a process that was killed. */
const lockMs = 10_000;
const retryMs = 100;

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
    if (file !== files.checkpoint) throw existsAlready(file);
    throw new AmsnetError('output/exists', ...text.trainingOutputExists(file));
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

type Card = ModelCard & Readonly<Record<string, unknown>>;

/**
 * Writes the model and its card, then the checkpoint, so that a full disk costs the smaller loss: without a checkpoint
 * training cannot go on from here. What was learned is lost only if neither can be written.
 * @throws {AmsnetError} output/disk-full or output/unwritable, if the model cannot be written
 */
export async function saveLearned(
  files: TrainingFiles,
  model: Uint8Array,
  card: Card,
  saveCheckpoint: () => Promise<void>,
): Promise<SavedTraining> {
  const failure = await saveModel(files, model, card).then(() => undefined, toUnwritable(files.model));
  const refused = await saveCheckpoint().then(() => undefined, toUnwritable(files.checkpoint));
  if (failure !== undefined) {
    // An earlier checkpoint may be there still.
    const action =
      refused === undefined
        ? text.checkpointSafe(files.checkpoint)
        : (await exists(files.checkpoint))
          ? text.checkpointOlder(files.checkpoint)
          : text.nothingSaved;
    throw new AmsnetError(failure.code, failure.message, action, { cause: failure });
  }
  if (refused === undefined) return { checkpoint: true, notes: [] };
  return {
    checkpoint: await exists(files.checkpoint),
    notes: [text.checkpointNotWritten(files.checkpoint, firstLine(refused))],
  };
}

/**
 * Writes what came out of the comparison with the starting model; a training that is done leaves no checkpoint.
 * @param model in place of the one that `saveLearned` wrote, which stays if none is given
 * @throws {AmsnetError} output/disk-full or output/unwritable
 */
export async function saveResult(
  files: TrainingFiles,
  model: Uint8Array | undefined,
  card: Card,
  canGoOn: boolean,
): Promise<void> {
  // First, because it is the larger file, and may take the room that the model needs.
  if (!canGoOn) await rm(files.checkpoint, { force: true });
  try {
    if (model) await saveModel(files, model, card);
    else await saveCard(files, card);
  } catch (error) {
    const { code, message } = unwritable(files.model, error);
    throw new AmsnetError(code, message, text.modelAsTrained(files.model), { cause: error });
  }
}

async function saveModel(files: TrainingFiles, model: Uint8Array, card: Card): Promise<void> {
  await saveFile(files.model, model, true);
  await saveCard(files, card);
}

function saveCard({ card: file }: TrainingFiles, card: Card): Promise<void> {
  return saveFile(file, Buffer.from(`${JSON.stringify(card, null, 2)}\n`), true);
}

function toUnwritable(path: string): (error: unknown) => AmsnetError {
  return error => unwritable(path, error);
}

/** A process's hold on the files of a training. */
export interface FileClaim {
  /** Whether another process has taken them, because this one was asleep for longer than a claim lasts. */
  readonly isLost: boolean;
  /** @throws {AmsnetError} output/unwritable if it is lost */
  check(): void;
  release(): Promise<void>;
}

/**
 * Takes the files for this process, for as long as it lives: the lock is renewed, so that nobody has to know whether the
 * process that holds it is there still. One that is about to end, such as that of a window that was closed, is waited for.
 * @throws {AmsnetError} output/unwritable
 */
export async function claimFiles({ model }: TrainingFiles, waitMs = claimMs): Promise<FileClaim> {
  await checkFolder(model);
  // The folder by its own name, whatever links lead to it: there may be no file yet.
  const file = join(await realpath(dirname(model)), basename(model));
  let isLost = false;
  try {
    const release = await lock(file, {
      realpath: false,
      stale: lockMs,
      retries: { retries: Math.ceil(waitMs / retryMs), factor: 1, minTimeout: retryMs, maxTimeout: retryMs },
      onCompromised: () => {
        isLost = true;
      },
    });
    return {
      get isLost() {
        return isLost;
      },
      check: () => {
        if (isLost) throw new AmsnetError('output/unwritable', ...text.outputTaken(model));
      },
      // Of a lock that is lost there is nothing to give back.
      release: () => (isLost ? Promise.resolve() : release()),
    };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ELOCKED')) throw unwritable(model, error);
    throw new AmsnetError('output/unwritable', ...text.outputLocked(model));
  }
}

export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
