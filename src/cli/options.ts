/** Parsers for option values: what is out of range is wrong use and told in one sentence. */
import { InvalidArgumentError, Option } from 'commander';
import { parseShard, type Shard } from '../batch/shard';
import { Device, deviceNames } from '../client/device';
import { type NumberName, type NumberRange, settingTable } from '../core/settings';
import { text } from './text';

/** @returns a parser for commander; it throws {@link InvalidArgumentError} for anything but a number in `range`. */
export function numberIn(range: NumberRange): (text: string) => number {
  return typed => {
    const value = typed.trim() === '' ? NaN : Number(typed);
    const valid = range.integer ? Number.isSafeInteger(value) : Number.isFinite(value);
    if (!valid || value < range.min || value > range.max) {
      const { wholeNumber, number } = text.usage;
      throw new InvalidArgumentError((range.integer ? wholeNumber : number)(range.min, range.max));
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
  return new Option('--peak <value>', text.option.peak).argParser(typed => {
    const value = typed.trim() === '' ? NaN : Number(typed);
    if (Number.isFinite(value) && value > 0) return value;
    throw new InvalidArgumentError(text.usage.aboveZero);
  });
}

/** A device of this machine, or servers. */
export function deviceOption(typed: string): Device {
  const device = Device.safeParse(typed);
  if (device.success) return device.data;
  throw new InvalidArgumentError(text.usage.device(deviceNames));
}

/** Which part of a batch, from what was typed or what the scheduler says. */
export function shardOption(typed: string): Shard {
  const shard = parseShard(typed, process.env);
  if (typeof shard === 'string') throw new InvalidArgumentError(shard);
  return shard;
}
