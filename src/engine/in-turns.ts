import { setImmediate as nextTurnOfTheLoop } from 'node:timers/promises';
import { type CancellationToken, checkpoint } from '../core/control';
import type { Steps } from '../core/steps';

/** How long steps go on before messages, cancellations among them, and other requests get their turn. */
const turnMs = 20;

/** @throws {CancelledError} between two steps */
export async function inTurns<T>(steps: Steps<T>, token: CancellationToken): Promise<T> {
  let start = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (performance.now() - start < turnMs) continue;
    await nextTurnOfTheLoop();
    checkpoint({ token, priority: 'interactive' });
    start = performance.now();
  }
}
