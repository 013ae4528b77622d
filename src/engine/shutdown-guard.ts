/** Lets work that must not be lost come to an end in order when nobody is left who could want its answer. */
export class ShutdownGuard {
  readonly #abort = new AbortController();
  readonly #held = new Set<Promise<unknown>>();

  /** Aborted once the process is to end. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Whether there is such work. */
  get isHolding(): boolean {
    return this.#held.size > 0;
  }

  /** Keeps the process until `work` has ended; it is to end soon once `signal` is aborted. */
  async hold<T>(work: Promise<T>): Promise<T> {
    this.#held.add(work);
    try {
      return await work;
    } finally {
      this.#held.delete(work);
    }
  }

  /** Resolves when the process may end. Never rejects. */
  async close(): Promise<void> {
    this.#abort.abort();
    await Promise.allSettled(this.#held);
  }
}
