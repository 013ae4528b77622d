/**
 * Tells noise from the texture that the flattest blocks still hold. What filtered the noise did so at every brightness, so
 * its correlation is the same at all: that of the levels where it is least. A level of larger correlation holds texture,
 * whose own correlation falls slowly: how much, a least-squares fit of both tells.
 */
import { lags } from './autocovariance';
import { meanAt, type MeasuredLevel } from './level-covariance';

/** Mean correlation of neighbours above the least by more than this (and its error) is taken for texture. */
const tolerance = 0.03;
/** Compression smooths noise by as much as it pleases, differently at each brightness. */
const toleranceAfterJpeg = 0.15;
/** Clipping takes correlation from noise, and a level of few blocks tells little. */
const maxClipped = 0.1;
const minBlocks = 24;
/** Reaches, in pixels, of the textures tried, and how steeply their correlation exp(-(distance / reach)^p) falls. */
const reaches = [1.5, 2, 3, 4.5, 7, 10];
const steepness = 1.5;

const textures = reaches.map(reach => lags.map(({ dx, dy }) => Math.exp(-((Math.hypot(dx, dy) / reach) ** steepness))));

export interface Separated {
  /** Autocorrelation of the noise of each channel at `lags`. */
  readonly correlation: readonly (readonly number[])[];
  /** Of each level, the share of its variance that is noise. */
  readonly noiseShare: readonly number[];
}

export function separateTexture(levels: readonly MeasuredLevel[], compressed: boolean): Separated {
  const neighbours = levels.map(
    ({ covariance }) =>
      (meanAt(covariance, 1, 0) + meanAt(covariance, 0, 1)) / (2 * Math.max(1e-15, meanAt(covariance, 0, 0))),
  );
  const usable = levels.map(({ clipped, blocks }) => clipped <= maxClipped && blocks >= minBlocks);
  const candidates = usable.some(Boolean) ? usable : levels.map(() => true);
  const best = levels.reduce(
    (least, level, i) =>
      candidates[i] && (least === -1 || neighbours[i] + level.error < neighbours[least] + levels[least].error)
        ? i
        : least,
    -1,
  );
  const allowed = (i: number) =>
    neighbours[best] +
    (compressed ? toleranceAfterJpeg : tolerance) +
    3 * Math.hypot(levels[i].error, levels[best].error);
  const pure = levels.map((_, i) => neighbours[i] <= allowed(i));
  const correlation = [0, 1, 2].map(c =>
    correlationOf(
      levels.filter((_, i) => pure[i] && candidates[i]),
      c,
    ),
  );
  const mean = lags.map((_, i) => correlation.reduce((sum, values) => sum + values[i], 0) / 3);
  return { correlation, noiseShare: levels.map((level, i) => (pure[i] ? 1 : noiseShare(level, mean))) };
}

/** Autocorrelation of one channel, levels weighted by their share of the image. */
function correlationOf(levels: readonly MeasuredLevel[], c: number): number[] {
  const sums = lags.map((_, i) => levels.reduce((sum, { blocks, covariance }) => sum + blocks * covariance[c][i], 0));
  return sums.map((value, i) => (i === 0 ? 1 : sums[0] <= 0 ? 0 : Math.max(-1, Math.min(1, value / sums[0]))));
}

/** The share of noise of this correlation in a level's variance, the rest being the texture that fits best. */
function noiseShare({ covariance }: MeasuredLevel, noise: readonly number[]): number {
  const variance = meanAt(covariance, 0, 0);
  const measured = lags.map(({ dx, dy }) => meanAt(covariance, dx, dy) / variance);
  let best = { error: Infinity, share: 1 };
  for (const texture of textures) {
    // measured = noise + amount (texture - noise), as the shares of both add up to 1.
    let product = 0;
    let square = 0;
    for (let i = 0; i < lags.length; i++) {
      product += (measured[i] - noise[i]) * (texture[i] - noise[i]);
      square += (texture[i] - noise[i]) ** 2;
    }
    const amount = Math.max(0, Math.min(1, product / square));
    const error = lags.reduce((sum, _, i) => sum + (measured[i] - noise[i] - amount * (texture[i] - noise[i])) ** 2, 0);
    if (error < best.error) best = { error, share: 1 - amount };
  }
  return best.share;
}
