import type { Engine, Job } from '../client/contract';

/** What all of an image would take: asked of the engine, which knows its own speed, once for each job. */
export class WholeEstimate {
  #last: { readonly job: string; seconds?: number } | undefined;

  /** @param came the answer for the last job is there */
  constructor(
    private readonly engine: Engine,
    private readonly came: () => void,
  ) {}

  /** Seconds; undefined where they have to be asked for first. */
  secondsOf(job: Job): number | undefined {
    const name = JSON.stringify(job);
    if (this.#last?.job === name) return this.#last.seconds;
    const mine: { job: string; seconds?: number } = { job: name };
    this.#last = mine;
    this.engine.request('estimate', { job }).then(
      ({ seconds }) => {
        mine.seconds = seconds;
        if (this.#last === mine) this.came();
      },
      // What is wrong shows where pixels are made.
      () => undefined,
    );
    return undefined;
  }
}
