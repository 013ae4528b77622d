/** The request `train` of the contract: a model is trained on noisy images alone, from a model that is there or from scratch. */
import * as z from 'zod';
import { settingTable } from '../core/settings';
import { Device } from './device';
import { NoiseSummary } from './noise';
import { text } from './text';

/** No training is longer, nor its checkpoints older. */
export const trainingRanges = {
  minutes: { min: 0.05, max: 7 * 24 * 60, integer: false },
  steps: { min: 1, max: 10_000_000, integer: true },
  smoothness: { min: 0.0001, max: 1, integer: false },
} as const;

/** How long it takes unless said. */
export const defaultMinutes = 10;

/**
 * How long a training may take to stop: to the end of the step or the validation error that it is at, then writing. Far
 * more than it needs, because ending its process would throw away what it has learned since the last checkpoint.
 */
export const stopPatienceMs = 60_000;

const { pdFactor, seed } = settingTable;
const within = ({ min, max }: { min: number; max: number }) => z.number().min(min).max(max);

/** Where a training can run. */
const TrainingDevice = z.enum(['cuda', 'cpu']);
export type TrainingDeviceName = z.infer<typeof TrainingDevice>;

export const TrainParams = z.object({
  /** Image files, or folders whose images are all taken (not those of folders inside, nor results and clean partners). */
  images: z.array(z.string().min(1)).min(1),
  /** Path of the ONNX file to write; card and checkpoint have the same name with `.json` and `.checkpoint`. */
  output: z.string().regex(/\.onnx$/i, text.trainingOutput),
  overwrite: z.boolean().optional(),
  /**
   * Name or path of the model to start from; `none` = random weights, `auto` (the default) = the bundled one that was
   * trained on the noise of the most images.
   */
  from: z.string().min(1).optional(),
  length: z.union([
    z.strictObject({ minutes: within(trainingRanges.minutes) }),
    z.strictObject({ steps: within(trainingRanges.steps).int() }),
  ]),
  /** Where to train: CUDA or the CPU. Others are taken as the CPU, with a note. */
  device: Device,
  /** PD factor of the training; `auto` = from the measured correlation of the noise. */
  pdFactor: z.union([within(pdFactor).int(), z.literal('auto')]),
  /** Trains for total variation instead of hidden pixels, with this weight (published: 0.01). */
  smoothness: within(trainingRanges.smoothness).optional(),
  seed: within(seed).int(),
  /**
   * Goes on from the checkpoint of a training that was stopped; everything else must be as it was then. `auto` = if there
   * is one, else from the beginning.
   */
  resume: z.union([z.boolean(), z.literal('auto')]),
});
export type TrainParams = z.infer<typeof TrainParams>;

const Skipped = z.object({ file: z.string(), reason: z.string() });
const ValidationPoint = z.tuple([z.int(), z.number()]);

/** Images of like noise. */
const NoiseGroup = z.object({
  files: z.array(z.string()),
  /** Mean over these images. */
  noise: NoiseSummary,
  /** Every so many pixels of these images were trained on. */
  pdFactor: z.int(),
  /** Whether the starting model was trained on such noise, by its card. */
  inDistribution: z.boolean(),
});
export type NoiseGroup = z.infer<typeof NoiseGroup>;

/** What is known once the images have been read. */
export const TrainFacts = z.object({
  /** Name of the starting model; null = from scratch. */
  from: z.string().nullable(),
  /** How many images are trained on. */
  images: z.int(),
  skipped: z.array(Skipped),
  /** Mean over the images. */
  noise: NoiseSummary,
  /** Of the largest group. */
  pdFactor: z.int(),
  /** Whether the starting model was trained on the noise of all the images. */
  inDistribution: z.boolean(),
  /** The images that are trained on, by the kind of their noise. */
  groups: z.array(NoiseGroup).default([]),
});
export type TrainFacts = z.infer<typeof TrainFacts>;

/** RGBA, 8 bit, `[height, width, 4]`. */
const Pixels = z.instanceof(Uint8Array);

export const TrainSample = z.object({
  type: z.literal('sample'),
  step: z.int(),
  width: z.int().min(1),
  height: z.int().min(1),
  noisy: Pixels,
  /** By the model that training started from, with the same settings as `after`; null when it started from scratch. */
  before: Pixels.nullable(),
  /** By the weights of this step, with the settings of the new model's card. */
  after: Pixels,
});
export type TrainSample = z.infer<typeof TrainSample>;

export const TrainProgress = z.discriminatedUnion('type', [
  z.object({
    /** Reading the images. */
    type: z.literal('reading'),
    /** 0..1 */
    fraction: z.number(),
  }),
  z.object({
    type: z.literal('started'),
    ...TrainFacts.shape,
    /** Steps done before this request. */
    step: z.int(),
    /** `[step, error]` of what was done before this request. */
    validation: z.array(ValidationPoint),
  }),
  z.object({
    type: z.literal('step'),
    step: z.int(),
    /** 0..1 */
    fraction: z.number(),
    secondsLeft: z.number(),
    /** Mean over the last steps. */
    loss: z.number(),
    megapixelsPerSecond: z.number(),
    device: TrainingDevice,
  }),
  z.object({
    /** Mean absolute error at hidden pixels of parts of the images that are never trained on, 0..1. */
    type: z.literal('validation'),
    point: ValidationPoint,
  }),
  TrainSample,
]);
export type TrainProgress = z.infer<typeof TrainProgress>;

export const TrainSummary = z.object({
  /** Path of the model. */
  output: z.string(),
  /** Path of the checkpoint with which it can go on; null = it is finished. */
  checkpoint: z.string().nullable(),
  /**
   * Why it ended: all of it was done, someone stopped it, the weights diverged, or a step failed. In the last two cases
   * the last good weights are kept, and the notes say why.
   */
  ended: z.enum(['finished', 'stopped', 'diverged', 'failed']),
  ...TrainFacts.shape,
  device: TrainingDevice,
  step: z.int(),
  /** Seconds of training, those before a resumption included. */
  seconds: z.number(),
  /** Validation error at the beginning and of the model that was written; null where it was not measured. */
  errorBefore: z.number().nullable(),
  errorAfter: z.number().nullable(),
  /**
   * Whether the new model is better for these images than the one that training started from, each with the settings that
   * suit it best, on parts that were never trained on; null = not measured.
   */
  helped: z.boolean().nullable(),
  /**
   * dB by which the error against the clean image is smaller, estimated from what happens within 16 pixels: PSNR may change
   * less. null = not measured.
   */
  gain: z.number().nullable().default(null),
  /** What was written: the new model, or the starting one with its settings, because the new one is not better. */
  result: z.enum(['adapted', 'start']).default('adapted'),
  /** What the user should know, one sentence each. */
  notes: z.array(z.string()),
});
export type TrainSummary = z.infer<typeof TrainSummary>;
