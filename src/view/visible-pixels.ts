import type { Engine, Job, Provenance } from '../client/contract';
import { Drafts } from './drafts';
import { FilePixels } from './file-pixels';
import { OneLook, type Look, type LookEvents } from './one-look';
import { isCancelled } from './problem';

export interface VisiblePixelsEvents extends Omit<LookEvents, 'made'> {
  /** Called for every look that was begun, also one that was given up, with the time that it took. */
  ended(seconds: number): void;
  /** How the pixels were made, if a network was needed for them. */
  done(provenance: Provenance | undefined): void;
  failed(error: unknown): void;
}

/** Keeps one question open: the pixels of the newest viewport. A newer one replaces it. */
export class VisiblePixels {
  #current: OneLook | undefined;
  readonly #drafts = new Drafts();
  readonly #pictures: FilePixels;

  constructor(
    private readonly engine: Engine,
    private readonly events: VisiblePixelsEvents,
  ) {
    this.#pictures = new FilePixels(engine);
  }

  get busy(): boolean {
    return this.#current !== undefined;
  }

  stop(): void {
    this.#pictures.stop();
    this.#current?.cancel();
    this.#current = undefined;
  }

  async look(look: Look, job: Job): Promise<void> {
    const other = this.#current;
    const start = performance.now();
    const made: LookEvents['made'] = (of, viewport) => {
      this.#drafts.made(of, viewport);
    };
    // A look that only moved, as panes do by themselves when a line below them comes or goes, still wants what comes soonest.
    const before = other?.before ?? this.#drafts.before(job, look);
    const mine = (this.#current = new OneLook(
      this.engine,
      this.#pictures,
      { ...this.events, made },
      look,
      job,
      before,
    ));
    try {
      const running = mine.run();
      // Only now: a tile that both viewports need goes over to the new request instead of being started again.
      other?.cancel();
      const provenance = await running.finally(() => {
        this.events.ended((performance.now() - start) / 1000);
      });
      if (this.#current !== mine) return;
      this.#current = undefined;
      this.events.done(provenance);
    } catch (error) {
      if (this.#current !== mine) return;
      this.#current = undefined;
      mine.cancel();
      this.#pictures.stop();
      if (!isCancelled(error)) this.events.failed(error);
    }
  }
}
