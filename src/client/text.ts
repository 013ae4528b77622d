/** The sentences of the engine's client that a person can read, in one place so that a translation can replace them. */
import type { ErrorText } from '../core/errors';

export const text = {
  requestInvalid: (method: string, why: string): string => `The request ${method} is invalid (${why}).`,
  responseInvalid: (method: string, why: string): string =>
    `The engine sent an invalid response to ${method} (${why}).`,
  errorInvalid: (why: string): string => `The engine sent an invalid response: ${why}`,
  unexpected: (why: string): string => `Unexpected engine error: ${why}`,
  engineEnded: (how: string, lastLines: string): ErrorText => [
    `The engine process ${how}.${lastLines === '' ? '' : ` Its last output: ${lastLines}`}`,
    'Try again: the next request starts a new engine process.',
  ],
} as const;
