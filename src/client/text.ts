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

  // What saving in a format costs
  extensionUnknown: 'Unrecognised file extension.',
  onlyRead: (format: string): string => `${format} files can only be read.`,
  jpegLoss: 'JPEG compression is slightly lossy (quality 95, no chroma subsampling).',
  gifLoss: 'GIF holds 256 colours.',
  dropped: (format: string, what: string): string => `${format} cannot store the ${what}: it is left out.`,
  alpha: 'alpha channel',
  reducedTo8: (format: string): string => `${format} holds 8 bits per channel: the lower 8 of 16 bits are lost.`,
  samplesConverted: (format: string, kind: string, black: string, white: string, max: number): string =>
    `${format} cannot store ${kind} samples: the values ${black} to ${white} become 0 to ${max}; values outside are clipped.`,
} as const;
