/** Samples as R3 makes them: most pixels from an earlier result, the others noisy, so that the network knows such mixtures. */
import type { Batch } from './batch';
import type { Random } from '../random';

/** Shares of noisy pixels in a mixture; 0.16 is the published one. */
export const mixtureRange = [0.08, 0.4] as const;

/**
 * Turns the noisy input of a sample (before pixels are hidden) into such a mixture. The earlier result is taken to be the clean
 * target, softened, plus what a denoiser leaves of the noise: a part of it, smeared.
 */
export function mixWithEarlierResult(
  { input, target }: Pick<Batch, 'input' | 'target'>,
  sample: number,
  patch: number,
  random: Random,
): void {
  const area = patch * patch;
  const kept = random.uniform(...mixtureRange);
  const softness = random.uniform(0, 0.6);
  const left = random.uniform(0, 0.7);
  const radius = 1 + random.below(3);
  const visible = Uint8Array.from({ length: area }, () => (random.chance(kept) ? 1 : 0));
  for (let channel = 0; channel < 3; channel++) {
    const start = (sample * 3 + channel) * area;
    const noisy = input.subarray(start, start + area);
    const clean = target.subarray(start, start + area);
    const softened = boxBlur(clean, patch, 1);
    const noise = boxBlur(
      noisy.map((value, at) => value - clean[at]),
      patch,
      radius,
    );
    for (let at = 0; at < area; at++) {
      if (visible[at] === 1) continue;
      noisy[at] = clean[at] + softness * (softened[at] - clean[at]) + left * noise[at];
    }
  }
}

/** Mean over a square of 2 * radius + 1 pixels; at the edge over what there is of it. */
function boxBlur(source: Float32Array, size: number, radius: number): Float32Array {
  return alongColumns(alongRows(source, size, radius), size, radius);
}

function alongRows(source: Float32Array, size: number, radius: number): Float32Array {
  const result = new Float32Array(source.length);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const [from, to] = [Math.max(0, x - radius), Math.min(size - 1, x + radius)];
      let sum = 0;
      for (let u = from; u <= to; u++) sum += source[y * size + u];
      result[y * size + x] = sum / (to - from + 1);
    }
  }
  return result;
}

function alongColumns(source: Float32Array, size: number, radius: number): Float32Array {
  const result = new Float32Array(source.length);
  for (let y = 0; y < size; y++) {
    const [from, to] = [Math.max(0, y - radius), Math.min(size - 1, y + radius)];
    for (let v = from; v <= to; v++)
      for (let x = 0; x < size; x++) result[y * size + x] += source[v * size + x] / (to - from + 1);
  }
  return result;
}
