import { setImmediate as nextTurnOfTheLoop } from 'node:timers/promises';
import { checkpoint, type RunControl } from '../core/control';

interface Waiting {
  readonly control: RunControl;
  readonly start: () => void;
}

/**
 * Lets one run of a network through at a time, what the user looks at first. ONNX Runtime blocks the thread for a
 * whole run, so that the order of the runs is all that can be chosen. Of two files in the background one is finished before
 * the other: while it is encoded the network is the other's, which is decoded by then.
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
    else {
      this.busy = true;
      await nextTurnOfTheLoop();
    }
    try {
      checkpoint(control);
      return await run();
    } finally {
      // Messages that came in during the run, cancellations among them, are read first, and whoever has just run may ask for
      // its next run.
      setImmediate(() => {
        this.next();
      });
    }
  }

  private next(): void {
    const interactive = this.waiting.find(({ control }) => control.priority === 'interactive');
    const chosen = interactive ?? this.waiting.reduce<Waiting | undefined>(earlier, undefined);
    if (chosen) this.waiting.splice(this.waiting.indexOf(chosen), 1);
    // Stays busy in between, so that no newcomer overtakes the chosen one.
    if (chosen === undefined) this.busy = false;
    else chosen.start();
  }
}

function earlier(one: Waiting | undefined, other: Waiting): Waiting {
  return one && (one.control.since ?? 0) <= (other.control.since ?? 0) ? one : other;
}
