/**
 * The sentences of the algorithm that a person can read, in one place so that a translation can replace them; those of the
 * settings stand in their table (settings.ts). What goes with an error code is a pair: what happened, and what the user can do.
 */
import type { ErrorText } from './errors';
import type { NumberRange } from './settings';

export const text = {
  cancelled: 'Cancelled.',
  noUncertainty: [
    'This model has no uncertainty output, so branches cannot be weighted.',
    'Use the combination "hidden" instead.',
  ] satisfies ErrorText,

  // Settings
  settingNotAmong: (name: string, choices: readonly string[], value: string): string =>
    `${name} must be ${choices.map(choice => `"${choice}"`).join(' or ')}, not "${value}".`,
  settingNotWithin: (name: string, { min, max, integer }: NumberRange, value: string): string =>
    `${name} must be ${integer ? 'a whole number' : 'a number'} from ${min} to ${max}, not ${value}.`,

  // Kinds of samples
  floatSamples: (bits: number): string => `${bits}-bit float`,
  integerSamples: (bits: number, signed: boolean): string => `${bits}-bit ${signed ? 'signed' : 'unsigned'}`,
} as const;
