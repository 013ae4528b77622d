/**
 * The noise of an image, from the noisy image alone: its level at each brightness, its correlation in space, its kind.
 *
 * Small blocks are sampled over the image (blocks.ts) and sorted by brightness; the flat ones of each brightness
 * (flat-blocks.ts) give the autocovariance of their residuals (autocovariance.ts), corrected for what choosing and
 * detrending took. Where no block is really flat, texture remains in it and is told from noise by its correlation
 * (texture.ts).
 */
import { lagIndex, lags, maxLag } from './autocovariance';
import { sampleBlocks } from './blocks';
import { chooseFlat, groupByBrightness } from './flat-blocks';
import type { PixelSource } from './geometry';
import { firstSpread, meanAt, measureLevel, spreadOf, type MeasuredLevel } from './level-covariance';
import { each, finish, type Steps } from './steps';
import { correlationKind, noiseKind, type NoiseKind } from './noise-kind';
import { separateTexture } from './texture';

/** Noise of the parts of one brightness. */
export interface NoiseLevel {
  /** Mean of the channels, 0..1. */
  readonly brightness: number;
  /** Standard deviation of the noise as it is, clipped where the image is, 0..1; R, G, B. */
  readonly sigma: readonly [number, number, number];
  /** Share of the image that has about this brightness; the shares add up to 1. */
  readonly share: number;
  /** Share of samples at black or white: where it is not small, clipping has taken part of the noise. */
  readonly clipped: number;
}

/** Autocorrelation at lags of 1, 2, 3 and 4 pixels: (k, 0), (0, k), (k, k) and (k, -k). */
export interface DirectedCorrelation {
  readonly horizontal: readonly number[];
  readonly vertical: readonly number[];
  readonly diagonal: readonly number[];
  readonly antidiagonal: readonly number[];
}

/** Noise in few numbers. */
export interface NoiseSummary {
  /** Standard deviation, 0..1: root mean square over the image, mean over the channels. */
  readonly sigma: number;
  /** Autocorrelation at lags 1, 2, 3 and 4 pixels, mean over rows and columns and the channels; 0 without noise. */
  readonly correlation: readonly [number, number, number, number];
}

export interface Noise extends NoiseSummary {
  /** The noise-level function, dark to bright; empty without noise. */
  readonly levels: readonly NoiseLevel[];
  /** Of each channel, R, G, B. */
  readonly lags: readonly [DirectedCorrelation, DirectedCorrelation, DirectedCorrelation];
  /** Autocorrelation at lags -4..4 down and across, `[9][9]`, mean over the channels, 1 in the middle. */
  readonly map: readonly (readonly number[])[];
  /** Correlation between the channels at one pixel, mean of R-G, G-B and B-R; 1 = the noise is gray. */
  readonly betweenChannels: number;
  /** What could be told of where it comes from; empty = nothing. */
  readonly kind: readonly NoiseKind[];
}

const maxBlocks = 2048;
/** A block with a larger share of clipped samples says nothing, nor does a drawn one. */
const maxClipped = 0.75;

/** Reads at most about 2000 blocks of 16 x 16 pixels, so that the time it takes does not grow with the image. */
export function estimateNoise(source: PixelSource): Noise {
  return finish(noiseInSteps(source));
}

/** The same; a step takes a few milliseconds, the first of a process some tens. */
export function* noiseInSteps(source: PixelSource): Steps<Noise> {
  const sampled = yield* sampleBlocks(source, { most: maxBlocks });
  const groups = groupByBrightness(sampled.filter(block => !block.drawn && block.clipped <= maxClipped));
  let spread = firstSpread;
  let levels = yield* each(groups, blocks => chooseFlat(blocks, spread));
  for (let step = 0; step < 3; step++) {
    const next = spreadOf(levels);
    yield;
    if (Math.abs(next / spread - 1) < 0.05) break;
    spread = next;
    levels = yield* each(groups, blocks => chooseFlat(blocks, spread));
  }
  const kind = yield* noiseKind(levels);
  const measured = yield* each(levels, measureLevel);
  const { correlation, noiseShare } = separateTexture(measured, kind.includes('jpeg'));
  return describe(measured, correlation, noiseShare, kind);
}

const steps = Array.from({ length: maxLag }, (_, i) => i + 1);
const offsets = Array.from({ length: 2 * maxLag + 1 }, (_, i) => i - maxLag);

function describe(
  measured: readonly MeasuredLevel[],
  correlation: readonly (readonly number[])[],
  noiseShare: readonly number[],
  blockKind: readonly NoiseKind[],
): Noise {
  const total = measured.reduce((sum, { blocks }) => sum + blocks, 0);
  const levels = measured.map(({ brightness, covariance, blocks, clipped }, i): NoiseLevel => {
    const sigma = (c: number) => Math.sqrt(Math.max(0, noiseShare[i] * covariance[c][0]));
    return { brightness, sigma: [sigma(0), sigma(1), sigma(2)], share: blocks / total, clipped };
  });
  const variance = [0, 1, 2].map(c => levels.reduce((sum, { share, sigma }) => sum + share * sigma[c] ** 2, 0));
  const noisy = variance.some(value => value > 0);
  const mean = lags.map((_, i) => (noisy ? correlation.reduce((sum, values) => sum + values[i], 0) / 3 : 0));
  const along = directed(mean);
  const both = (i: number) => (along.horizontal[i] + along.vertical[i]) / 2;
  return {
    sigma: variance.reduce((sum, value) => sum + Math.sqrt(value), 0) / 3,
    correlation: [both(0), both(1), both(2), both(3)],
    levels,
    lags: [directed(correlation[0]), directed(correlation[1]), directed(correlation[2])],
    map: offsets.map(dy => offsets.map(dx => mean[lagIndex(dx, dy)])),
    betweenChannels: noisy ? betweenChannels(measured) : 0,
    kind: noisy ? [...blockKind, ...correlationKind(along)] : [],
  };
}

function directed(correlation: readonly number[]): DirectedCorrelation {
  const at = (dx: number, dy: number) => steps.map(k => correlation[lagIndex(k * dx, k * dy)]);
  return { horizontal: at(1, 0), vertical: at(0, 1), diagonal: at(1, 1), antidiagonal: at(1, -1) };
}

/** Mean of the levels, by the noise that they hold. */
function betweenChannels(levels: readonly MeasuredLevel[]): number {
  let sum = 0;
  let total = 0;
  for (const { blocks, covariance, between } of levels) {
    const weight = blocks * meanAt(covariance, 0, 0);
    sum += (weight * (between[0] + between[1] + between[2])) / 3;
    total += weight;
  }
  return total > 0 ? Math.max(-1, Math.min(1, sum / total)) : 0;
}

/**
 * Pixel-shuffle factor for noise of this correlation at lags 1..4. White noise needs none (1). Each step costs detail, so
 * it is 2, as published for camera noise, unless that leaves neighbours in a sub-image strongly correlated.
 */
export function suggestPdFactor(correlation: Noise['correlation']): number {
  if (correlation[0] < 0.3) return 1;
  const lag = correlation.findIndex((value, i) => i > 0 && value < 0.5);
  return lag === -1 ? correlation.length : lag + 1;
}
