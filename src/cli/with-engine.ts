/** One command's hold on the engine: started by its first request, ended with it, cancelled by Ctrl-C. */
import { join } from 'node:path';
import type { Engine } from '../client/contract';
import { EngineClient } from '../client/engine-client';
import { warn } from './say';
import { text } from './text';

/** Something failed; everything else was done. */
export const exitFailure = 1;
/** Wrong options or arguments; nothing was done. */
export const exitUsage = 2;
/** Exit codes of a program that a signal ended, as shells count them. */
export const exitSignal = { SIGHUP: 129, SIGINT: 130, SIGPIPE: 141, SIGTERM: 143 } as const;

/**
 * Runs `work` with an engine. Ctrl-C, a polite kill, a terminal that is closed and a reader of standard output that went
 * away abort `signal`; a second Ctrl-C ends the program at once.
 */
export async function withEngine(work: (engine: Engine, signal: AbortSignal) => Promise<void>): Promise<void> {
  const abort = new AbortController();
  let interruptedWith: number | undefined;
  const interrupt = (exitCode: number) => {
    interruptedWith ??= exitCode;
    process.exitCode = interruptedWith;
    abort.abort();
  };
  const onSignal = (signal: 'SIGHUP' | 'SIGINT' | 'SIGTERM') => {
    interrupt(exitSignal[signal]);
  };
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  // A terminal that is closed sends it, and its shell often once more.
  process.on('SIGHUP', onSignal);
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      const isClosed = error.code === 'EPIPE';
      // Else it may be a full disk, where the output is redirected into a file.
      if (!isClosed && stream === process.stdout) warn(text.error(error.message));
      interrupt(isClosed ? exitSignal.SIGPIPE : exitFailure);
    });
  }

  const client = new EngineClient({
    script: join(__dirname, 'engine.js'),
    modelFolders: [join(__dirname, '..', 'models')],
    token: () => Promise.resolve(process.env.AMSNET_TOKEN),
    // The engine repeats in its errors and notes what its own log says that matters to a person.
    log: () => undefined,
  });
  const engine = client.acquire();
  try {
    await work(engine, abort.signal);
  } catch (error) {
    if (interruptedWith === undefined) throw error;
  } finally {
    engine.dispose();
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    process.off('SIGHUP', onSignal);
  }
}
