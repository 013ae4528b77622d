/**
 * Level and spatial correlation of the noise, from the noisy image alone.
 *
 * Where an image is flat, what remains after taking out brightness and slope is noise. So: sample small blocks over the
 * image, sort them by brightness (noise depends on it), take the flattest ones of each brightness and average the
 * autocovariance of their residuals.
 */
import { autocovariance, blockArea, blockSize, detrend, maxLag, undoDetrending } from './autocovariance';
import type { PixelSource, Planes } from './geometry';
import { readReflected } from './padding';

export interface Noise {
  /** Standard deviation, 0..1, mean over the channels. */
  readonly sigma: number;
  /** Autocorrelation at lags 1, 2, 3 and 4 pixels, mean over both directions and the channels; 0 without noise. */
  readonly correlation: readonly [number, number, number, number];
}

const maxBlocks = 2048;
const brightnessLevels = 8;
/** Share of the blocks of one brightness that counts as flat. */
const flatShare = 0.12;
/** Clipping removes noise: a block with a larger share of clipped samples says nothing. */
const maxClipped = 0.05;

interface Block {
  readonly brightness: number;
  /** Mean square of the residuals over all channels: noise and texture. */
  readonly energy: number;
  /** One per channel, `[blockSize, blockSize]`. */
  readonly residuals: readonly Float64Array[];
}

/** Reads at most about 2000 blocks of 16 x 16 pixels, so that the time it takes does not grow with the image. */
export function estimateNoise(source: PixelSource): Noise {
  const blocks = sampleBlocks(source).sort((a, b) => a.brightness - b.brightness);
  const channels = [0, 1, 2].map(() => new Array<number>(maxLag + 1).fill(0));
  for (let level = 0; level < brightnessLevels; level++) {
    const start = Math.floor((level * blocks.length) / brightnessLevels);
    const end = Math.floor(((level + 1) * blocks.length) / brightnessLevels);
    const flattest = blocks.slice(start, end).sort((a, b) => a.energy - b.energy);
    flattest.length = Math.ceil(flattest.length * flatShare);
    for (const { residuals } of flattest) {
      const weight = (end - start) / blocks.length / flattest.length;
      for (const [channel, sums] of channels.entries()) {
        for (let lag = 0; lag <= maxLag; lag++) sums[lag] += weight * autocovariance(residuals[channel], lag);
      }
    }
  }
  const noise = channels.map(undoDetrending);
  const mean = (value: (covariance: number[]) => number) => noise.reduce((sum, c) => sum + value(c), 0) / noise.length;
  const variance = mean(covariance => Math.max(0, covariance[0]));
  const correlation = (lag: number) =>
    variance === 0 ? 0 : Math.max(-1, Math.min(1, mean(covariance => covariance[lag]) / variance));
  return {
    sigma: mean(covariance => Math.sqrt(Math.max(0, covariance[0]))),
    correlation: [correlation(1), correlation(2), correlation(3), correlation(4)],
  };
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

/** Blocks on a regular grid, without those that say nothing of the noise. */
function sampleBlocks(source: PixelSource): Block[] {
  const spacing = Math.max(blockSize / 2, Math.ceil(Math.sqrt((source.width * source.height) / maxBlocks)));
  const blocks: Block[] = [];
  for (let y = 0; y === 0 || y + blockSize <= source.height; y += spacing) {
    for (let x = 0; x === 0 || x + blockSize <= source.width; x += spacing) {
      const block = measureBlock(readReflected(source, { x, y, width: blockSize, height: blockSize }));
      if (block) blocks.push(block);
    }
  }
  return blocks;
}

/** Undefined where clipping or a drawn, perfectly flat area leaves no noise to measure. */
function measureBlock({ data }: Planes): Block | undefined {
  let sum = 0;
  let clipped = 0;
  for (const value of data) {
    sum += value;
    if (value <= 0 || value >= 1) clipped++;
  }
  if (clipped > maxClipped * data.length) return undefined;
  const residuals = [0, 1, 2].map(c => new Float64Array(data.subarray(c * blockArea, (c + 1) * blockArea)));
  let squares = 0;
  for (const residual of residuals) {
    detrend(residual);
    for (const value of residual) squares += value * value;
  }
  const energy = squares / data.length;
  return energy < 1e-12 ? undefined : { brightness: sum / data.length, energy, residuals };
}
