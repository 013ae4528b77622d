import { AmsnetError, hasCode } from '../core/errors';
import type { Problem, RecoveryAction } from '../messages/view';

/** The recovery actions of an error, by its code or the part of it before the slash. */
const recoveryActions: Readonly<Partial<Record<string, readonly RecoveryAction[]>>> = {
  'image/size-mismatch': ['chooseReference', 'clearReference'],
  image: ['retry', 'showLog'],
  model: ['chooseModel', 'retry', 'showLog'],
  workspace: ['chooseModel'],
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
    actions: recoveryActions[code] ?? recoveryActions[code.split('/')[0]] ?? ['retry', 'showLog'],
  };
}

export function isCancelled(error: unknown): boolean {
  return hasCode(error, 'cancelled');
}
