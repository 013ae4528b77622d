import type { ValueRange } from '../src/core/value-range';

/** How values are written: of 255, of 1, or as the file has them. */
export const valueUnits = ['eightBit', 'share', 'file'] as const;
export type ValueUnit = (typeof valueUnits)[number];

/** The chosen one, where it is one of those that differ. */
export function unitFor(chosen: ValueUnit, range: ValueRange | undefined): ValueUnit {
  return unitsFor(range).find(each => each === chosen) ?? 'eightBit';
}

/** Those that differ: of a file of 8 bit the values are of 255 anyway. */
export function unitsFor(range: ValueRange | undefined): readonly ValueUnit[] {
  const own = range !== undefined && !(range.black === 0 && (range.white === 255 || range.white === 1));
  return own ? valueUnits : valueUnits.filter(unit => unit !== 'file');
}

/** Writes numbers 0..1 of the range that an image is seen in. */
export class Values {
  readonly #black: number;
  readonly #span: number;
  readonly #digits: number;

  constructor(unit: ValueUnit, range: ValueRange | undefined) {
    const { black, white } = unit === 'file' && range ? range : { black: 0, white: unit === 'share' ? 1 : 255 };
    this.#black = black;
    this.#span = white - black;
    // Two more than whole steps of 8 bit need.
    this.#digits = Math.min(20, Math.max(0, Math.ceil(4.4 - Math.log10(Math.abs(this.#span) || 1))));
  }

  /** A value. */
  at(value: number): string {
    return (this.#black + value * this.#span).toFixed(this.#digits);
  }

  /** A value of which only 8 bit are known. */
  ofByte(byte: number): string {
    return this.#span === 255 && this.#black === 0 ? String(byte) : this.at(byte / 255);
  }

  /** The same as short as it is exact: 8 bit are three digits. */
  shortOfByte(byte: number): string {
    return String(Number((this.#black + (byte / 255) * this.#span).toPrecision(3)));
  }

  /** A difference of two values. */
  between(difference: number): string {
    return (difference * this.#span).toFixed(this.#digits);
  }
}
