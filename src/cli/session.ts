/** One command's hold on the engine: started by its first request, ended with it, cancelled by Ctrl-C. */
import { join } from 'node:path';
import type { Engine } from '../client/contract';
import { EngineClient } from '../client/engine-client';

/** Something failed; everything else was done. */
export const exitFailure = 1;
/** Wrong options or arguments; nothing was done. */
export const exitUsage = 2;
/** Exit codes of a program that a signal ended, as shells count them. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGPIPE: 141 } as const;

/**
 * Runs `work` with an engine. Ctrl-C, a polite kill and a reader of standard output that went away abort `signal`;
 * a second Ctrl-C ends the program at once.
 */
export async function withEngine(work: (engine: Engine, signal: AbortSignal) => Promise<void>): Promise<void> {
  const abort = new AbortController();
  let interruption: keyof typeof exitCodes | undefined;
  const interrupt = (by: keyof typeof exitCodes) => {
    interruption ??= by;
    abort.abort();
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    interrupt('SIGPIPE');
  });

  const client = new EngineClient({
    script: join(__dirname, 'engine.js'),
    modelFolders: [join(__dirname, '..', 'models')],
    // The engine repeats in its errors and notes what its own log says that matters to a person.
    log: () => undefined,
  });
  const engine = client.acquire();
  try {
    await work(engine, abort.signal);
  } catch (error) {
    if (interruption === undefined) throw error;
  } finally {
    engine.dispose();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
  if (interruption !== undefined) process.exitCode = exitCodes[interruption];
}
