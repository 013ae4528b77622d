import type { LookMessage, PixelMessage } from '../messages/view';
import { text } from './text';

export type Captured = Pick<Extract<LookMessage, { type: 'captured' }>, 'png' | 'panes'>;

/** A page that is hidden, or busy beyond use, answers nothing. */
const patienceMs = 10_000;

/** Asks the page for what it shows. */
export class Capture {
  #asked = 0;
  #answer: ((captured: Captured) => void) | undefined;

  constructor(private readonly post: (message: PixelMessage) => void) {}

  /** @throws {Error} with a sentence, where the page is not there to answer */
  async take(): Promise<Captured> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(text.exporting.notVisible));
      }, patienceMs);
      this.#answer = captured => {
        clearTimeout(timer);
        resolve(captured);
      };
      this.post({ type: 'capture', request: ++this.#asked });
    });
  }

  receive({ request, png, panes }: Extract<LookMessage, { type: 'captured' }>): void {
    if (request === this.#asked) this.#answer?.({ png, panes });
  }
}
