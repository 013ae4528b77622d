/** Parsers for option values: what is out of range is wrong use and told in one sentence. */
import { InvalidArgumentError } from 'commander';
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
