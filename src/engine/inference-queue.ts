import { setImmediate as nextTurnOfTheLoop } from 'node:timers/promises';
import { checkpoint, type RunControl } from '../core/control';

interface Waiting {
  readonly control: RunControl;
  readonly start: () => void;
}

/**
 * Lets one run of a network through at a time, what the user looks at first. ONNX Runtime blocks the thread for a
 * whole run, so that the order of the runs is all that can be chosen.
 */
export class InferenceQueue {
  private readonly waiting: Waiting[] = [];
  private busy = false;

  /**
   * Waits for a turn, then runs `run`.
   * @throws {CancelledError} if the request was cancelled before its turn came.
   */
  async turn<T>(control: RunControl, run: () => Promise<T>): Promise<T> {
    if (this.busy) await new Promise<void>(start => this.waiting.push({ control, start }));
    this.busy = true;
    try {
      // Messages that came in during the last run, cancellations among them, are read here.
      await nextTurnOfTheLoop();
      checkpoint(control);
      return await run();
    } finally {
      this.next();
    }
  }

  private next(): void {
    const interactive = this.waiting.findIndex(({ control }) => control.priority === 'interactive');
    const chosen = this.waiting.splice(Math.max(interactive, 0), 1).at(0);
    // Stays busy in between, so that no newcomer overtakes the chosen one.
    if (chosen === undefined) this.busy = false;
    else chosen.start();
  }
}
