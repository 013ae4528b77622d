/** Self-supervised training on a user's own noisy images, from a model that is there already or from scratch. */
import { createHash } from 'node:crypto';
import { AmsnetError } from '../core/errors';
import { networkOf } from './architectures/registry';
import { validationError } from './validation';
import { inferenceModel, layoutOf, type Network } from './network';
import { readWeights } from './graph/onnx';
import { loadPhotos, photoName } from './data/photos';
import { MixedBatches, DistillationBatches } from './data/mixed';
import { NoisyPhotos, divide, type Division, type Region } from './data/noisy';
import { groupByNoise, measureNoise, type NoiseGroup, type NoisyImage } from './noise-groups';
import { onCpu } from './open-session';
import { text } from './text';
import { Trainer } from './trainer';

import type { NoiseRange } from '../core/noise-range';
import type { BatchSource } from './data/batch';
import type { NoisyOptions } from './data/noisy';
import type { Photo, PhotoOptions } from './data/photos';
import type { OpenSession } from './open-session';
import type { TrainerOptions, TrainingPlan } from './trainer';

/** A model of this trainer's own making. */
export interface StartingModel {
  /** Its ONNX file. */
  readonly bytes: Uint8Array;
  /** As its card says; without, it is told from the weights. */
  readonly architecture?: string | undefined;
  /** What it was trained on; nothing is known of a model whose card does not say. */
  readonly noiseRange?: readonly NoiseRange[] | undefined;
}

export interface AdaptRequest {
  /** Noisy images. */
  readonly files: readonly string[];
  /** Or how it is chosen once the noise of the images is known; `undefined` = from scratch, with `network`. */
  readonly start?: StartingModel | ((images: readonly NoisyImage[]) => Promise<StartingModel>);
  readonly network: Network;
  readonly length: TrainingPlan['length'];
  /** Pixel-shuffle factor; `auto` takes it from the measured correlation of the noise, image by image. */
  readonly pd: number | 'auto';
  /** Weight of total variation for the smoothness fine-tune (published: 0.01); without it, training on hidden pixels. */
  readonly smoothness?: number;
  readonly seed: number;
  /** Where the training step runs, and the starting model if it teaches; the CPU unless said. */
  readonly open?: OpenSession;
  readonly trainer?: Pick<TrainerOptions, 'checkpoint' | 'checkpointSeconds' | 'saveAtEnd' | 'onCheckpointError'>;
  /** How images are read, and who is told of those that cannot be. */
  readonly photos?: Pick<PhotoOptions, 'onSkipped' | 'read'>;
}

export interface Adaptation {
  readonly trainer: Trainer;
  readonly network: Network;
  /** The images that are trained on, by the kind of their noise. */
  readonly groups: readonly NoiseGroup[];
  /** Images whose parts are too small to train on. */
  readonly tooSmall: readonly string[];
  /** Images whose noise no PD factor makes independent, so that masks could only learn to predict it. */
  readonly tooCorrelated: readonly string[];
  /** Parts of the images that are never trained on. */
  readonly validation: readonly Region[];
  /** Whether the starting model was trained on the noise of all the images; then it is kept close to what it was. */
  readonly inDistribution: boolean;
  /** The model as trained so far. */
  model(): Uint8Array;
  /** The model that training started from. */
  startModel(): Uint8Array;
}

const batch = 8;
const wantedPatch = 64;
const validationBatches = 16;

/** @throws {AmsnetError} model/incompatible if the model cannot be trained, training/no-data if no image can be used */
export async function prepareAdaptation(request: AdaptRequest): Promise<Adaptation> {
  const { files, length, seed, smoothness, open = onCpu() } = request;
  // A model that cannot be trained is refused before images are read.
  const named = typeof request.start === 'object' ? readStart(request.start) : undefined;
  const photos = await loadPhotos(files, request.photos);
  if (photos.length === 0) {
    throw new AmsnetError('training/no-data', ...text.nothingReadable);
  }
  const images = photos.map(measureNoise);
  const start = typeof request.start === 'function' ? readStart(await request.start(images)) : named;
  const network = start?.network ?? request.network;
  const layout = layoutOf(network);
  const parameters = layout.initial(seed);
  if (start) layout.fill(parameters, start.weights);

  const { groups: all, leftOut } = groupByNoise(images, request.pd, start?.model.noiseRange ?? []);
  if (all.length === 0) throw new AmsnetError('training/no-data', ...text.noiseTooCorrelated);
  const { patch, validationPatch, training, validation, tooSmall } = divided(all, network.stride);
  const groups = all
    .map(group => ({ ...group, images: group.images.filter(({ photo }) => !tooSmall.includes(photo)) }))
    .filter(group => group.images.length > 0);
  const inDistribution = groups.every(group => group.inDistribution);
  const options: NoisyOptions = { batch, patch, seed, hiddenRatios: [1 / 2, 1 / 4], counts: 'hidden' };
  const teacher = inDistribution ? start?.model.bytes : undefined;
  const source = sourceOf(request, training, options, teacher);
  const control = new NoisyPhotos(validation, { ...options, patch: validationPatch, seed: seed + 1 });

  const pds = groups.map(({ pd }) => pd).join('+');
  const plan: TrainingPlan = {
    name: `adapt-${pds}-${patch}-${seed}-${smoothness ?? 'hidden'}-${JSON.stringify(length)}-${fingerprint(photos, start?.model.bytes)}`,
    network,
    // The absolute error, as published, also for independent noise: it asks for the median, which clipping at black and white
    // leaves alone. The mean, which the squared error asks for, makes dark areas brighter.
    loss: smoothness !== undefined ? { kind: 'smooth', smoothness } : { kind: 'hidden' },
    length,
    schedule: { peak: rate(start !== undefined, inDistribution || smoothness !== undefined), warmupSteps: 50 },
    averaging: 0.995,
  };
  const trainer = new Trainer(plan, source, parameters, {
    ...request.trainer,
    open,
    // On the CPU whatever trains: it makes a session anew each time, and so it is a check of the device too.
    evaluate: validationError(network, control, validationBatches),
    evaluateSeconds: 20,
  });
  return {
    trainer,
    network,
    groups,
    tooSmall: tooSmall.map(photoName),
    tooCorrelated: leftOut.map(({ photo }) => photoName(photo)),
    validation,
    inDistribution,
    model: () => inferenceModel(network, trainer.result),
    startModel: () => inferenceModel(network, parameters),
  };
}

function readStart(model: StartingModel) {
  const weights = readWeights(model.bytes);
  return { model, weights, network: networkOf(weights, model.architecture) };
}

/**
 * What is trained on: hidden pixels of the noisy images, or all of them for smoothness.
 * @param teacher ONNX file of a starting model that knows the noise of all the images
 */
function sourceOf(
  { smoothness, open }: AdaptRequest,
  training: Division['training'],
  options: NoisyOptions,
  teacher: Uint8Array | undefined,
): BatchSource {
  const unshuffled = training.map(region => ({ ...region, pd: 1 }));
  const visible = { ...options, hiddenRatios: [0], counts: 'all' } as const;
  if (smoothness !== undefined) return new NoisyPhotos(unshuffled, visible);
  if (!teacher) return new NoisyPhotos(training, options);
  // Half of each batch comes from the starting model itself: its single pass must not get worse where it is good already.
  const half = { batch: batch / 2 };
  const taught = new DistillationBatches(new NoisyPhotos(unshuffled, { ...visible, ...half }), teacher, open);
  return new MixedBatches(new NoisyPhotos(training, { ...options, ...half }), taught);
}

function rate(fromModel: boolean, careful: boolean): number {
  if (!fromModel) return 1e-3;
  return careful ? 1e-4 : 5e-4;
}

/** Of all that is learnt from and the model begun with: a checkpoint is of these alone. */
function fingerprint(photos: readonly Photo[], start: Uint8Array | undefined): string {
  const hash = createHash('sha256');
  for (const { width, height, data } of photos) hash.update(`${width}x${height}`).update(data);
  if (start) hash.update(start);
  return hash.digest('hex').slice(0, 16);
}

function divided(groups: readonly NoiseGroup[], stride: number): Division {
  const photos = groups.flatMap(({ images, pd }) => images.map(({ photo }) => ({ photo, pd })));
  return divide(photos, wantedPatch, stride);
}
