import type { Task } from './types';

/** @see Task */
export class RunningTask<Result, Progress> implements Task<Result, Progress> {
  readonly #result: Promise<Result>;
  readonly #listeners = new Set<(progress: Progress) => void>();
  #latest: { readonly progress: Progress } | undefined;

  constructor(run: (onProgress: (progress: Progress) => void) => Promise<Result>) {
    this.#result = run(progress => {
      this.#latest = { progress };
      for (const listener of this.#listeners) listener(progress);
    });
  }

  then<T = Result, F = never>(
    onFulfilled?: ((result: Result) => T | PromiseLike<T>) | null,
    onRejected?: ((reason: unknown) => F | PromiseLike<F>) | null,
  ): Promise<T | F> {
    return this.#result.then(onFulfilled, onRejected);
  }

  /** What it said last, and all that it says from then on. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Progress, void, undefined> {
    const state = { waiting: this.#latest ? [this.#latest.progress] : [], ended: false };
    let wake: (() => void) | undefined;
    const listener = (progress: Progress) => {
      state.waiting.push(progress);
      wake?.();
    };
    const end = () => {
      state.ended = true;
      wake?.();
    };
    this.#listeners.add(listener);
    this.#result.then(end, end);
    try {
      while (state.waiting.length > 0 || !state.ended) {
        yield* state.waiting.splice(0);
        if (state.waiting.length === 0 && !state.ended) await new Promise<void>(resolve => (wake = resolve));
      }
      await this.#result;
    } finally {
      this.#listeners.delete(listener);
    }
  }
}
