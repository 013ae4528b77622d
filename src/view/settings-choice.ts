import type { Engine, Job, Result } from '../client/contract';
import { patienceMs } from './one-look';

export interface SettingsChoiceEvents {
  /** What was chosen for the image of `job`, beginning with the model `from`. */
  chosen(choice: Result<'chooseSettings'>, job: Job, from: string): void;
  failed(error: unknown): void;
}

/** Has settings chosen from the image, one choice at a time. */
export class SettingsChoice {
  #current: AbortController | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly events: SettingsChoiceEvents,
  ) {}

  get busy(): boolean {
    return this.#current !== undefined;
  }

  stop(): void {
    this.#current?.abort();
    this.#current = undefined;
  }

  async start(job: Job, from: string): Promise<void> {
    const mine = (this.#current = new AbortController());
    try {
      // Of a stack the first page, as for a file: all pages are denoised with the same settings.
      const asked = { image: job.image, model: from, device: job.device, anyModel: true };
      const choice = await this.engine.request('chooseSettings', asked, { signal: mine.signal, patienceMs });
      if (this.#current !== mine) return;
      this.#current = undefined;
      this.events.chosen(choice, job, from);
    } catch (error) {
      if (this.#current !== mine) return;
      this.#current = undefined;
      this.events.failed(error);
    }
  }
}
