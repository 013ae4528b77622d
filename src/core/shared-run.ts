import { CancelledError } from './errors';
import { checkpoint, type RunControl } from './control';

interface Waiter {
  readonly control: RunControl;
  readonly leave: () => void;
  subscription: { dispose(): void } | undefined;
}

/**
 * One computation that several requests wait for. It belongs to all of them: it is as urgent as the most urgent one
 * and goes on until the last one has been cancelled. Each of them leaves as soon as its own token says so.
 */
class SharedRun<T> implements RunControl {
  readonly token: { readonly isCancellationRequested: boolean };
  readonly #waiters = new Set<Waiter>();
  #abandoned = false;
  #result: Promise<T> | undefined;

  constructor(
    readonly compute: (control: RunControl) => Promise<T>,
    readonly onEnd: () => void,
  ) {
    const isAbandoned = () => this.#isAbandoned();
    this.token = {
      get isCancellationRequested() {
        return isAbandoned();
      },
    };
  }

  get priority(): RunControl['priority'] {
    return [...this.#waiters].some(({ control }) => control.priority === 'interactive') ? 'interactive' : 'background';
  }

  get since(): number {
    return Math.min(...[...this.#waiters].map(({ control }) => control.since ?? 0));
  }

  onPass(pixels: number): void {
    for (const { control, leave } of [...this.#waiters]) {
      if (control.token.isCancellationRequested) leave();
      else control.onPass?.(pixels);
    }
  }

  wait(control: RunControl): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const waiter: Waiter = {
        control,
        subscription: undefined,
        leave: () => {
          this.#waiters.delete(waiter);
          reject(new CancelledError());
        },
      };
      this.#waiters.add(waiter);
      waiter.subscription = control.token.onCancellationRequested?.(waiter.leave);
      this.#result ??= this.compute(this).finally(this.onEnd);
      this.#result.then(resolve, reject).finally(() => waiter.subscription?.dispose());
    });
  }

  /** Once it has told its computation to stop it stays stopped, and whoever comes next starts a new one. */
  #isAbandoned(): boolean {
    if (!this.#abandoned && [...this.#waiters].every(({ control }) => control.token.isCancellationRequested)) {
      this.#abandoned = true;
      this.onEnd();
    }
    return this.#abandoned;
  }
}

/** Computations in progress under their keys, so that no two requests compute the same thing at the same time. */
export class SharedRuns<T> {
  readonly #running = new Map<string, SharedRun<T>>();

  /**
   * The result of the computation that is in progress under `key`, else of `compute`, started now.
   * @throws {CancelledError} as soon as `control` is cancelled, while others may go on waiting
   */
  async join(key: string, control: RunControl, compute: (control: RunControl) => Promise<T>): Promise<T> {
    checkpoint(control);
    let run = this.#running.get(key);
    if (!run) {
      const started = new SharedRun<T>(compute, () => {
        if (this.#running.get(key) === started) this.#running.delete(key);
      });
      this.#running.set(key, (run = started));
    }
    const result = await run.wait(control);
    checkpoint(control);
    return result;
  }
}
