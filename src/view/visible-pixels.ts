import type { Engine, Job, Patch, Provenance } from '../client/contract';
import { intersection } from '../core/geometry';
import { area, atLevel } from '../messages/levels';
import { isCancelled } from './problem';
import type { Activity, StageName, ViewMessage } from '../messages/view';

export type Look = Extract<ViewMessage, { type: 'look' }>;

/**
 * How long a pass under way may take after the view has moved on before the engine is killed for it: a slow network on a
 * slow machine finishes its pass, a hung one does not stay.
 */
const patienceMs = 10_000;
/** Before, the time left would be guessed from the start of the engine. */
const estimateAfter = { seconds: 2, fraction: 0.03 };
/** A picture that takes longer than this is told of, and can be stopped, before its first pixels are there. */
const slowMs = 200;

export interface VisiblePixelsEvents {
  patch(patch: Patch, job: Job): void;
  progress(activity: Activity): void;
  /** Called for every look that was begun, also one that was given up, with the time that it took. */
  ended(seconds: number): void;
  done(provenance: Provenance): void;
  failed(error: unknown): void;
}

/** Keeps one question open: the pixels of the newest viewport. A newer one replaces it. */
export class VisiblePixels {
  #current: AbortController | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly events: VisiblePixelsEvents,
  ) {}

  get busy(): boolean {
    return this.#current !== undefined;
  }

  stop(): void {
    this.#current?.abort();
    this.#current = undefined;
  }

  async look(look: Look, job: Job): Promise<void> {
    const before = this.#current;
    const mine = new AbortController();
    const start = performance.now();
    const end = () => {
      this.events.ended((performance.now() - start) / 1000);
    };
    this.#current = mine;
    try {
      const running = this.#request(look, job, mine.signal);
      // Only now: a tile that both viewports need goes over to the new request instead of being started again.
      before?.abort();
      const provenance = await running.finally(end);
      if (this.#current !== mine) return;
      this.#current = undefined;
      this.events.done(provenance);
    } catch (error) {
      if (this.#current !== mine) return;
      this.#current = undefined;
      mine.abort();
      if (!isCancelled(error)) this.events.failed(error);
    }
  }

  async #request({ viewport, level, stages }: Look, job: Job, signal: AbortSignal): Promise<Provenance> {
    const seen = atLevel(viewport, level);
    // What needs no network comes at once, instead of tile by tile behind what does, and says nothing of the time left.
    const files = stages.filter(isFile);
    const computed = stages.filter(stage => !isFile(stage));
    const wanted = area(seen) * (computed.length || files.length);
    const start = performance.now();
    let there = 0;
    const onProgress = (patch: Patch) => {
      if (signal.aborted) return;
      this.events.patch(patch, job);
      if (isFile(patch.stage) && computed.length > 0) return;
      there += area(intersection(patch.rect, seen));
      const fraction = Math.min(1, there / wanted);
      const seconds = (performance.now() - start) / 1000;
      const tooSoon = seconds < estimateAfter.seconds || fraction < estimateAfter.fraction;
      const secondsLeft = tooSoon ? undefined : (seconds * (1 - fraction)) / fraction;
      this.events.progress({ kind: 'visible', fraction, secondsLeft });
    };
    const render = (some: readonly StageName[]) =>
      this.engine.request('render', { job, stages: [...some], viewport, level }, { signal, onProgress, patienceMs });
    const parts = [files, computed].filter(part => part.length > 0).map(render);
    const slow = setTimeout(() => {
      if (!signal.aborted && there === 0) {
        this.events.progress({ kind: 'visible', fraction: undefined, secondsLeft: undefined });
      }
    }, slowMs);
    const provenances = await Promise.all(parts).finally(() => {
      clearTimeout(slow);
    });
    // The last part is the one that ran the network, if any did.
    return provenances[provenances.length - 1];
  }
}

function isFile(stage: StageName): boolean {
  return stage === 'noisy' || stage === 'reference';
}
