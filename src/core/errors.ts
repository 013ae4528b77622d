import { text } from './text';

/**
 * Every failure that a person can meet. The part before the slash says whose fault it is; the whole code is
 * stable, so that scripts may test for it.
 */
export const errorCodes = [
  'cancelled',
  'settings/invalid',
  'image/not-found',
  'image/unreadable',
  'image/unsupported',
  'image/too-large',
  'image/size-mismatch',
  'output/exists',
  'output/is-source',
  'output/unwritable',
  'output/disk-full',
  'model/not-found',
  'model/unreadable',
  'model/incompatible',
  'model/failed',
  'device/unavailable',
  'device/out-of-memory',
  'training/no-data',
  'training/diverged',
  'training/failed',
  'training/no-checkpoint',
  'training/not-found',
  'path/not-allowed',
  'workspace/untrusted',
  'engine/crashed',
  'engine/protocol',
  'engine/internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** What happened, and what the user can do about it; both full sentences. */
export type ErrorText = readonly [message: string, action: string];

/** An error with a stable code, a sentence that says what happened and, where there is one, the recovery action. */
export class AmsnetError extends Error {
  override readonly name = 'AmsnetError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    /** What the user can do about it, as a full sentence. */
    readonly action?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export function hasCode(error: unknown, code: ErrorCode): error is AmsnetError {
  return error instanceof AmsnetError && error.code === code;
}

/** Thrown at the first checkpoint after a cancellation was asked for. */
export class CancelledError extends AmsnetError {
  constructor() {
    super('cancelled', text.cancelled);
  }
}

/** What an error says first, without its full stop: to be put into a sentence. */
export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0].replace(/\.$/, '');
}
