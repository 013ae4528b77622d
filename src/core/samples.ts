/** The kinds of numbers that image files hold. */
import { text } from './text';

export type Samples =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

export const sampleKinds = ['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'half', 'float', 'double'] as const;
export type SampleKind = (typeof sampleKinds)[number];

interface SampleKindTraits {
  /** For people. */
  readonly name: string;
  readonly bits: number;
  readonly integer: boolean;
  readonly min: number;
  readonly max: number;
  allocate(length: number): Samples;
}

const floating = { integer: false, min: -Infinity, max: Infinity } as const;

/** Half floats are held as float32, which has all their values. */
export const sampleTraits: Readonly<Record<SampleKind, SampleKindTraits>> = {
  uint8: { ...whole(8, false), allocate: length => new Uint8Array(length) },
  int8: { ...whole(8, true), allocate: length => new Int8Array(length) },
  uint16: { ...whole(16, false), allocate: length => new Uint16Array(length) },
  int16: { ...whole(16, true), allocate: length => new Int16Array(length) },
  uint32: { ...whole(32, false), allocate: length => new Uint32Array(length) },
  int32: { ...whole(32, true), allocate: length => new Int32Array(length) },
  half: { ...floating, name: text.floatSamples(16), bits: 16, allocate: length => new Float32Array(length) },
  float: { ...floating, name: text.floatSamples(32), bits: 32, allocate: length => new Float32Array(length) },
  double: { ...floating, name: text.floatSamples(64), bits: 64, allocate: length => new Float64Array(length) },
};

function whole(bits: number, signed: boolean) {
  return {
    name: text.integerSamples(bits, signed),
    bits,
    integer: true,
    min: signed ? -(2 ** (bits - 1)) : 0,
    max: signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1,
  };
}

/** How a file holds its samples. */
export interface SampleFormat {
  readonly kind: SampleKind;
  /** Bits that count: 12 for a camera's 12 bits in 16. */
  readonly bits: number;
  /** The number that means white where it is not the largest of so many bits. */
  readonly white?: number;
}

/**
 * The value that means "white" by the format alone: the largest unsigned number of 8 to 16 bits, 1 for floating point.
 * Undefined where the format says nothing of the kind.
 */
export function nominalWhite({ kind, bits, white }: SampleFormat): number | undefined {
  if (kind === 'uint8' || kind === 'uint16') return white ?? 2 ** bits - 1;
  return sampleTraits[kind].integer ? undefined : 1;
}

/** `value` as a sample of this format can hold it: whole numbers are rounded, and kept inside the range of the format. */
export function toSample(value: number, { kind, bits, white }: SampleFormat): number {
  const { integer, min, max } = sampleTraits[kind];
  if (!integer) return value;
  const top = min < 0 ? max : Math.min(max, white ?? 2 ** bits - 1);
  return Math.min(top, Math.max(min, Math.floor(value + 0.5)));
}
