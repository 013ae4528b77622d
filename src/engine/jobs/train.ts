import { parse } from 'node:path';
import type { TrainFacts, TrainParams, TrainProgress, TrainSummary } from '../../client/training';
import { CancelledError, firstLine } from '../../core/errors';
import { prepareAdaptation, type Adaptation, type AdaptRequest } from '../../train/adapt';
import { networks } from '../../train/architectures/registry';
import { mainGroup, meanNoise, type NoisyImage } from '../../train/noise-groups';
import type { OpenSession } from '../../train/open-session';
import { ModelCard } from '../models/card';
import type { Model } from '../models/registry';
import type { Handler, RequestContext } from '../server';
import type { Services } from '../services';
import { text } from '../text';
import { trainedCard, type Training } from '../training/card';
import {
  checkFiles,
  claimFiles,
  exists,
  type FileClaim,
  noCheckpoint,
  saveLearned,
  saveResult,
  trainingFilesAt,
} from '../training/files';
import { readPhotos, trainingFiles } from '../training/images';
import { TrainingDevice } from '../training/device';
import { runTraining } from '../training/run';
import { startFor, startingModel } from '../training/start';
import { verdictOf } from '../training/verdict';

/** A process that is killed loses no more than this. */
const checkpointSeconds = 30;

const terminations = ['SIGHUP', 'SIGTERM'] as const;

type Skipped = TrainSummary['skipped'];

type Told = Pick<RequestContext<'train'>, 'token' | 'progress'>;

interface TrainContext extends Told {
  /** Whether the process is to end, so that nobody reads an answer. */
  isLeaving(): boolean;
}

/** Trains until it is done, is told to stop or cannot go on, and in each case keeps the model as far as it came. */
export function train(services: Services): Handler<'train'> {
  const { shutdown } = services;
  return (params, context) => {
    let terminated = false;
    const onTerminate = () => {
      terminated = true;
    };
    const isLeaving = () => shutdown.signal.aborted;
    const token = {
      get isCancellationRequested() {
        return terminated || isLeaving() || context.token.isCancellationRequested;
      },
    };
    const progress = (value: TrainProgress) => {
      if (!isLeaving()) context.progress(value);
    };
    // What was learned is kept when all processes of a terminal are asked to end, or when whoever started this one is gone.
    for (const signal of terminations) process.on(signal, onTerminate);
    return shutdown.hold(
      trainAlone(services, params, { token, progress, isLeaving }).finally(() => {
        for (const signal of terminations) process.off(signal, onTerminate);
      }),
    );
  };
}

/** Keeps others from the files that are written, and this training from those that others write. */
async function trainAlone(services: Services, params: TrainParams, context: TrainContext): Promise<TrainSummary> {
  const claim = await claimFiles(trainingFilesAt(params.output));
  const token = {
    get isCancellationRequested() {
      return claim.isLost || context.token.isCancellationRequested;
    },
  };
  try {
    return await trainInto(services, params, { ...context, token }, claim);
  } catch (error) {
    claim.check();
    throw error;
  } finally {
    await claim.release();
  }
}

async function trainInto(
  services: Services,
  params: TrainParams,
  context: TrainContext,
  claim: FileClaim,
): Promise<TrainSummary> {
  const { token } = context;
  const paths = trainingFilesAt(params.output);
  await checkFiles(paths, params.resume, params.overwrite ?? false);
  const { files, notes } = await trainingFiles(params.images);
  const chosen = params.from === undefined || params.from === 'auto';
  const named = chosen || params.from === 'none' ? undefined : await services.models.find(params.from);
  const skipped: Skipped = [];
  const device = await TrainingDevice.of(params.device, services.devices);
  const checkpoint = new CheckpointNotes(paths.checkpoint);
  let start = named;
  const byNoise = async (images: readonly NoisyImage[]) => {
    start = startFor(images, await services.models.bundled());
    return startingModel(start);
  };
  const adaptation = await prepare(
    params,
    files,
    chosen ? byNoise : named && (await startingModel(named)),
    { checkpoint, open: device.open },
    skipped,
    context,
  );
  if (token.isCancellationRequested) throw new CancelledError();
  const { trainer, groups, tooSmall, tooCorrelated, inDistribution } = adaptation;
  const began = await resume(adaptation, paths.checkpoint, params.resume);
  const used = groups.flatMap(({ images }) => images.map(({ photo }) => photo.name));
  const training: Training = { params, files: used, start: start && cardOf(start), adaptation, device };
  const known: TrainFacts = {
    from: start?.name ?? null,
    images: used.length,
    skipped,
    noise: noiseOf(groups.flatMap(({ images }) => images)),
    pdFactor: mainGroup(groups).pd,
    inDistribution,
    groups: groups.map(({ images, pd, inDistribution }) => ({
      files: [...new Set(images.map(({ photo }) => photo.name))],
      noise: noiseOf(images),
      pdFactor: pd,
      inDistribution,
    })),
  };
  const { step, validation } = trainer.progress;
  context.progress({ type: 'started', ...known, step, validation: [...validation] });

  const ended = await runTraining(services, training, start, context);
  claim.check();
  // Judging takes seconds that a process that is to end may not have: what was learned is on the disk before.
  const saved = await saveLearned(paths, adaptation.model(), trainedCard(training), () => trainer.save());
  if (context.isLeaving()) throw new CancelledError();
  const verdict = await verdictOf(services, training, start, ended);
  claim.check();
  const canGoOn = ended === 'stopped' || ended === 'failed';
  const model = verdict.result === 'start' ? adaptation.startModel() : undefined;
  await saveResult(paths, model, trainedCard(training, verdict), canGoOn);
  const { step: steps, seconds } = trainer.progress;
  return {
    output: params.output,
    checkpoint: canGoOn && saved.checkpoint ? paths.checkpoint : null,
    ended,
    ...known,
    device: device.name,
    step: steps,
    seconds,
    errorBefore: verdict.errorBefore,
    errorAfter: verdict.errorAfter,
    helped: verdict.helped,
    gain: verdict.gain,
    result: verdict.result,
    notes: [
      ...notes,
      ...(tooSmall.length > 0 ? [text.imagesTooSmall(tooSmall)] : []),
      ...(tooCorrelated.length > 0 ? [text.noiseTooCorrelated(tooCorrelated)] : []),
      ...began,
      ...device.notes,
      ...checkpoint.notes,
      ...(canGoOn ? saved.notes : []),
      ...verdict.notes,
    ],
  };
}

/** Says once why the checkpoint could not be written; training goes on without. */
class CheckpointNotes {
  readonly notes: string[] = [];

  constructor(readonly path: string) {}

  readonly add = (error: unknown): void => {
    if (this.notes.length === 0) this.notes.push(text.checkpointNotWritten(this.path, firstLine(error)));
  };
}

function noiseOf(images: readonly NoisyImage[]): TrainFacts['noise'] {
  const { sigma, correlation } = meanNoise(images);
  return { sigma, correlation: [...correlation] };
}

/** Without a card all that can be said of a model is its name. */
function cardOf({ path, card }: Model): ModelCard {
  return (
    card ??
    ModelCard.parse({ name: parse(path).name, inputs: { input: '' }, outputs: { output: '' }, stride: 1, halo: null })
  );
}

async function prepare(
  params: TrainParams,
  files: readonly string[],
  start: AdaptRequest['start'],
  { checkpoint, open }: { readonly checkpoint: CheckpointNotes; readonly open: OpenSession },
  skipped: Skipped,
  { token, progress }: Told,
): Promise<Adaptation> {
  let read = 0;
  const { length, pdFactor, smoothness, seed } = params;
  try {
    return await prepareAdaptation({
      files,
      ...(start && { start }),
      network: networks.amsnet,
      length,
      pd: pdFactor,
      ...(smoothness === undefined ? {} : { smoothness }),
      seed,
      open,
      trainer: {
        checkpoint: checkpoint.path,
        checkpointSeconds,
        // The model first.
        saveAtEnd: false,
        onCheckpointError: checkpoint.add,
      },
      photos: {
        read: (file, maxPixels) => {
          // What is not read any more counts as skipped, and the training ends before it begins.
          const goOn = () => {
            if (token.isCancellationRequested) throw new CancelledError();
          };
          goOn();
          progress({ type: 'reading', fraction: read++ / files.length });
          return readPhotos(file, maxPixels, goOn);
        },
        onSkipped: (file, reason) => skipped.push({ file, reason }),
      },
    });
  } catch (error) {
    if (token.isCancellationRequested) throw new CancelledError();
    throw error;
  }
}

/** @returns what is worth saying about it, one sentence each */
async function resume(
  { trainer }: Adaptation,
  checkpoint: string,
  wish: TrainParams['resume'],
): Promise<readonly string[]> {
  if (wish === false) return [];
  const resumed = await trainer.resume().catch((error: unknown) => {
    if (wish === 'auto') return false;
    throw noCheckpoint(text.checkpointUnreadable(checkpoint), error);
  });
  if (resumed) return [];
  if (wish === 'auto') return (await exists(checkpoint)) ? [text.trainingRestarted] : [];
  throw noCheckpoint(text.checkpointOfAnother(checkpoint));
}
