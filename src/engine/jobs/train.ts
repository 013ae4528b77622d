import { readFile } from 'node:fs/promises';
import { parse } from 'node:path';
import type { TrainingDeviceName, TrainParams, TrainProgress, TrainSummary } from '../../client/training';
import { CancelledError } from '../../core/errors';
import { prepareAdaptation, type AdaptRequest, type Adaptation } from '../../train/adapt';
import { networks } from '../../train/network';
import type { TrainingReport } from '../../train/trainer';
import { cardInfo, ModelCard, scaleOutput } from '../models/card';
import type { Model } from '../models/registry';
import type { Handler, RequestContext } from '../server';
import type { Services } from '../services';
import { bestError, trainedCard, type Training } from '../training/card';
import { checkFiles, claimFiles, exists, noCheckpoint, saveTraining, trainingFilesAt } from '../training/files';
import { readPhoto, trainingFiles } from '../training/images';
import { TrainingDevice } from '../training/device';
import { Sampler } from '../training/sample';

/** A process that is killed loses no more than this. */
const checkpointSeconds = 30;
const sampleMs = 15_000;
/** People read no faster, and every report crosses a process border. */
const reportMs = 250;
/** A validation error that fell by less than this share is no gain. */
const gain = 0.01;

type Skipped = TrainSummary['skipped'];

/** Trains until it is done, is told to stop or diverges, and in each case keeps the model as far as it came. */
export function train(services: Services): Handler<'train'> {
  const { shutdown } = services;
  return (params, context) => {
    let terminated = false;
    const onTerminate = () => {
      terminated = true;
    };
    const token = {
      get isCancellationRequested() {
        return terminated || shutdown.signal.aborted || context.token.isCancellationRequested;
      },
    };
    const progress = (value: TrainProgress) => {
      if (!shutdown.signal.aborted) context.progress(value);
    };
    // What was learned is kept when all processes of a terminal are asked to end, or when whoever started this one is gone.
    process.once('SIGTERM', onTerminate);
    return shutdown.hold(
      trainAlone(services, params, { token, progress }).finally(() => process.off('SIGTERM', onTerminate)),
    );
  };
}

/** Keeps others from the files that are written. */
async function trainAlone(...[services, params, context]: Parameters<typeof trainInto>): Promise<TrainSummary> {
  const giveBack = await claimFiles(trainingFilesAt(params.output));
  try {
    return await trainInto(services, params, context);
  } finally {
    await giveBack();
  }
}

async function trainInto(
  services: Services,
  params: TrainParams,
  context: RequestContext<'train'>,
): Promise<TrainSummary> {
  const { token } = context;
  const paths = trainingFilesAt(params.output);
  await checkFiles(paths, params.resume, params.overwrite ?? false);
  const { files, notes } = await trainingFiles(params.images);
  const start = params.from === 'none' ? undefined : await services.models.find(params.from);
  const skipped: Skipped = [];
  const device = await TrainingDevice.of(params.device, services.devices);
  const adaptation = await prepare(params, files, start, { ...paths, open: device.open }, skipped, context);
  if (token.isCancellationRequested) throw new CancelledError();
  const { trainer, noise, pd, inDistribution } = adaptation;
  const began = await resume(adaptation, paths.checkpoint, params.resume);
  const used = files.filter(file => !skipped.some(each => each.file === file));
  const training: Training = { params, files: used, start: start && cardOf(start), adaptation, device };
  const known = {
    from: start?.name ?? null,
    images: used.length,
    skipped,
    noise: { sigma: noise.sigma, correlation: [...noise.correlation] },
    pdFactor: pd,
    inDistribution,
  };
  const { step, validation } = trainer.progress;
  context.progress({ type: 'started', ...known, step, validation: [...validation] });

  const ended = await run(services, training, start, context);
  const card = trainedCard(training);
  await saveTraining(paths, adaptation.model(), card, ended === 'stopped');
  const progress = trainer.progress;
  const errorBefore = progress.validation.at(0)?.[1] ?? null;
  const errorAfter = bestError(progress.validation) ?? null;
  const helped = judge(training, errorBefore, errorAfter);
  return {
    output: params.output,
    checkpoint: ended === 'stopped' ? paths.checkpoint : null,
    ended,
    ...known,
    device: device.name,
    step: progress.step,
    seconds: progress.seconds,
    errorBefore,
    errorAfter,
    helped,
    notes: [...notes, ...began, ...device.notes, ...advice(training, helped, ended)],
  };
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
  start: Model | undefined,
  { checkpoint, open }: Required<Pick<AdaptRequest, 'checkpoint' | 'open'>>,
  skipped: Skipped,
  { token, progress }: RequestContext<'train'>,
): Promise<Adaptation> {
  let read = 0;
  const { length, pdFactor, smoothness, seed } = params;
  try {
    return await prepareAdaptation({
      files,
      ...(start ? { start: await readFile(start.path) } : {}),
      network: networks.amsnet,
      length,
      pd: pdFactor,
      ...(smoothness === undefined ? {} : { smoothness }),
      seed,
      open,
      checkpoint,
      checkpointSeconds,
      photos: {
        read: (file, maxPixels) => {
          // What is not read any more counts as skipped, and the training ends before it begins.
          if (token.isCancellationRequested) throw new CancelledError();
          progress({ type: 'reading', fraction: read++ / files.length });
          return readPhoto(file, maxPixels);
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
    throw noCheckpoint(`The checkpoint ${checkpoint} cannot be read.`, error);
  });
  if (resumed) return [];
  if (wish === 'auto')
    return (await exists(checkpoint)) ? ['Training began anew: the images have changed since it was stopped.'] : [];
  throw noCheckpoint(
    `The checkpoint ${checkpoint} belongs to another training: images, length, PD factor, seed and starting model must be the same.`,
  );
}

async function run(
  services: Services,
  training: Training,
  start: Model | undefined,
  { token, progress }: RequestContext<'train'>,
): Promise<TrainSummary['ended']> {
  const { adaptation, device } = training;
  const { trainer } = adaptation;
  const stop = new AbortController();
  const sampler = await samplerOf(services, training, start, stop.signal);
  let validation = trainer.progress.validation.length;
  let reportedAt = -Infinity;
  let sampledAt = -Infinity;
  let sampling: Promise<void> | undefined;
  const sample = async (step: number) => {
    const card = trainedCard(training);
    const { stride, halo } = card;
    const traits = {
      input: 'input',
      mask: 'mask',
      output: 'output',
      scale: scaleOutput,
      white: 1,
      stride,
      halo: halo ?? Infinity,
      minSize: stride,
    } as const;
    try {
      progress(await sampler.take(step, adaptation.model(), traits, cardInfo(card, '').defaults));
    } catch {
      // Only a picture to look at, and none is needed once training stops.
    }
  };
  const onReport = (report: TrainingReport) => {
    if (token.isCancellationRequested) stop.abort();
    const now = performance.now();
    for (const [step, error] of report.validation.slice(validation))
      progress({ type: 'validation', point: [step, error] });
    validation = report.validation.length;
    if (now - reportedAt >= reportMs || report.done >= 1) {
      reportedAt = now;
      const said = stepProgress(report, device.name);
      if (said) progress(said);
    }
    if (now - sampledAt < sampleMs || sampling) return;
    sampledAt = now;
    sampling = sample(report.step).finally(() => (sampling = undefined));
  };
  try {
    return await trainer.run({ signal: stop.signal, onReport });
  } finally {
    stop.abort();
    await sampling;
  }
}

async function samplerOf(
  services: Services,
  { files }: Training,
  start: Model | undefined,
  signal: AbortSignal,
): Promise<Sampler> {
  const token = {
    get isCancellationRequested() {
      return signal.aborted;
    },
  };
  const loaded = start && (await services.sessions.load(start, 'cpu'));
  return Sampler.of(files[0], services, loaded, { token, priority: 'background' });
}

/** Undefined while there is no loss that is a number. */
function stepProgress(report: TrainingReport, device: TrainingDeviceName): TrainProgress | undefined {
  const { step, done, secondsLeft, loss, megapixelsPerSecond } = report;
  if (!Number.isFinite(loss)) return undefined;
  return { type: 'step', step, fraction: Math.min(1, done), secondsLeft, loss, megapixelsPerSecond, device };
}

/**
 * Whether the new model is better by the error at hidden pixels that were never trained on. That it is lower proves
 * nothing where the starting model knew the noise: there masked training has been measured to cost detail all the same.
 */
function judge(
  { start, params, adaptation }: Training,
  before: number | null,
  after: number | null,
): TrainSummary['helped'] {
  if (before === null || after === null || !start || params.smoothness !== undefined) return null;
  if (after > before * (1 - gain)) return false;
  return adaptation.inDistribution ? null : true;
}

function advice(
  { start, adaptation }: Training,
  helped: TrainSummary['helped'],
  ended: TrainSummary['ended'],
): string[] {
  const notes: string[] = [];
  if (ended === 'diverged') notes.push('Training diverged; the weights with the best validation error were kept.');
  if (start && adaptation.inDistribution) {
    notes.push(
      `${start.name} knows noise of this kind already: it was kept close to what it was, and may well be the better one still. Compare both on one of the images.`,
    );
  } else if (start && helped === false) {
    notes.push(`The error on validation parts of the images did not fall: ${start.name} is probably the better model.`);
  }
  if (!start) notes.push('Trained from scratch: compare it with a bundled model on one of the images.');
  return notes;
}
