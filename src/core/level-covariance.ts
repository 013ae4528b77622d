/** The autocovariance of the flat blocks of one level of brightness, and how much the blocks' mean squares scatter. */
import { autocovariance, blockArea, covarianceAt, lagIndex, lags, lagWeight, undoDetrending } from './autocovariance';
import { channel, type Block } from './blocks';
import type { Level } from './flat-blocks';

/** Most flat blocks of a level that are measured: more would take time and tell little. */
const enough = 64;
/** Neighbouring blocks overlap, so that they tell less than as many independent ones. */
const overlap = 1.5;

/** Noise of one level of brightness, and texture if none of its blocks is flat. */
export interface MeasuredLevel {
  /** Mean over the channels, 0..1. */
  readonly brightness: number;
  /** Number of blocks of this brightness, flat or not. */
  readonly blocks: number;
  /** Share of samples at black or white. */
  readonly clipped: number;
  /** Autocovariance at `lags` of each channel, R, G, B, before detrending. */
  readonly covariance: readonly (readonly number[])[];
  /** Correlation of the channels at one pixel: R-G, G-B, B-R. */
  readonly between: readonly number[];
  /** Standard error of the mean autocorrelation at lags (1, 0) and (0, 1). */
  readonly error: number;
}

export function measureLevel(level: Level): MeasuredLevel {
  const { flat, blocks } = level;
  const covariance = detrended(level).map(undoDetrending);
  const mean = (value: (block: Block) => number) => flat.reduce((sum, block) => sum + value(block), 0) / flat.length;
  const [variance, neighbours] = [meanAt(covariance, 0, 0), (meanAt(covariance, 1, 0) + meanAt(covariance, 0, 1)) / 2];
  // What each block says that differs from the mean of all, in first order of the quotient.
  const deviations = sampled(level).map(block => {
    const own = autocovariances(block);
    return (meanAt(own, 1, 0) + meanAt(own, 0, 1)) / 2 - (neighbours / variance) * meanAt(own, 0, 0);
  });
  const average = deviations.reduce((a, b) => a + b, 0) / deviations.length;
  const scatter = deviations.reduce((sum, value) => sum + (value - average) ** 2, 0) / deviations.length;
  return {
    brightness: mean(block => block.brightness),
    blocks: blocks.length,
    clipped: mean(block => block.clipped),
    covariance,
    between: pairs.map(([a, b]) => {
      const norm = Math.sqrt(mean(({ energy }) => channel(energy, a)) * mean(({ energy }) => channel(energy, b)));
      // A channel without noise differs from none: noise in a single colour is as good as gray.
      return norm > 0 ? mean(({ residuals }) => product(residuals, a, b)) / norm : 1;
    }),
    error: (overlap * Math.sqrt(scatter / deviations.length)) / variance,
  };
}

const pairs = [
  [0, 1],
  [1, 2],
  [2, 0],
] as const;

function product(residuals: readonly Float64Array[], a: number, b: number): number {
  return covarianceAt(channel(residuals, a), channel(residuals, b), lags[0]);
}

/** Mean over the channels of an autocovariance at one lag. */
export function meanAt(covariance: readonly ArrayLike<number>[], dx: number, dy: number): number {
  return covariance.reduce((sum, values) => sum + values[lagIndex(dx, dy)], 0) / covariance.length;
}

const kept = new WeakMap<Block, readonly Float64Array[]>();

/** Autocovariance of the residuals of one block at `lags`, by channel; kept, as a block may be chosen many times. */
function autocovariances(block: Block): readonly Float64Array[] {
  let found = kept.get(block);
  if (!found) {
    found = block.residuals.map(autocovariance);
    kept.set(block, found);
  }
  return found;
}

/** At most about `enough` flat blocks, the same ones while others come and go. */
function sampled({ blocks, flat }: Level): readonly Block[] {
  const step = Math.ceil(flat.length / enough);
  if (step === 1) return flat;
  const chosen = new Set(blocks.filter((_, i) => i % step === 0));
  return flat.filter(block => chosen.has(block));
}

/** Autocovariance at `lags` of the residuals of each channel, scaled to the variance of all flat blocks. */
function detrended(level: Level): Float64Array[] {
  const { flat, correction } = level;
  const blocks = sampled(level);
  return [0, 1, 2].map(c => {
    const sums = new Float64Array(lags.length);
    for (const block of blocks) {
      const own = channel(autocovariances(block), c);
      for (let i = 0; i < sums.length; i++) sums[i] += own[i];
    }
    const variance = (correction * flat.reduce((sum, { energy }) => sum + channel(energy, c), 0)) / flat.length;
    const scale = sums[0] === 0 ? 0 : variance / sums[0];
    return sums.map(value => value * scale);
  });
}

/** Spread of independent noise in three independent channels. */
export const firstSpread = Math.sqrt(2 / (3 * blockArea));
const maxSpread = 0.5;

/**
 * Standard deviation of the mean square of the residuals of a block over its expectation: for Gaussian noise its square is
 * twice the mean over all pairs of samples of their squared correlation.
 */
export function spreadOf(levels: readonly Level[]): number {
  let square = 0;
  let total = 0;
  for (const level of levels) {
    const covariance = detrended(level);
    const variances = covariance.map(([variance]) => Math.max(1e-15, variance));
    const acrossSpace = covariance.map((values, c) =>
      values.reduce((sum, value, i) => sum + lagWeight(lags[i]) * (value / variances[c]) ** 2, 0),
    );
    const blocks = sampled(level);
    const acrossChannels = pairs.reduce((sum, [a, b]) => {
      const shared = blocks.reduce((total, { residuals }) => total + product(residuals, a, b), 0) / blocks.length;
      return sum + (2 * shared ** 2) / (variances[a] * variances[b]);
    }, 3);
    square += level.blocks.length * (2 / blockArea) * (acrossChannels / 9) * (acrossSpace.reduce((a, b) => a + b) / 3);
    total += level.blocks.length;
  }
  return total === 0 ? firstSpread : Math.min(maxSpread, Math.sqrt(square / total));
}
