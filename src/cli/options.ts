/** Parsers for option values: what is out of range is wrong use and told in one sentence. */
import { InvalidArgumentError, Option } from 'commander';
import { type NumberName, type NumberRange, settingTable } from '../core/settings';

/** @returns a parser for commander; it throws {@link InvalidArgumentError} for anything but a number in `range`. */
export function numberIn(range: NumberRange): (text: string) => number {
  const kind = range.integer ? 'a whole number' : 'a number';
  return text => {
    const value = text.trim() === '' ? NaN : Number(text);
    const valid = range.integer ? Number.isSafeInteger(value) : Number.isFinite(value);
    if (!valid || value < range.min || value > range.max) {
      throw new InvalidArgumentError(`It must be ${kind} from ${range.min} to ${range.max}.`);
    }
    return value;
  };
}

/** Parser and `min..max` for the help text of one setting. */
export function setting(name: NumberName): { parse: (text: string) => number; range: string } {
  const range = settingTable[name];
  return { parse: numberIn(range), range: `${range.min}..${range.max}` };
}

/** `maskSets` as it is typed: `--mask-sets`. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}

/** What PSNR is relative to, where the file does not say it or says it otherwise. */
export function peakOption(): Option {
  return new Option(
    '--peak <value>',
    'value that PSNR is relative to (default: the depth of the file, or its range)',
  ).argParser(text => {
    const value = text.trim() === '' ? NaN : Number(text);
    if (Number.isFinite(value) && value > 0) return value;
    throw new InvalidArgumentError('It must be a number above 0.');
  });
}
