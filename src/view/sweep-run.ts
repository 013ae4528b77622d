import type { Engine, Job, ModelInfo } from '../client/contract';
import type { Rect, Size } from '../core/geometry';
import { sweepPoints, sweepRegion, type SweepName } from '../core/sweep';
import type { Activity, Sweep } from '../messages/view';
import { isCancelled } from './problem';

export interface SweepEvents {
  changed(sweep: Sweep | undefined): void;
  progress(activity: Activity | undefined): void;
  failed(error: unknown): void;
}

/** What a sweep begins with. */
export interface Sweeping {
  readonly name: SweepName;
  /** What is visible, in pixels of the image. */
  readonly visible: Rect;
  readonly job: Job;
  readonly size: Size;
  readonly models: readonly ModelInfo[];
}

/** Tries values of one setting, or all models, on a part of what is visible. A newer sweep takes the place of the one before. */
export class SweepRun {
  #current: { readonly cancel: AbortController; shown: Sweep } | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly events: SweepEvents,
  ) {}

  /** What was tried until then stays. */
  stop(): void {
    this.#current?.cancel.abort();
    this.#end();
  }

  async start({ name, visible, job, size, models }: Sweeping): Promise<void> {
    this.stop();
    const region = sweepRegion(visible, size);
    const points = sweepPoints(name, job, models);
    const cancel = new AbortController();
    const mine = (this.#current = { cancel, shown: { name, region, points, results: [], running: true } });
    this.#show({});
    const { image, page, device, reference } = job;
    const optional = { ...(page === undefined ? {} : { page }), ...(reference === undefined ? {} : { reference }) };
    try {
      const params = { image, ...optional, device, region, points: [...points] };
      const onProgress = (results: Sweep['results']) => {
        if (this.#current === mine) this.#show({ results });
      };
      await this.engine.request('sweep', params, { signal: cancel.signal, onProgress });
    } catch (error) {
      if (!isCancelled(error) && this.#current === mine) this.events.failed(error);
    }
    if (this.#current === mine) this.#end();
  }

  #end(): void {
    if (!this.#current) return;
    this.#show({ running: false });
    this.#current = undefined;
  }

  #show(change: Partial<Sweep>): void {
    if (!this.#current) return;
    const shown = (this.#current.shown = { ...this.#current.shown, ...change });
    const { results, points, running } = shown;
    this.events.changed(shown);
    const activity = { kind: 'sweeping', fraction: results.length / points.length, secondsLeft: undefined } as const;
    this.events.progress(running ? activity : undefined);
  }
}
