import { setImmediate as nextTurnOfTheLoop } from 'node:timers/promises';
import type { RunNotice } from '../client/wire';
import { checkpoint, type RunControl } from '../core/control';

/**
 * How long a run may take: far more than the slowest network needs on a machine that does much else. One that takes longer
 * never returns.
 */
const leastSeconds = 300;
const secondsPerMegapixel = 3600;

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

  /** @param announce tells whoever waits for this process that it will not answer for the time of a run */
  constructor(private readonly announce: (run: RunNotice | null) => Promise<void> = () => Promise.resolve()) {}

  /**
   * Waits for a turn, then runs `run`.
   * @param work what runs, and how many pixels it covers
   * @throws {CancelledError} if the request was cancelled before its turn came.
   */
  async turn<T>(control: RunControl, run: () => Promise<T>, work?: { model: string; pixels: number }): Promise<T> {
    if (this.busy) await new Promise<void>(start => this.waiting.push({ control, start }));
    else {
      this.busy = true;
      await nextTurnOfTheLoop();
    }
    try {
      checkpoint(control);
      if (!work) return await run();
      const megapixels = work.pixels / 1e6;
      const seconds = Math.ceil(leastSeconds + secondsPerMegapixel * megapixels);
      await this.announce({ model: work.model, megapixels, seconds });
      try {
        return await run();
      } finally {
        await this.announce(null);
      }
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
