import { constants } from 'node:os';
import { AmsnetError } from '../core/errors';

/** How the engine process ended: the cause of the errors that its requests meet then. */
export interface ProcessEnd {
  /** Whether it may have been for want of memory. */
  readonly mayLackMemory: boolean;
}

/** What people and programs end a process by; systems that lack memory take SIGKILL, libraries SIGABRT. */
const byOthers = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'] as const;

/** Of a process that nobody on this side ended. @param code of its exit; whoever obeys a signal says so by 128 and its number */
export function mayLackMemory(code: number | null, signal: NodeJS.Signals | null): boolean {
  return !byOthers.some(each => signal === each || code === 128 + constants.signals[each]);
}

/** Whether the engine ended, and that may have been for want of memory: not where somebody ended or stopped it. */
export function lacksMemory(error: unknown): boolean {
  const cause = error instanceof AmsnetError ? (error.cause as Partial<ProcessEnd> | undefined) : undefined;
  return cause?.mayLackMemory === true;
}
