import type { CancellationToken } from '../core/control';
import { CancelledError } from '../core/errors';

/**
 * For work that cannot be interrupted but need not be waited for: decoding, loading, encoding.
 * @throws {CancelledError} as soon as cancellation is asked for; the work then ends unheard
 */
export async function orCancelled<T>(token: CancellationToken, work: () => Promise<T>): Promise<T> {
  if (token.isCancellationRequested) throw new CancelledError();
  let subscription: { dispose(): void } | undefined;
  const cancelled = new Promise<never>((_, reject) => {
    subscription = token.onCancellationRequested?.(() => {
      reject(new CancelledError());
    });
  });
  try {
    return await Promise.race([work(), cancelled]);
  } finally {
    subscription?.dispose();
  }
}
