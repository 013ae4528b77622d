/**
 * Finding out what the numbers mean that go into a network and come out of it: a known picture with known noise goes
 * through it, and of all readings the usual one is kept unless another brings the picture back far better.
 */
import { AmsnetError } from '../../core/errors';
import { text } from '../text';
import { incompatible } from './signature';
import { whiteOf } from './tensor-format';
import type { NetworkTraits, Residual, Signature } from './traits';

/** Runs the graph on one picture `[3, height, width]` with a noise level, read as `signature` says; the raw output. */
export type RunReading = (signature: Signature, input: Float32Array, noiseLevel: number) => Promise<Float32Array>;

/** One way to read the numbers. */
export type Reading = Pick<NetworkTraits, 'input' | 'output' | 'noiseLevel' | 'residual'>;

/** What of a reading is known from the model card. */
export interface Stated {
  readonly white: boolean;
  readonly residual: 'none' | Residual | undefined;
  readonly noiseWhite: boolean;
}

/** Noise of 25 of 255, as most denoisers have seen it. */
const sigma = 0.1;
/** A reading that leaves more than this is no denoised picture. Any output that is small enough removes no noise. */
const good = { image: 1.2 * sigma, residual: 0.8 * sigma };

interface Tried {
  readonly reading: Reading;
  /** Root mean square distance from the clean picture. */
  readonly error: number;
}

/**
 * An output unlike the picture and its noise is no reason to refuse a network: it may know other pictures, or be hardly
 * trained. The user is told. One that is the same everywhere is no denoiser.
 * @throws {AmsnetError} model/failed if its output is never finite, model/incompatible if it is the same everywhere
 */
export async function probeReading(
  run: RunReading,
  signature: Signature,
  { width, height }: { width: number; height: number },
  stated: Stated,
): Promise<{ readonly reading: Reading; readonly unrelated: boolean }> {
  const clean = testPicture(width, height);
  const noise = gaussian(clean.length);
  const noisy = clean.map((value, i) => value + sigma * noise[i]);
  let usual: Tried | undefined;
  let best: Tried | undefined;
  let [finite, varies] = [false, false];
  let alike = 0;
  for (const candidate of whites(signature, stated)) {
    const output = await run({ ...signature, ...candidate }, noisy, sigma);
    if (!output.every(Number.isFinite)) continue;
    finite = true;
    varies ||= output.some(value => value !== output[0]);
    alike = Math.max(alike, Math.abs(correlation(output, clean)));
    for (const reading of readings(candidate, stated)) {
      const tried = { reading, error: errorOf(reading, candidate.output.white, output, noisy, clean) };
      usual ??= tried;
      if (best === undefined || (isGood(tried) && tried.error < best.error)) best = tried;
    }
  }
  if (!finite) throw notFinite(signature.name);
  if (!usual || !best || !varies) throw incompatible(signature.name, text.outputConstant);
  const chosen = isGood(best) && best.error < usual.error / 2 ? best : usual;
  return { reading: chosen.reading, unrelated: !isGood(chosen) && alike < 0.2 && stated.residual === undefined };
}

function isGood({ reading, error }: Tried): boolean {
  return error < (reading.residual === undefined ? good.image : good.residual);
}

/** The error for numbers that are none: an overflow of half precision, most often. */
export function notFinite(name: string): AmsnetError {
  return new AmsnetError('model/failed', ...text.notFinite(name));
}

/** Readings that need a run each: what goes in. The usual one first. */
function whites(signature: Signature, stated: Stated): Reading[] {
  const { input, output, noiseLevel } = signature;
  const values =
    stated.white || whiteOf(input.type) !== undefined ? [input.white] : [...new Set([input.white, 1, 255])];
  return values.flatMap(white => {
    const level = noiseLevel && (stated.noiseWhite ? [noiseLevel.white] : [...new Set([white, 1, 255])]);
    const ports = { input: { ...input, white }, output: { ...output, white: whiteOf(output.type) ?? white } };
    if (!noiseLevel || !level) return [ports];
    return level.map(white => ({ ...ports, noiseLevel: { ...noiseLevel, white } }));
  });
}

/** Readings of one output. The usual one first. */
function* readings(candidate: Reading, stated: Stated): Generator<Reading> {
  const { output } = candidate;
  const fixed = stated.white || whiteOf(output.type) !== undefined;
  for (const white of fixed ? [output.white] : new Set([output.white, 1, 255])) {
    const reading = { ...candidate, output: { ...output, white } };
    const residual = stated.residual;
    if (residual === undefined || residual === 'none') yield reading;
    for (const kind of ['subtract', 'add'] as const) {
      if (residual === undefined || residual === kind) yield { ...reading, residual: kind };
    }
  }
}

/** @param white in which `output` is given */
function errorOf(
  { output: port, residual }: Reading,
  white: number,
  output: Float32Array,
  noisy: Float32Array,
  clean: Float32Array,
): number {
  const unit = white / port.white;
  const sign = residual === 'add' ? 1 : residual === 'subtract' ? -1 : 0;
  let sum = 0;
  for (let i = 0; i < clean.length; i++) {
    const value = output[i] * unit;
    sum += ((sign === 0 ? value : noisy[i] + sign * value) - clean[i]) ** 2;
  }
  return Math.sqrt(sum / clean.length);
}

function correlation(a: Float32Array, b: Float32Array): number {
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += (a[i] - ma) * (b[i] - mb);
    aa += (a[i] - ma) ** 2;
    bb += (b[i] - mb) ** 2;
  }
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}

/** Slow waves in each channel and a disc, between 0.2 and 0.8: `[3, height, width]`. */
function testPicture(width: number, height: number): Float32Array {
  const data = new Float32Array(3 * width * height);
  for (let channel = 0, i = 0; channel < 3; channel++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const disc = Math.hypot(x / width - 0.6, y / height - 0.4) < 0.25 ? 0.15 : 0;
        data[i++] =
          0.4 + disc + 0.12 * Math.sin((2.5 * x) / width + channel) + 0.12 * Math.cos((3.5 * y) / height - channel);
      }
    }
  }
  return data;
}

/** The same normal numbers every time, by the sum of uniform ones. */
function gaussian(count: number): Float32Array {
  let state = 7;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Float32Array.from({ length: count }, () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += uniform();
    return sum;
  });
}
