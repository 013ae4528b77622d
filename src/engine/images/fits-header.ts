/** Headers of FITS 4.0: cards of 80 characters in blocks of 2880 bytes, and where the data between them lie. */
import { text } from '../text';
import type { ByteSource } from './byte-source';

export const blockBytes = 2880;
const cardLength = 80;
/** More of either is no header, but a damaged file. */
const maxBlocks = 2000;
const maxUnits = 10_000;

type Value = string | number | boolean;

/** A header and the data after it. */
export interface FitsUnit {
  readonly cards: readonly string[];
  /** The first card of a name counts. */
  readonly values: ReadonlyMap<string, Value>;
  /** Lengths of the axes, the fastest first. */
  readonly axes: readonly number[];
  /** Where its data start and end; without padding. */
  readonly start: number;
  readonly end: number;
}

/** @throws {RangeError} where the first header, or that of the first image, cannot be followed */
export function readUnits(source: ByteSource): FitsUnit[] {
  const units: FitsUnit[] = [];
  for (let at = 0; at < source.size && units.length < maxUnits;) {
    let unit;
    try {
      unit = readUnit(source, at);
    } catch (error) {
      // After the last unit anything may follow.
      if (error instanceof RangeError && units.some(isImage)) break;
      throw error;
    }
    units.push(unit);
    at = padded(unit.end);
  }
  return units;
}

export const padded = (length: number): number => Math.ceil(length / blockBytes) * blockBytes;

/** Two axes at least, none empty, and no table. */
export function isImage({ axes, values }: FitsUnit): boolean {
  const type = values.get('XTENSION') ?? 'IMAGE';
  return type === 'IMAGE' && axes.length >= 2 && axes.every(length => length > 0);
}

function readUnit(source: ByteSource, offset: number): FitsUnit {
  const cards: string[] = [];
  for (let block = 0; ; block++) {
    if (block === maxBlocks) throw new RangeError(text.headerDamaged);
    const bytes = source.read(offset + block * blockBytes, blockBytes).toString('latin1');
    const isHeader = block > 0 || bytes.startsWith('SIMPLE  =') || bytes.startsWith('XTENSION=');
    if (!isHeader) throw new RangeError(text.headerDamaged);
    for (let at = 0; at < blockBytes; at += cardLength) {
      const card = bytes.slice(at, at + cardLength);
      if (nameOf(card) !== 'END') {
        cards.push(card);
        continue;
      }
      return unitOf(cards, offset + (block + 1) * blockBytes);
    }
  }
}

function unitOf(cards: readonly string[], start: number): FitsUnit {
  const values = new Map<string, Value>();
  for (const card of cards) {
    const value = valueOf(card);
    if (value !== undefined && !values.has(nameOf(card))) values.set(nameOf(card), value);
  }
  const whole = (name: string, least: number, most: number, otherwise?: number): number => {
    const value = values.get(name) ?? otherwise;
    if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return Number(value);
    throw new RangeError(text.headerDamaged);
  };
  const axes = Array.from({ length: whole('NAXIS', 0, 999) }, (_, i) =>
    whole(`NAXIS${i + 1}`, 0, Number.MAX_SAFE_INTEGER),
  );
  const bytes = Math.abs(whole('BITPIX', -64, 64)) / 8;
  const groups = values.get('GROUPS') === true && axes[0] === 0;
  const elements = (groups ? axes.slice(1) : axes).reduce(
    (product, length) => product * length,
    axes.length > 0 ? 1 : 0,
  );
  const count = whole('GCOUNT', 0, Number.MAX_SAFE_INTEGER, 1);
  const end = start + bytes * count * (whole('PCOUNT', 0, Number.MAX_SAFE_INTEGER, 0) + elements);
  if (!Number.isSafeInteger(end)) throw new RangeError(text.headerDamaged);
  return { cards, values, axes, start, end };
}

export const nameOf = (card: string): string => card.slice(0, 8).trimEnd();

function valueOf(card: string): Value | undefined {
  if (card.slice(8, 10) !== '= ') return undefined;
  const quoted = /^\s*'((?:[^']|'')*)'/.exec(card.slice(10));
  if (quoted) return quoted[1].replaceAll("''", "'").trimEnd();
  const plain = card.slice(10).split('/', 1)[0].trim();
  if (plain === 'T' || plain === 'F') return plain === 'T';
  return plain === '' ? undefined : Number(plain.replace(/d/i, 'e'));
}

/** A card with a value that every reader understands: fixed format. */
export function cardOf(name: string, value: number | boolean): string {
  const shown = typeof value === 'boolean' ? (value ? 'T' : 'F') : String(value);
  return `${name.padEnd(8)}= ${shown.padStart(20)}`.padEnd(cardLength);
}

/** The bytes of a header of these cards. */
export function headerOf(cards: readonly string[]): Buffer {
  const all = [...cards, 'END'.padEnd(cardLength)].join('');
  return Buffer.from(all.padEnd(padded(all.length)), 'latin1');
}
