/** Whether the engine is alive: it answers, or is in a run of a network that may take so long. */
import { readFileSync } from 'node:fs';
import type { RunNotice } from './wire';

export interface WatchOptions {
  /** How often is looked; a test looks faster. Counted in looks, not by the clock: a machine that slept has lost no time. */
  readonly tickMs?: number;
}

/** Without a run the engine answers at once; on a machine whose memory or cores are exhausted that may take long. */
const silentTicks = 300;
/** A process that is stopped does not go on by itself. */
const stoppedTicks = 10;
const pingTicks = 5;

export interface WatchedProcess {
  readonly pid: () => number | undefined;
  readonly isNeeded: () => boolean;
  readonly ping: () => void;
  readonly onSilent: (seconds: number, run: RunNotice | undefined) => void;
  readonly onStopped: () => void;
}

export class Watch {
  readonly #timer: NodeJS.Timeout;
  #silent = 0;
  #run: RunNotice | undefined;

  constructor(
    private readonly process: WatchedProcess,
    { tickMs = 1000 }: WatchOptions = {},
  ) {
    this.#timer = setInterval(() => {
      this.#tick();
    }, tickMs).unref();
  }

  /** Something came from the process. */
  heard(): void {
    this.#silent = 0;
  }

  /** A run of a network begins, or is over. */
  running(run: RunNotice | undefined): void {
    this.#run = run;
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const { isNeeded, ping, pid, onSilent, onStopped } = this.process;
    if (!isNeeded()) {
      this.#silent = 0;
      return;
    }
    this.#silent++;
    if (this.#silent % pingTicks === 0) ping();
    const limit = this.#run?.seconds ?? silentTicks;
    if (this.#silent >= stoppedTicks && isStopped(pid())) onStopped();
    else if (this.#silent >= limit) onSilent(limit, this.#run);
  }
}

/** By a signal, as the system tells where it does. */
function isStopped(pid: number | undefined): boolean {
  if (pid === undefined || process.platform !== 'linux') return false;
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') T ');
  } catch {
    return false;
  }
}
