import type { Engine, Job, Result } from '../client/contract';
import type { ViewMessage } from '../messages/view';

export type Probe = Extract<ViewMessage, { type: 'probe' }>;

/** Asks for the values under the pointer: one question at a time, then the newest, however fast the pointer moves. */
export class PixelProbe {
  #busy = false;
  #next: Probe | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly jobNow: () => Job | undefined,
    private readonly answer: (question: Probe, job: Job, values: Result<'pixel'>) => void,
  ) {}

  async ask(question: Probe): Promise<void> {
    this.#next = question;
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#take(), job = this.jobNow(); next && job; next = this.#take(), job = this.jobNow()) {
        const { x, y, stages } = next;
        // A failure leaves the 8 bit values standing; whatever is wrong shows where pixels are made.
        const values = await this.engine.request('pixel', { job, stages: [...stages], x, y }).catch(() => undefined);
        if (values) this.answer(next, job, values);
      }
    } finally {
      this.#busy = false;
    }
  }

  #take(): Probe | undefined {
    const next = this.#next;
    this.#next = undefined;
    return next;
  }
}
