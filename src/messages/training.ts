/**
 * What crosses the border between the extension host and the page of a training. The host owns the training; the page
 * gets whole snapshots, so that one that was closed and opened again needs nothing but the newest.
 */
import type { TrainFacts, TrainingDeviceName, TrainSample, TrainSummary } from '../client/training';
import type { Problem } from './view';

export type { TrainSample } from '../client/training';

/** A point of a curve. */
export type Point = readonly [step: number, value: number];

/**
 * starting: reads images. training. pausing, stopping: it was told to, and is at its last step. paused: goes on when
 * told. ended: by itself or by the user, to be kept or discarded. failed: with `problem`. kept: the model has its name.
 */
export type Phase = 'starting' | 'training' | 'pausing' | 'paused' | 'stopping' | 'ended' | 'failed' | 'kept';

export interface TrainingState {
  /** What it learns from: the name of a folder, or how many images. */
  readonly title: string;
  /** The starting model's name; `auto` = it will be chosen by the noise, null = from scratch. */
  readonly from: string | null;
  readonly minutes: number;
  readonly phase: Phase;
  /** Known once the images have been read. */
  readonly facts: TrainFacts | undefined;
  /** 0..1 */
  readonly fraction: number;
  readonly secondsLeft: number | undefined;
  /** While it trains. */
  readonly speed: { readonly megapixelsPerSecond: number; readonly device: TrainingDeviceName } | undefined;
  /** Steps done, by the engine's last word; the curve that a window leaves behind may lack its last points. */
  readonly step: number;
  readonly losses: readonly Point[];
  readonly validation: readonly Point[];
  /** How it ended or was stopped last. */
  readonly summary: TrainSummary | undefined;
  readonly problem: Problem | undefined;
  /** The name that the model was kept under. */
  readonly keptAs: string | undefined;
}

export type TrainingHostMessage =
  | { readonly type: 'training'; readonly state: TrainingState }
  | { readonly type: 'sample'; readonly sample: TrainSample };

export const trainingCommands = ['pause', 'resume', 'stop', 'keep', 'discard', 'showLog'] as const;
export type TrainingCommand = (typeof trainingCommands)[number];

export type TrainingPageMessage =
  { readonly type: 'ready' } | { readonly type: 'command'; readonly command: TrainingCommand };

/** A cheap guard for the page, whose only correspondent is the extension itself. */
export function isTrainingMessage(value: unknown): value is TrainingHostMessage {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  return type === 'training' || type === 'sample';
}
