/** Self-supervised training on a user's own noisy images, from a model that is there already or from scratch. */
import { createHash } from 'node:crypto';
import { estimateNoise } from '../core/noise';
import { AmsnetError } from '../core/errors';
import { readTrainable } from './bootstrap';
import { validationError } from './validation';
import { configOf, inferenceModel, layoutOf, strideOf } from './network';
import { loadPhotos, whiteOf } from './data/photos';
import { MixedBatches, DistillationBatches } from './data/mixed';
import { NoisyPhotos, divide, patchFor } from './data/noisy';
import { onCpu } from './open-session';
import { Trainer } from './trainer';
import type { Noise } from '../core/noise';
import type { PixelSource, Rect } from '../core/geometry';
import type { NoisyOptions } from './data/noisy';
import type { Photo, PhotoOptions } from './data/photos';
import type { NetworkConfig } from './network';
import type { OpenSession } from './open-session';
import type { TrainerOptions, TrainingPlan } from './trainer';

export interface AdaptRequest {
  /** Noisy images. */
  readonly files: readonly string[];
  /** The ONNX file of a model of this trainer's own making, or `undefined` to begin from scratch with `network`. */
  readonly start?: Uint8Array;
  readonly network: NetworkConfig;
  readonly length: TrainingPlan['length'];
  /** Pixel-shuffle factor; `auto` takes it from the measured correlation of the noise. */
  readonly pd: number | 'auto';
  /** Weight of total variation for the smoothness fine-tune (published: 0.01); without it, training on hidden pixels. */
  readonly smoothness?: number;
  readonly seed: number;
  /** Where the training step runs, and the starting model if it teaches; the CPU unless said. */
  readonly open?: OpenSession;
  readonly checkpoint?: string;
  readonly checkpointSeconds?: number;
  /** How images are read, and who is told of those that cannot be. */
  readonly photos?: Pick<PhotoOptions, 'onSkipped' | 'read'>;
}

export interface Adaptation {
  readonly trainer: Trainer;
  readonly network: NetworkConfig;
  /** Measured on the images. */
  readonly noise: Noise;
  readonly pd: number;
  /** Whether the starting model knows such noise already; then it is kept close to what it was. */
  readonly inDistribution: boolean;
  /** The model as trained so far. */
  model(): Uint8Array;
}

const batch = 8;
const wantedPatch = 64;
const validationBatches = 8;
/** Photographs on which the noise is measured. */
const measured = 12;
/** Correlation at which neighbours in a sub-image give the noise away: masks would then learn to predict it. */
const uncorrelated = 0.15;
const publishedPd = 5;
/** Correlation of neighbours from which on noise counts as smoothed by a camera. */
const correlated = 0.3;

/** @throws {AmsnetError} training/no-data if no image can be used */
export async function prepareAdaptation(request: AdaptRequest): Promise<Adaptation> {
  const { files, start, length, seed, smoothness, open = onCpu() } = request;
  const photos = await loadPhotos(files, request.photos);
  if (photos.length === 0) {
    throw new AmsnetError(
      'training/no-data',
      'None of the images can be read.',
      'Choose a folder of PNG, JPEG, TIFF or WebP images.',
    );
  }
  const noise = meanNoise(photos.slice(0, measured).map(photo => estimateNoise(pixelSource(photo))));
  const pd = request.pd === 'auto' ? trainingPdFactor(noise.correlation) : request.pd;
  const weights = start && readTrainable(start);
  const network = weights ? configOf(weights) : request.network;
  const layout = layoutOf(network);
  const parameters = layout.initial(seed);
  if (weights) layout.fill(parameters, weights);
  const inDistribution = weights !== undefined && isInDistribution(noise);

  const patch = fittingPatch(photos, pd, strideOf(network));
  const { training, validation } = divide(photos, patch * pd);
  const options: NoisyOptions = { batch, patch, seed, pd, hiddenRatios: [1 / 2, 1 / 4], counts: 'hidden' };
  const source =
    smoothness !== undefined
      ? new NoisyPhotos(training, { ...options, pd: 1, hiddenRatios: [0], counts: 'all' })
      : inDistribution
        ? distilled(new NoisyPhotos(training, { ...options, batch: batch / 2 }), training, options, start, open)
        : new NoisyPhotos(training, options);
  const control = new NoisyPhotos(validation, { ...options, seed: seed + 1 });

  const plan: TrainingPlan = {
    name: `adapt-${pd}-${patch}-${seed}-${smoothness ?? 'hidden'}-${JSON.stringify(length)}-${fingerprint(photos, start)}`,
    network,
    // The absolute error, as published, also for independent noise: it asks for the median, which clipping at black and white
    // leaves alone. The mean, which the squared error asks for, makes dark areas brighter.
    loss: smoothness !== undefined ? { kind: 'smooth', smoothness } : { kind: 'hidden' },
    length,
    schedule: { peak: rate(start !== undefined, inDistribution || smoothness !== undefined), warmupSteps: 50 },
    averaging: 0.995,
  };
  const trainerOptions: TrainerOptions = {
    open,
    // On the CPU whatever trains: it makes a session anew each time, and so it is a check of the device too.
    evaluate: validationError(network, control, validationBatches),
    evaluateSeconds: 20,
    ...(request.checkpoint === undefined ? {} : { checkpoint: request.checkpoint }),
    ...(request.checkpointSeconds === undefined ? {} : { checkpointSeconds: request.checkpointSeconds }),
  };
  const trainer = new Trainer(plan, source, parameters, trainerOptions);
  return { trainer, network, noise, pd, inDistribution, model: () => inferenceModel(network, trainer.result) };
}

/**
 * The smallest factor at which neighbours in a sub-image have uncorrelated noise: 1 for independent noise (microscopy), the
 * published 5 for camera noise that stays correlated over all measured lags.
 */
export function trainingPdFactor(correlation: Noise['correlation']): number {
  const lag = correlation.findIndex(value => value < uncorrelated);
  return lag === -1 ? publishedPd : lag + 1;
}

/** What the bundled models are trained on (src/train/simulate): correlated noise, and stronger noise that is not. */
function isInDistribution({ sigma, correlation }: Noise): boolean {
  return sigma < (correlation[0] > correlated ? 0.06 : 0.09);
}

/** Half of each batch comes from the starting model itself: its single pass must not get worse where it is good already. */
function distilled(
  noisy: NoisyPhotos,
  regions: ConstructorParameters<typeof NoisyPhotos>[0],
  options: NoisyOptions,
  start: Uint8Array | undefined,
  open: OpenSession,
): NoisyPhotos | MixedBatches {
  if (!start) return noisy;
  const whole = new NoisyPhotos(regions, { ...options, batch: batch / 2, pd: 1, hiddenRatios: [0], counts: 'all' });
  return new MixedBatches(noisy, new DistillationBatches(whole, start, open));
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

function fittingPatch(photos: readonly Photo[], pd: number, stride: number): number {
  try {
    return patchFor(photos, wantedPatch, pd, stride);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new AmsnetError(
      'training/no-data',
      `${message}.`,
      'Leave the small images out, or choose a smaller PD factor.',
      { cause: error },
    );
  }
}

function meanNoise(all: readonly Noise[]): Noise {
  const mean = (pick: (noise: Noise) => number) => all.reduce((sum, noise) => sum + pick(noise), 0) / all.length;
  const at = (lag: 0 | 1 | 2 | 3) => mean(({ correlation }) => correlation[lag]);
  return { sigma: mean(({ sigma }) => sigma), correlation: [at(0), at(1), at(2), at(3)] };
}

function pixelSource(photo: Photo): PixelSource {
  const white = whiteOf(photo);
  return {
    width: photo.width,
    height: photo.height,
    read({ x, y, width, height }: Rect) {
      const data = new Float32Array(3 * width * height);
      for (let at = 0; at < width * height; at++) {
        const from = 3 * ((y + Math.floor(at / width)) * photo.width + x + (at % width));
        for (let channel = 0; channel < 3; channel++)
          data[channel * width * height + at] = photo.data[from + channel] / white;
      }
      return { width, height, data };
    },
  };
}
