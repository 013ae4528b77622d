/** The training loop: any source of batches, any plan; progress out, cancellation in, checkpoints kept. */
import * as ort from '../runtime/onnxruntime';
import { readCheckpoint, writeCheckpoint } from './checkpoint';
import { rateAt } from './schedule';
import { layoutOf } from './network';
import { onCpu, type OpenSession } from './open-session';
import { stepModel } from './step';
import type { Checkpoint, Weights } from './checkpoint';
import type { Batch, BatchSource } from './data/batch';
import type { ParameterLayout } from './parameter-layout';
import type { RateSchedule } from './schedule';
import type { StepConfig } from './step';

export interface TrainingPlan extends Omit<StepConfig, 'batch' | 'patch'> {
  /** Names the plan in checkpoints; another plan's checkpoint is not continued. */
  readonly name: string;
  /** When training ends, in steps or in minutes of training time. */
  readonly length: { readonly steps: number } | { readonly minutes: number };
  readonly schedule: RateSchedule;
  /** Decay of the moving average of the weights, per step. */
  readonly averaging: number;
}

export interface TrainerOptions {
  /** Where the training step runs; the CPU unless said. */
  readonly open?: OpenSession;
  /** Where to keep checkpoints; without it none are written. */
  readonly checkpoint?: string;
  readonly checkpointSeconds?: number;
  /** Whether the checkpoint is written at the end of `run` too; not where something else has to be safe before. */
  readonly saveAtEnd?: boolean;
  /** The error on validation samples of a set of weights; training stops when it says that the weights have diverged. */
  readonly evaluate?: (parameters: Float32Array) => Promise<number>;
  readonly evaluateSeconds?: number;
  /** Told when a checkpoint cannot be written, which ends nothing: the weights are still here. Without it `run` rejects. */
  readonly onCheckpointError?: (error: unknown) => void;
}

export interface TrainingReport {
  readonly step: number;
  /** 0..1 */
  readonly done: number;
  readonly secondsLeft: number;
  /** Loss, averaged over the last steps. */
  readonly loss: number;
  readonly validation: readonly (readonly [step: number, error: number])[];
  readonly megapixelsPerSecond: number;
  /** Share of the time spent outside the training step itself. */
  readonly overhead: number;
}

export interface TrainingControl {
  readonly signal?: AbortSignal;
  readonly onReport?: (report: TrainingReport) => void;
}

/** failed: the next batch, a step or a validation error could not be had; the weights are those before it. */
export type Outcome = 'finished' | 'stopped' | 'diverged' | 'failed';

/** So many steps in a row with a loss that is no number end the training. */
const maxRejected = 5;
/** A validation error this many times the best one ends the training. */
const divergenceFactor = 2;
const averagingInterval = 4;

export class Trainer {
  readonly layout: ParameterLayout;
  private step = 0;
  private seconds = 0;
  private validation: [number, number][] = [];
  private weights: Weights;
  /** Why `run` ended with `failed`. */
  failure: unknown;

  constructor(
    private readonly plan: TrainingPlan,
    private readonly source: BatchSource,
    start: Float32Array,
    private readonly options: TrainerOptions = {},
  ) {
    this.layout = layoutOf(plan.network);
    const zeros = () => new Float32Array(this.layout.size);
    const [parameters, average, best] = [start.slice(), start.slice(), start.slice()];
    this.weights = { parameters, moment1: zeros(), moment2: zeros(), average, best };
  }

  /** The weights to use: the moving average with the best validation error, or the last one where none is measured. */
  get result(): Float32Array {
    return this.validation.length > 0 ? this.weights.best : this.weights.average;
  }

  get progress(): Checkpoint['progress'] {
    return {
      version: 2,
      step: this.step,
      seconds: this.seconds,
      size: this.layout.size,
      plan: this.plan.name,
      validation: this.validation,
    };
  }

  /** Continues from the checkpoint, if there is one of this plan. */
  async resume(): Promise<boolean> {
    const { checkpoint } = this.options;
    const found = checkpoint === undefined ? undefined : await readCheckpoint(checkpoint);
    if (found?.progress.plan !== this.plan.name || found.progress.size !== this.layout.size) return false;
    this.step = found.progress.step;
    this.seconds = found.progress.seconds;
    this.validation = found.progress.validation;
    this.weights = found.weights;
    return true;
  }

  async save(): Promise<void> {
    if (this.options.checkpoint !== undefined)
      await writeCheckpoint(this.options.checkpoint, { progress: this.progress, weights: this.weights });
  }

  /**
   * Trains to the end of the plan, or until `signal` says so. Whatever happens after the first step, the weights so far
   * are kept.
   * @throws what the device or the first batch says, if not one step could be done
   */
  async run({ signal, onReport }: TrainingControl = {}): Promise<Outcome> {
    const { batch, patch } = this.source.shape;
    const { open = onCpu() } = this.options;
    const session = await open(stepModel({ ...this.plan, batch, patch }));
    const stepBefore = this.step;
    try {
      return await this.loop(session, signal, onReport);
    } catch (error) {
      if (this.step === stepBefore) throw error;
      this.failure = error;
      return 'failed';
    } finally {
      if (this.options.saveAtEnd ?? true) await this.trySave();
      await session.release();
    }
  }

  private async loop(
    session: ort.InferenceSession,
    signal: AbortSignal | undefined,
    onReport: TrainingControl['onReport'],
  ): Promise<Outcome> {
    const { batch, patch } = this.source.shape;
    const { checkpointSeconds = 120, evaluateSeconds = 60 } = this.options;
    const clock = new Clock(this.seconds);
    let lastSaved = this.seconds;
    let lastEvaluated = -Infinity;
    let rejected = 0;
    let smoothed: number | undefined;
    let next = this.prepare(this.step);
    try {
      while (this.doneShare() < 1) {
        if (signal?.aborted) return 'stopped';
        const data = await next;
        next = this.prepare(this.step + 1);
        const loss = await clock.inside(() => this.take(session, data));
        if (loss === undefined) {
          if (++rejected >= maxRejected) return 'diverged';
        } else {
          rejected = 0;
          smoothed = smoothed === undefined ? loss : smoothed + 0.02 * (loss - smoothed);
        }
        this.seconds = clock.total();
        if (this.seconds - lastEvaluated >= evaluateSeconds || this.doneShare() >= 1) {
          lastEvaluated = this.seconds;
          if (!(await this.evaluate())) return 'diverged';
        }
        if (this.seconds - lastSaved >= checkpointSeconds) {
          lastSaved = this.seconds;
          await this.trySave();
        }
        onReport?.({
          step: this.step,
          done: this.doneShare(),
          secondsLeft: (this.seconds / Math.max(1e-6, this.doneShare())) * (1 - this.doneShare()),
          loss: smoothed ?? Number.NaN,
          validation: this.validation,
          megapixelsPerSecond: (clock.steps * batch * patch * patch) / 1e6 / clock.session(),
          overhead: clock.overhead(),
        });
      }
      return 'finished';
    } finally {
      await next.catch(() => undefined);
    }
  }

  /** The batch of a step, made while the step before it runs: if that fails, it is said when the batch is needed. */
  private prepare(step: number): Promise<Batch> {
    const batch = Promise.resolve().then(() => this.source.batch(step));
    batch.catch(() => undefined);
    return batch;
  }

  private async trySave(): Promise<void> {
    try {
      await this.save();
    } catch (error) {
      if (!this.options.onCheckpointError) throw error;
      this.options.onCheckpointError(error);
    }
  }

  private doneShare(): number {
    const { length } = this.plan;
    return 'steps' in length ? this.step / length.steps : this.seconds / 60 / length.minutes;
  }

  /** One step; its loss, or undefined if a number overflowed and the step was not taken. */
  private async take(session: ort.InferenceSession, data: Batch): Promise<number | undefined> {
    const { batch, patch } = this.source.shape;
    const flat = (values: Float32Array) => new ort.Tensor('float32', values, [this.layout.size]);
    const image = (values: Float32Array, channels: number) =>
      new ort.Tensor('float32', values, [batch, channels, patch, patch]);
    const scalar = (value: number) => new ort.Tensor('float32', Float32Array.of(value), []);
    const results = await session.run({
      parameters: flat(this.weights.parameters),
      moment1: flat(this.weights.moment1),
      moment2: flat(this.weights.moment2),
      rate: scalar(rateAt(this.plan.schedule, this.step, this.doneShare())),
      step: scalar(this.step + 1),
      input: image(data.input, 3),
      mask: image(data.mask, 1),
      target: image(data.target, 3),
      weight: image(data.weight, 1),
    });
    const values = (name: string) => results[name].data as Float32Array;
    this.step++;
    const [loss] = values('loss');
    if (!Number.isFinite(loss) || !Number.isFinite(values('norm')[0])) return undefined;
    this.weights = {
      ...this.weights,
      parameters: values('next_parameters'),
      moment1: values('next_moment1'),
      moment2: values('next_moment2'),
    };
    if (this.step % averagingInterval === 0) this.average();
    return loss;
  }

  private average(): void {
    const { average, parameters } = this.weights;
    // The average of few steps must not remember the start for long.
    const decay = Math.min(this.plan.averaging, this.step / (this.step + 9)) ** averagingInterval;
    for (let i = 0; i < average.length; i++) average[i] = parameters[i] + decay * (average[i] - parameters[i]);
  }

  /** @returns false if training has diverged */
  private async evaluate(): Promise<boolean> {
    if (!this.options.evaluate) return true;
    const error = await this.options.evaluate(this.weights.average);
    const bestSoFar = Math.min(...this.validation.map(([, value]) => value));
    if (error > divergenceFactor * bestSoFar || Number.isNaN(error)) return false;
    this.validation.push([this.step, error]);
    if (error <= bestSoFar) this.weights.best.set(this.weights.average);
    return true;
  }
}

/** Time spent in all, and inside the steps. */
class Clock {
  private readonly started = performance.now();
  private insideSeconds = 0;
  steps = 0;

  constructor(private readonly before: number) {}

  async inside<T>(work: () => Promise<T>): Promise<T> {
    const from = performance.now();
    const result = await work();
    this.insideSeconds += (performance.now() - from) / 1000;
    this.steps++;
    return result;
  }

  total(): number {
    return this.before + (performance.now() - this.started) / 1000;
  }

  session(): number {
    return this.insideSeconds;
  }

  overhead(): number {
    return 1 - this.insideSeconds / Math.max(1e-9, (performance.now() - this.started) / 1000);
  }
}
