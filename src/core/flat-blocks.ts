/**
 * The flat parts of an image, where what remains after taking out brightness and slope is noise.
 *
 * The mean square of the noise in a block scatters, the more so the more the noise is correlated. Taking the blocks where
 * it is least would find too little noise; taking all would count texture. So a level's variance is the one that agrees
 * with the blocks below a limit that is set from itself, once the part of the scatter that the limit cuts off is allowed
 * for: in a flat picture nearly all blocks count, in a textured one those that noise alone explains.
 */
import type { Block } from './blocks';
import { meanBelow } from './gamma';

/** Share of the blocks of one brightness from which the search for the flat ones starts. */
const flatShare = 0.12;
/** A block counts as flat up to this many standard deviations of the noise's mean square above its expectation. */
const limitInSpreads = 2;
/** A level has at least this many blocks (if there are so many), and is this wide in brightness at most, if it can. */
const minLevelBlocks = 48;
const levelWidth = 1 / 24;
const maxLevelShare = 1 / 8;
/** Steps of the search for the flat blocks; it settles in fewer than ten as a rule. */
const maxSteps = 30;

/** Blocks of like brightness, and the flat ones among them. */
export interface Level {
  readonly blocks: readonly Block[];
  readonly flat: readonly Block[];
  /** Expected mean square of the residuals of flat blocks over that of `flat`: undoes the choice of the least. */
  readonly correction: number;
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
