/**
 * The flat parts of an image, where what remains after taking out brightness and slope is noise.
 *
 * The mean square of the noise in a block scatters, the more so the more the noise is correlated. Taking the blocks where
 * it is least would find too little noise; taking all would count texture. So a level's variance is the one that agrees
 * with the blocks below a limit that is set from itself, once the part of the scatter that the limit cuts off is allowed
 * for: in a flat picture nearly all blocks count, in a textured one those that noise alone explains.
 */
import { blockArea, blockSize, covarianceAt, detrend, lags } from './autocovariance';
import { meanBelow } from './gamma';
import type { PixelSource, Planes } from './geometry';
import { readReflected } from './padding';

const maxBlocks = 2048;
/** Share of the blocks of one brightness from which the search for the flat ones starts. */
const flatShare = 0.12;
/** A block counts as flat up to this many standard deviations of the noise's mean square above its expectation. */
const limitInSpreads = 2;
/** A block with a larger share of clipped samples says nothing. */
const maxClipped = 0.75;
/** A level has at least this many blocks (if there are so many), and is this wide in brightness at most, if it can. */
const minLevelBlocks = 48;
const levelWidth = 1 / 24;
const maxLevelShare = 1 / 8;
/** Steps of the search for the flat blocks; it settles in fewer than ten as a rule. */
const maxSteps = 30;

export interface Block {
  /** Top left corner, in image coordinates. */
  readonly x: number;
  readonly y: number;
  /** Mean over the channels, 0..1. */
  readonly brightness: number;
  /** Share of samples at or beyond black or white. */
  readonly clipped: number;
  /** Mean square of the residuals of each channel: noise and texture. */
  readonly energy: readonly number[];
  /** One per channel (one for all where they are equal), `[blockSize, blockSize]`. */
  readonly residuals: readonly Float64Array[];
}

/** Blocks of like brightness, and the flat ones among them. */
export interface Level {
  readonly blocks: readonly Block[];
  readonly flat: readonly Block[];
  /** Expected mean square of the residuals of flat blocks over that of `flat`: undoes the choice of the least. */
  readonly correction: number;
}

/** Reads at most about 2000 blocks, so that the time it takes does not grow with the image. */
export function sampleBlocks(source: PixelSource): Block[] {
  const spacing = Math.max(blockSize / 2, Math.ceil(Math.sqrt((source.width * source.height) / maxBlocks)));
  const blocks: Block[] = [];
  for (let y = 0; y === 0 || y + blockSize <= source.height; y += spacing) {
    for (let x = 0; x === 0 || x + blockSize <= source.width; x += spacing) {
      const block = measureBlock(readReflected(source, { x, y, width: blockSize, height: blockSize }), x, y);
      if (block) blocks.push(block);
    }
  }
  return blocks;
}

/** Undefined where clipping or a drawn area, of one or two values, leaves no noise to measure. */
function measureBlock({ data }: Planes, x: number, y: number): Block | undefined {
  let sum = 0;
  let clipped = 0;
  for (const value of data) {
    sum += value;
    if (value <= 0 || value >= 1) clipped++;
  }
  if (clipped > maxClipped * data.length || isDrawn(data)) return undefined;
  const residuals = (isGray(data) ? [0] : [0, 1, 2]).map(
    c => new Float64Array(data.subarray(c * blockArea, (c + 1) * blockArea)),
  );
  const energy = residuals.map(residual => {
    detrend(residual);
    return covarianceAt(residual, residual, lags[0]);
  });
  if (Math.max(...energy) < 1e-12) return undefined;
  return { x, y, brightness: sum / data.length, clipped: clipped / data.length, energy, residuals };
}

function isGray(data: Float32Array): boolean {
  for (let p = 0; p < blockArea; p++) {
    if (data[p] !== data[p + blockArea] || data[p] !== data[p + 2 * blockArea]) return false;
  }
  return true;
}

function isDrawn(data: Float32Array): boolean {
  let other = data[0];
  for (let i = 1; i < data.length; i++) {
    if (data[i] === data[0] || data[i] === other) continue;
    if (other !== data[0]) return false;
    other = data[i];
  }
  return true;
}

/** Blocks sorted into levels of brightness, dark to bright: noise depends on it. */
export function groupByBrightness(blocks: readonly Block[]): Block[][] {
  const sorted = [...blocks].sort((a, b) => a.brightness - b.brightness);
  const levels: Block[][] = [];
  let level: Block[] = [];
  for (const block of sorted) {
    const wide = level.length >= minLevelBlocks && block.brightness - level[0].brightness > levelWidth;
    if (wide || level.length >= Math.max(minLevelBlocks, maxLevelShare * blocks.length)) levels.push((level = []));
    else if (levels.length === 0) levels.push(level);
    level.push(block);
  }
  const last = levels.at(-1);
  const before = levels.at(-2);
  if (last && before && last.length < minLevelBlocks / 2) {
    before.push(...last);
    levels.pop();
  }
  return levels;
}

/** @param spread standard deviation of the mean square of the noise in a block over its expectation */
export function chooseFlat(blocks: readonly Block[], spread: number): Level {
  const channels = Math.max(...blocks.map(({ energy }) => energy.length));
  const energies = blocks.map(({ energy }) => Array.from({ length: channels }, (_, c) => energy[c % energy.length]));
  const fewest = Math.min(blocks.length, Math.max(4, Math.ceil(blocks.length * flatShare)));
  const limit = 1 + limitInSpreads * spread;
  const correction = 1 / meanBelow(limit, spread);
  let relative = energies.map(energy => energy.reduce((a, b) => a + b));
  let below = [...relative].sort((a, b) => a - b)[fewest - 1];
  let count = -1;
  for (let step = 0; step < maxSteps; step++) {
    const variance = meanBelowLimit(energies, relative, below, channels).map(value => value * (step ? correction : 1));
    // In units of each channel's own noise, so that a noisy channel does not decide alone.
    relative = energies.map(
      energy => energy.reduce((sum, value, c) => sum + value / Math.max(1e-15, variance[c]), 0) / channels,
    );
    below = Math.max(limit, [...relative].sort((a, b) => a - b)[fewest - 1]);
    const next = relative.reduce((n, value) => (value <= below ? n + 1 : n), 0);
    if (next === count) break;
    count = next;
  }
  return { blocks, flat: blocks.filter((_, i) => relative[i] <= below), correction };
}

function meanBelowLimit(
  energies: readonly (readonly number[])[],
  relative: readonly number[],
  limit: number,
  channels: number,
): number[] {
  const sums = new Array<number>(channels).fill(0);
  let count = 0;
  for (let i = 0; i < energies.length; i++) {
    if (relative[i] > limit) continue;
    count++;
    for (let c = 0; c < channels; c++) sums[c] += energies[i][c];
  }
  return sums.map(sum => sum / count);
}
