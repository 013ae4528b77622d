/** What a training says while it runs: its progress, and pictures of what it has learned so far. */
import type { TrainingDeviceName, TrainProgress } from '../../client/training';
import type { DenoiseSettings } from '../../core/settings';
import type { TrainingReport } from '../../train/trainer';
import type { NetworkTraits } from '../models/traits';
import type { Sampler } from './sample';

const sampleMs = 15_000;
/** People read no faster, and every report crosses a process border. */
const reportMs = 250;

export interface Reporting {
  readonly say: (progress: TrainProgress) => void;
  readonly sampler: Pick<Sampler, 'take'>;
  /** The model as trained so far. */
  readonly model: () => {
    readonly bytes: Uint8Array;
    readonly traits: NetworkTraits;
    readonly settings: DenoiseSettings;
  };
  readonly device: () => TrainingDeviceName;
  /** Validation errors that have been told already. */
  readonly validations: number;
}

export class Reporter {
  #validations: number;
  #reportedAt = -Infinity;
  #sampledAt = -Infinity;
  #sampling: Promise<void> | undefined;

  constructor(private readonly options: Reporting) {
    this.#validations = options.validations;
  }

  report(report: TrainingReport): void {
    const { say, device } = this.options;
    const now = performance.now();
    for (const [step, error] of report.validation.slice(this.#validations))
      say({ type: 'validation', point: [step, error] });
    this.#validations = report.validation.length;
    if (now - this.#reportedAt >= reportMs || report.done >= 1) {
      this.#reportedAt = now;
      const said = stepProgress(report, device());
      if (said) say(said);
    }
    if (now - this.#sampledAt < sampleMs || this.#sampling) return;
    this.#sampledAt = now;
    this.#sampling = this.#sample(report.step).finally(() => (this.#sampling = undefined));
  }

  /** Resolves when no picture is being made any more. */
  async end(): Promise<void> {
    await this.#sampling;
  }

  async #sample(step: number): Promise<void> {
    try {
      const { bytes, traits, settings } = this.options.model();
      this.options.say(await this.options.sampler.take(step, bytes, traits, settings));
    } catch {
      // Only a picture to look at, and none is needed once training stops.
    }
  }
}

/** Undefined while there is no loss that is a number. */
function stepProgress(report: TrainingReport, device: TrainingDeviceName): TrainProgress | undefined {
  const { step, done, secondsLeft, loss, megapixelsPerSecond } = report;
  if (!Number.isFinite(loss)) return undefined;
  return { type: 'step', step, fraction: Math.min(1, done), secondsLeft, loss, megapixelsPerSecond, device };
}
