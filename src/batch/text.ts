/** The sentences of batches that a person can read. */
import type { ErrorText } from '../core/errors';
import { inLanguage } from '../core/language';
import { chinese } from './text.zh-cn';

export const english = {
  engineRestarted: (how: string, smallerTiles: boolean): string =>
    `${how}. It was restarted and the request repeated${smallerTiles ? ', with tiles of half the size that take less memory' : ''}.`,
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
  shard: {
    form: 'It must be K/N, auto/N or auto.',
    range: (number: number, count: number, most: number): string =>
      `There is no part ${number} of ${count}: parts count from 1, and there are at most ${most}.`,
    noScheduler: (names: readonly string[]): string =>
      `No scheduler says which part this is: none of ${names.join(', ')} is set.`,
    noCount: (index: string, count: string): string =>
      `${index} is set, but ${count} is not: name the number of parts, as auto/N.`,
    gaps: (index: string): string =>
      `The values of ${index} are not evenly spaced in this job: name the number of parts, as auto/N.`,
    none: (index: string): ErrorText => [
      `There are no reports of parts beside ${index}.`,
      'Name the file that was given to --index, in the folder where it lies.',
    ],
    several: (index: string, counts: readonly number[]): ErrorText => [
      `Beside ${index} lie reports of batches in ${counts.join(' and in ')} parts.`,
      'Move those of the other batch elsewhere.',
    ],
    mixed: (index: string): ErrorText => [
      `Beside ${index} lie reports of denoised images and of comparisons.`,
      'Move those of the other batch elsewhere.',
    ],
  },
  notAJournal: (file: string): ErrorText => [
    `${file} is not the journal of a batch.`,
    'Move it elsewhere, or choose another name.',
  ],
} as const;

export const text = inLanguage(english, { 'zh-CN': chinese });
