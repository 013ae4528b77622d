/**
 * Everything that crosses the border between the engine process and its users: one table of requests, each with the
 * schema of its parameters, its result and its progress values. Both sides check what arrives against it.
 */
import * as z from 'zod';
import { alignments } from '../core/alignment';
import { sampleKinds } from '../core/samples';
import { selectionShapes } from '../core/selection';
import { tileShapes } from '../core/tiles';
import {
  type DenoiseSettings,
  forEachSetting,
  presetNames,
  rowOf,
  type SettingName,
  settingTable,
} from '../core/settings';
import { Device } from './device';
import { metadataNames, type MetadataKind } from './image-formats';
import { Noise } from './noise';
import { TrainParams, TrainProgress, TrainSummary } from './training';

/** Every setting with the type and range that its row in the table has. */
export const Settings = z.object(
  forEachSetting(schemaOf) as { [K in SettingName]: z.ZodType<DenoiseSettings[K], DenoiseSettings[K]> },
);

function schemaOf(name: SettingName): z.ZodType {
  const row = rowOf(name);
  if ('choices' in row) return z.enum(Object.keys(row.choices));
  return (row.integer ? z.int() : z.number()).min(row.min).max(row.max);
}

/** A stage of the scheme whose pixels can be looked at. `branch:i` counts from 0. */
export const StageName = z.union([
  z.enum(['noisy', 'union', 'refined', 'single', 'uncertainty', 'result', 'reference']),
  z.templateLiteral([
    'branch:',
    z
      .int()
      .min(0)
      .max(settingTable.masks.max - 1),
  ]),
]);
export type StageName = z.infer<typeof StageName>;

const RectSchema = z.object({
  x: z.int().min(0),
  y: z.int().min(0),
  width: z.int().min(1),
  height: z.int().min(1),
});

/** What is computed: the same picture asked for twice is the same job, whoever asks. The engine holds no other state. */
export const Job = z.object({
  image: z.string().min(1),
  /** Which image of the file, from 0. To see or measure: the first unless said; to denoise: all unless said. */
  page: z.int().min(0).optional(),
  /** Name of a bundled or trained model, or the path of an ONNX file. */
  model: z.string().min(1),
  device: Device,
  settings: Settings,
  /** Edge of a tile in pixels, without its halo. */
  tile: z.int().min(32).max(8192),
  /** Square unless said, as those of a view are, whose pixels a job on the same image then has. */
  tileShape: z.enum(tileShapes).optional(),
  reference: z.string().min(1).optional(),
});
export type Job = z.infer<typeof Job>;

export const Score = z.object({
  /** Decibel; null = identical images (infinite). */
  psnr: z.number().nullable(),
  ssim: z.number().nullable(),
});
export type Score = z.infer<typeof Score>;

/** The scores of stages by their names. */
export const Scores = z.partialRecord(StageName, Score);
export type Scores = z.infer<typeof Scores>;

/** What PSNR is relative to. */
export const Peak = z.object({
  /** In values of the reference. */
  peak: z.number(),
  /** The depth of the file, the unit range of floating point, largest less smallest value of the reference, or given. */
  peakBasis: z.enum(['depth', 'unit', 'data', 'given']),
});
export type Peak = z.infer<typeof Peak>;

/** How a picture was made: shown beside it and written into every report. */
export const Provenance = z.object({
  model: z.string(),
  /** What was asked for. */
  device: Device,
  /** ONNX Runtime's execution provider that really ran. */
  provider: z.string(),
  /** Edge of the tiles in pixels, without their halo, and how many of them the image has. */
  tile: z.int(),
  tiles: z.int(),
  /** Things that the user should know: why a device was not used, what was converted, what will not be kept. */
  notes: z.array(z.string()),
});
export type Provenance = z.infer<typeof Provenance>;

/** The values of a file that are black and white for the network, and what decided it. */
export const ValueRangeInfo = z.object({
  black: z.number(),
  white: z.number(),
  /** The depth of the file, the unit range of floating point, or the data. */
  basis: z.enum(['depth', 'unit', 'data']),
});

export const ImageInfo = z.object({
  width: z.int(),
  height: z.int(),
  format: z.string(),
  /** Bits of each sample that count. */
  bitDepth: z.int().min(1).max(64),
  sampleKind: z.enum(sampleKinds),
  range: ValueRangeInfo,
  channels: z.enum(['gray', 'rgb']),
  hasAlpha: z.boolean(),
  /** What the file carries besides pixels. */
  metadata: z.array(z.enum(Object.keys(metadataNames) as [MetadataKind, ...MetadataKind[]])),
  /** Images of equal rank in the file: pages of a stack, or channels that are denoised each by itself. */
  pages: z.int().min(1),
  /** Conversions made while reading, one sentence each. */
  notes: z.array(z.string()),
});
export type ImageInfo = z.infer<typeof ImageInfo>;

const bounds = z.tuple([z.number(), z.number()]);
/** Least and most of the standard deviation (0..1), of the autocorrelation at one pixel and between the channels (-1..1). */
export const NoiseRange = z.object({ sigma: bounds, correlation: bounds, betweenChannels: bounds.optional() });

export const ModelInfo = z.object({
  name: z.string(),
  path: z.string(),
  description: z.string(),
  license: z.string(),
  /** Whether a model card says so; else it was found by measuring the network, whose training is unknown. */
  hasCard: z.boolean(),
  /** Whether the graph has a mask input. */
  takesMask: z.boolean(),
  /** Whether it may run once with nothing hidden. */
  singlePass: z.boolean(),
  /** PD factors that it suits, the best first. */
  pdFactors: z.array(Settings.shape.pdFactor).min(1),
  /** Whether it predicts its own error, so that branches can be weighted by it. */
  predictsScale: z.boolean(),
  /** How its branches are combined best. */
  combine: Settings.shape.combine,
  /** Images are padded to multiples of this many pixels. */
  stride: z.int(),
  /** Radius of the receptive field in pixels; null = global context, so that every pixel depends on the whole image. */
  halo: z.int().nullable(),
  defaultPreset: z.enum(presetNames),
  /** The kinds of noise that its card says it was trained on; none if it says nothing. */
  noiseRange: z.array(NoiseRange),
  /** The settings that the card recommends: its default preset with the card's own changes. */
  defaults: Settings,
  /** Changes to the preset `masks` that suit strong correlated noise which it was trained on, if its card names any. */
  strongNoise: Settings.partial().optional(),
});
export type ModelInfo = z.infer<typeof ModelInfo>;

export const DeviceInfo = z.object({
  name: Device,
  available: z.boolean(),
  /** What it is called on this machine, where that can be told: one name for each processor of the kind. */
  hardware: z.array(z.string()).optional(),
  /** Why it is not available. */
  reason: z.string().optional(),
  /** What is missing, if that is known: a driver is the user's to install, libraries this program can get. */
  missing: z.enum(['driver', 'library', 'provider']).optional(),
});
export type DeviceInfo = z.infer<typeof DeviceInfo>;

/** Pixels for a pane: a rectangle of the pyramid level `level` (level L is the image reduced by 2^L, box filter). */
export const Patch = z.object({
  stage: StageName,
  level: z.int().min(0),
  rect: RectSchema,
  /** `[height, width, 4]`, RGBA 8 bit; alpha is always 255. */
  pixels: z.instanceof(Uint8Array),
});
export type Patch = z.infer<typeof Patch>;

export const Report = z.object({
  input: z.string(),
  output: z.string().nullable(),
  width: z.int(),
  height: z.int(),
  ...Provenance.shape,
  seconds: z.number(),
  /** Seconds spent inside the network's runs. */
  networkSeconds: z.number(),
  /** Passes of the branch network over the whole image: n K, and n T more for R3. */
  passes: z.int(),
  noise: Noise,
  /** Images of the file that were denoised: pages, or channels that are images of their own. */
  pages: z.int(),
  /** How values of the file became numbers for the network (of its first image). */
  values: z.object({ kind: z.enum(sampleKinds), bits: z.int(), ...ValueRangeInfo.shape }),
  /** Root mean square difference between result and noisy input, 0..1. Says how much was changed, not how well. */
  difference: z.number(),
  /**
   * Share of the noisy image's variance that is left in the flat parts of the result (of the file's first image): the score that
   * needs no reference. Of noise that stayed, not of detail that was lost.
   */
  noiseLeft: z.number().optional(),
  /** Against the reference, of every stage that was measured, the result and the noisy input among them. */
  scores: Scores.optional(),
  ...Peak.partial().shape,
});
export type Report = z.infer<typeof Report>;

export const Progress = z.object({
  /** 0..1 */
  fraction: z.number(),
  /** Estimate, once there is one. */
  secondsLeft: z.number().optional(),
  /**
   * The result is on the disk and is about to get its name: if the engine ends before it answers, the file with this identity
   * is this result.
   */
  written: z.object({ identity: z.string(), report: Report }).optional(),
});
export type Progress = z.infer<typeof Progress>;

/** A file, or one of its pages: the first unless said. */
const OneImage = z.object({ image: z.string(), page: z.int().min(0).optional() });

/** An image as it is shown, perhaps beside others. */
const SeenImage = z.object({
  image: z.string().min(1),
  page: z.int().min(0).optional(),
  /**
   * The image in whose range of values it is seen, so that equal values look the same; its own unless said. An image of one
   * page is seen beside any page of it.
   */
  like: OneImage.optional(),
  /** What it lies on, where images of other sizes lie too: coordinates are those of the canvas. */
  canvas: z.object({ width: z.int().min(1), height: z.int().min(1), alignment: z.enum(alignments) }).optional(),
});
export type SeenImage = z.infer<typeof SeenImage>;

const coordinate = z.int().min(0).max(1e6);
const PointSchema = z.object({ x: coordinate, y: coordinate });
/** Pixels of what is seen: of a stage, or of the canvas that an image lies on. */
export const SelectionSchema = z.object({ shape: z.enum(selectionShapes), from: PointSchema, to: PointSchema });

/** A picture that can be measured: a stage, or an image as it is shown. */
const MeasuredPicture = z.union([z.object({ job: Job, stage: StageName }), SeenImage]);
export type MeasuredPicture = z.infer<typeof MeasuredPicture>;

/**
 * What a selection holds, by the values that a file has or would be saved with, as numbers 0..1 of the range that the picture is
 * seen in; not clamped.
 */
export const Measurement = z.object({
  /** Of a rectangle. @see Statistics in core/statistics */
  statistics: z
    .object({
      mean: z.array(z.number()).readonly(),
      deviation: z.array(z.number()).readonly(),
      min: z.number(),
      max: z.number(),
      histogram: z.array(z.number()).readonly(),
    })
    .optional(),
  /** Of a rectangle that lies in both pictures with as many pixels, against the other picture. */
  score: Score.optional(),
  /** Along a line: the mean of the colours of each pixel; null where there is none. */
  profile: z.array(z.number().nullable()).optional(),
});
export type Measurement = z.infer<typeof Measurement>;

export const SettingsChoice = z.object({
  /** The one that was asked for, or one that knows the noise better. */
  model: z.string(),
  settings: Settings,
  /** Why, in a sentence. */
  reason: z.string(),
  noise: Noise,
  /**
   * What was tried. `left`: the variance left in the flat parts of the result, as a share of that of the noisy image; it says how
   * much noise is left, not how much detail was lost. `score`: the estimated error against the clean image, in dB, the more the
   * better, of those that were compared; only differences between candidates of one image mean something.
   */
  candidates: z.array(
    z.object({ model: z.string(), settings: Settings, left: z.number(), score: z.number().optional() }),
  ),
  seconds: z.number(),
});
export type SettingsChoice = z.infer<typeof SettingsChoice>;

/** One try of a sweep. */
export const SweepResult = z.object({
  /** Variance left in the flat parts, as a share of that of the noisy image; null where that does not vary. */
  left: z.number().nullable(),
  /** Against the reference, if there is one. */
  score: Score.optional(),
  seconds: z.number(),
});
export type SweepResult = z.infer<typeof SweepResult>;

/** How near two files are to one another. */
export const PairScore = z.object({
  ...Score.shape,
  ...Peak.shape,
  /** The largest difference of two samples, in values of the reference. */
  maxDifference: z.number(),
  /** How many were compared. */
  pages: z.int(),
  notes: z.array(z.string()),
});
export type PairScore = z.infer<typeof PairScore>;

/** A request with nothing to say on the way declares `progress: z.never()`. */
function request<P extends z.ZodType, R extends z.ZodType, G extends z.ZodType>(params: P, result: R, progress: G) {
  return { params, result, progress };
}

export const contract = {
  /** Of the engine and the libraries that it uses, by name. */
  versions: request(z.object({}), z.record(z.string(), z.string()), z.never()),
  /** All but `auto`. The first time each that may work is tried, which takes seconds: no picture should wait for it. */
  devices: request(z.object({}), z.array(DeviceInfo), z.never()),
  /** The models that have a name: those of the engine's folders with a card. */
  models: request(z.object({}), z.array(ModelInfo), z.never()),
  /**
   * What one model is and recommends; `model` as in a job: a name or the path of an ONNX file, with or without a card.
   * The first bundled one if none is said.
   */
  inspectModel: request(z.object({ model: z.string().min(1).optional() }), ModelInfo, z.never()),
  /** Makes a network ready for its first pass with nothing hidden, which then takes no longer than the others. */
  warmUp: request(z.object({ model: z.string().min(1), device: Device }), z.object({}), z.never()),
  /** Reads an image's header and pixels and tells what it is. */
  inspectImage: request(OneImage, ImageInfo, z.never()),
  /** Estimates level and spatial correlation of the noise. */
  noise: request(OneImage, Noise, z.never()),
  /** Chooses settings from the image alone: its noise, and what a few candidates leave of it on crops. */
  chooseSettings: request(
    z.object({
      ...OneImage.shape,
      model: z.string().min(1),
      device: Device,
      /** Whether another bundled model may be chosen where the first bundled one is asked for and does not know the noise. */
      anyModel: z.boolean(),
    }),
    SettingsChoice,
    z.never(),
  ),
  /**
   * Tries settings and models on a part of an image, in the background: the result of that part by itself, of which progress
   * tells, after each try, the scores of all so far. They change a little with each: what is flat is told from all together.
   */
  sweep: request(
    z.object({
      ...OneImage.shape,
      device: Device,
      reference: z.string().min(1).optional(),
      region: RectSchema.extend({ width: z.int().min(1).max(1024), height: z.int().min(1).max(1024) }),
      points: z
        .array(z.object({ model: z.string().min(1), settings: Settings }))
        .min(1)
        .max(64),
    }),
    z.object({}),
    z.array(SweepResult),
  ),
  /**
   * Streams the pixels of a viewport, the tiles nearest to the eye (to its centre unless said) first, in every stage asked for; ends when the
   * viewport is complete. Runs before anything in the background. With `preview`, denoises the image reduced to `level`
   * instead of reducing the denoised one: much faster, and not what will be saved. With `spot`, what is first missing comes
   * first in a tile of that edge about the eye: exact pixels, sooner.
   */
  render: request(
    z.object({
      job: Job,
      stages: z.array(StageName).min(1),
      viewport: RectSchema,
      level: z.int().min(0).max(16),
      eye: PointSchema.optional(),
      preview: z.boolean().optional(),
      spot: z.int().min(1).max(4096).optional(),
    }),
    Provenance,
    Patch,
  ),
  /** How long the result of all of the image would take here, by what passes of this network have taken. */
  estimate: request(z.object({ job: Job }), z.object({ seconds: z.number() }), z.never()),
  /** Streams the pixels of a viewport of an image as it is in its file, the middle first; alpha 0 beside the image. */
  picture: request(
    SeenImage.extend({ viewport: RectSchema, level: z.int().min(0).max(16) }),
    z.object({}),
    Patch.omit({ stage: true }),
  ),
  /** A square of an image as it is in its file, about `centre` (the middle unless said), at most `edge` pixels wide and high. */
  crop: request(
    OneImage.extend({ centre: PointSchema.optional(), edge: z.int().min(1).max(2048) }),
    RectSchema.extend({
      /** RGB, 8 bit, one pixel of it for one of the image. */
      png: z.instanceof(Uint8Array),
    }),
    z.never(),
  ),
  /** A few pixels that stand for an image, `[height, width, 4]`; null where they cannot be had cheaply. */
  thumbnail: request(
    z.object({ image: z.string().min(1), edge: z.int().min(16).max(512) }),
    z.object({ width: z.int(), height: z.int(), pixels: z.instanceof(Uint8Array) }).nullable(),
    z.never(),
  ),
  /** The float values of one pixel of such a picture; null beside the image. */
  pictureValue: request(
    SeenImage.extend({ x: z.int().min(0), y: z.int().min(0) }),
    z.tuple([z.number(), z.number(), z.number()]).nullable(),
    z.never(),
  ),
  /** The float values of one pixel in several stages; null where that stage has not been computed yet. */
  pixel: request(
    z.object({ job: Job, stages: z.array(StageName).min(1), x: z.int().min(0), y: z.int().min(0) }),
    z.array(z.tuple([z.number(), z.number(), z.number()]).nullable()),
    z.never(),
  ),
  /** Measures what is selected in a picture, and against another one; computes what of it is not there yet, in the background. */
  measurement: request(
    z.object({ picture: MeasuredPicture, against: MeasuredPicture.optional(), selection: SelectionSchema }),
    Measurement,
    z.never(),
  ),
  /**
   * Computes the whole image and measures it; with `output` writes the result, never over the source and over another
   * file only with `overwrite`; with `dump` writes the stages as .npy files.
   */
  denoise: request(
    z.object({
      job: Job,
      /** Stages to measure besides the result (needs a reference). */
      measure: z.array(StageName),
      output: z.string().optional(),
      overwrite: z.boolean().optional(),
      dump: z.string().optional(),
      /** What PSNR is relative to, in values of the reference. */
      peak: z.number().positive().optional(),
    }),
    Report,
    Progress,
  ),
  /** All pages of two files, or one. */
  compare: request(
    z.object({
      image: z.string(),
      reference: z.string(),
      page: z.int().min(0).optional(),
      /** With which page of the reference that one is compared; with the same unless said. */
      referencePage: z.int().min(0).optional(),
      peak: z.number().positive().optional(),
    }),
    PairScore,
    z.never(),
  ),
  /**
   * Trains a model. Cancelled, it stops after the step under way, keeps model and checkpoint and answers as if its time
   * were up; before the first step it answers `cancelled`. Pausing is cancelling, going on is asking with `resume`.
   */
  train: request(TrainParams, TrainSummary, TrainProgress),
} as const;

type Contract = typeof contract;
export type Method = keyof Contract;
export type Params<M extends Method> = z.infer<Contract[M]['params']>;
export type Result<M extends Method> = z.infer<Contract[M]['result']>;
export type ProgressOf<M extends Method> = z.infer<Contract[M]['progress']>;

/** The engine as its users see it, whether it runs in a child process or, in a test, in this one. */
export interface Engine {
  /**
   * @throws {AmsnetError} with the engine's own code, `engine/crashed` if its process ended, `cancelled` if `token`
   * asked for it.
   */
  request<M extends Method>(method: M, params: Params<M>, options?: RequestOptions<M>): Promise<Result<M>>;
}

export interface RequestOptions<M extends Method> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (value: ProgressOf<M>) => void;
  /**
   * How long the request may go on after it was cancelled before the engine process is killed and restarted; 1000
   * unless said. A view that only moved on asks for more, so that a slow network's pass under way is not lost.
   */
  readonly patienceMs?: number;
}
