import { AmsnetError } from '../core/errors';
import type { Problem, WayOut } from './protocol';

/** The ways out of an error, by its code or the part of it before the slash. */
const waysOut: Readonly<Partial<Record<string, readonly WayOut[]>>> = {
  'image/size-mismatch': ['chooseReference', 'clearReference'],
  image: ['retry', 'showLog'],
  model: ['chooseModel', 'retry', 'showLog'],
  device: ['useCpu', 'retry', 'showLog'],
  settings: ['retry'],
  output: ['saveAs'],
  engine: ['retry', 'restartEngine', 'showLog'],
};

/** An error as the view shows it: what happened and the buttons that lead on. */
export function problemOf(error: unknown): Problem {
  const known = error instanceof AmsnetError ? error : undefined;
  const code = known?.code ?? 'engine/internal';
  return {
    code,
    message: error instanceof Error ? error.message : String(error),
    action: known?.action,
    ways: waysOut[code] ?? waysOut[code.split('/')[0]] ?? ['retry', 'showLog'],
  };
}

export function isCancelled(error: unknown): boolean {
  return error instanceof AmsnetError && error.code === 'cancelled';
}
