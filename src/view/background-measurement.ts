import type { Engine, Job, Report } from '../client/contract';
import { isCancelled } from './problem';
import type { Activity, StageName } from '../messages/view';

/** How long knobs and camera rest before the pixels that nobody looks at are computed. */
const idleMs = 700;

export interface BackgroundMeasurementEvents {
  /** What is to be finished now, if anything. */
  next(): { job: Job; measure: StageName[] } | undefined;
  progress(activity: Activity | undefined): void;
  done(report: Report, measured: readonly StageName[]): void;
  failed(error: unknown): void;
}

/** Computes whole images behind the visible pixels: to measure them, or to write them. */
export class BackgroundMeasurement {
  #timer: NodeJS.Timeout | undefined;
  #measuring: AbortController | undefined;
  #saving: AbortController | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly events: BackgroundMeasurementEvents,
  ) {}

  get busy(): boolean {
    return this.#measuring !== undefined || this.#saving !== undefined;
  }

  /** Something changed: look after a rest whether there is something to finish. */
  settle(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#measure(), idleMs);
  }

  /** After a rest something came that was waited for. */
  goOn(): void {
    void this.#measure();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#measuring?.abort();
    this.#measuring = undefined;
    this.#saving?.abort();
    this.#saving = undefined;
  }

  /** @throws {AmsnetError} as `denoise` of the engine; `cancelled` after `stop` */
  async save(job: Job, output: string, overwrite = true): Promise<Report> {
    this.stop();
    const mine = new AbortController();
    this.#saving = mine;
    try {
      // The save dialog has asked before it named a file that exists.
      return await this.#denoise('saving', { job, measure: [], output, overwrite }, mine.signal);
    } finally {
      if (this.#saving === mine) {
        this.#saving = undefined;
        this.events.progress(undefined);
        this.settle();
      }
    }
  }

  async #measure(): Promise<void> {
    const work = this.busy ? undefined : this.events.next();
    if (!work) return;
    const mine = new AbortController();
    this.#measuring = mine;
    try {
      const report = await this.#denoise('whole', work, mine.signal);
      if (this.#measuring !== mine) return;
      this.#measuring = undefined;
      this.events.done(report, work.measure);
    } catch (error) {
      if (this.#measuring !== mine) return;
      this.#measuring = undefined;
      if (!isCancelled(error)) this.events.failed(error);
    }
  }

  #denoise(
    kind: Activity['kind'],
    params: { job: Job; measure: StageName[]; output?: string; overwrite?: boolean },
    signal: AbortSignal,
  ): Promise<Report> {
    return this.engine.request('denoise', params, {
      signal,
      onProgress: ({ fraction, secondsLeft }) => {
        if (!signal.aborted) this.events.progress({ kind, fraction, secondsLeft });
      },
    });
  }
}
