import type { Engine } from '../client/contract';
import type { TrainParams, TrainProgress, TrainSummary } from '../client/training';
import { AmsnetError } from '../core/errors';
import { toFailure } from '../batch/record';
import { text } from './text';

interface Training {
  readonly params: TrainParams;
  readonly abort: AbortController;
  /** What it said last, the sample aside. */
  progress: TrainProgress | undefined;
  summary: TrainSummary | undefined;
  error: unknown;
}

/** Trainings that an agent started: a call returns at once, and later ones ask how it goes. */
export class Trainings {
  private readonly trainings = new Map<string, Training>();

  /** @param engine one of its own: a training may take hours, in which images are denoised too */
  constructor(private readonly engine: Engine) {}

  /** @returns its id */
  start(params: TrainParams): string {
    const id = String(this.trainings.size + 1);
    const training: Training = {
      params,
      abort: new AbortController(),
      progress: undefined,
      summary: undefined,
      error: undefined,
    };
    this.trainings.set(id, training);
    const onProgress = (progress: TrainProgress) => {
      if (progress.type === 'reading' || progress.type === 'step') training.progress = progress;
    };
    this.engine.request('train', params, { signal: training.abort.signal, onProgress, patienceMs: 600_000 }).then(
      summary => (training.summary = summary),
      (error: unknown) => (training.error = error),
    );
    return id;
  }

  /** @throws {AmsnetError} training/not-found */
  status(id: string): Record<string, unknown> {
    const { params, progress, summary, error } = this.find(id);
    const { output } = params;
    if (error !== undefined) return { id, output, state: 'failed', ...toFailure(output, error) };
    if (summary) return { id, state: 'finished', ...summary };
    return { id, output, state: 'running', ...(progress && { progress }) };
  }

  /**
   * It ends after the step under way, and `status` tells how.
   * @throws {AmsnetError} training/not-found
   */
  stop(id: string): void {
    this.find(id).abort.abort();
  }

  private find(id: string): Training {
    const training = this.trainings.get(id);
    if (!training) throw new AmsnetError('training/not-found', ...text.noTraining(id));
    return training;
  }
}
