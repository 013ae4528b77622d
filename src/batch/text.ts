/** The sentences of batches that a person can read, in one place so that a translation can replace them. */
import type { ErrorText } from '../core/errors';

export const text = {
  engineRestarted: (how: string): string => `${how}. It was restarted and the request repeated.`,
  engineFinished: (how: string): string => `${how}, but the result was complete.`,
  otherFormat: (why: string, format: string): string => `${why} The result is saved as ${format}.`,
  placeholderUnknown: (unknown: string, known: readonly string[]): string =>
    `There is no placeholder ${unknown}; there are ${known.join(', ')}.`,
  folderNotCreated: (folder: string): ErrorText => [
    `The folder ${folder} cannot be created.`,
    'Choose another folder.',
  ],
  notItsResult: (output: string, image: string, why: string): ErrorText => [
    `${output} already exists, but is not a result of ${image}: ${why}.`,
    'Remove it, choose another name, or allow overwriting.',
  ],
  otherSize: (size: string, imageSize: string): string => `it has ${size} pixels and the image has ${imageSize}`,
  batchLocked: (file: string): ErrorText => [
    `Another batch is writing ${file}.`,
    'Wait until it has finished, or choose another name.',
  ],
  notAJournal: (file: string): ErrorText => [
    `${file} is not the journal of a batch.`,
    'Move it elsewhere, or choose another name.',
  ],
} as const;
