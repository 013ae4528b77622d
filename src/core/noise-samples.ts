/**
 * Samples of an image's own noise, and new noise of the same kind made from them.
 *
 * The residuals of the flattest blocks of each brightness are noise as it is: with its correlation in space and between
 * channels, and with what differs between the pixels of a colour filter's 2 x 2 cell, which a filter that is the same
 * everywhere could not have. Blocks of the same place in that cell are laid over each other by half, under windows whose
 * squares add up to one, so that level and correlation stay.
 */
import { blockArea, blockSize } from './autocovariance';
import { channel, sampleBlocks, type Block } from './blocks';
import type { PixelSource, Planes } from './geometry';
import { finish, type Steps } from './steps';

interface Level {
  readonly brightness: number;
  /** Standard deviation by channel. */
  readonly sigma: readonly number[];
}

export interface NoiseSamples {
  /** Dark to bright. */
  readonly levels: readonly Level[];
  /** Residuals over their level's standard deviation, `[3, blockSize, blockSize]`, by the parity of x + 2 * that of y. */
  readonly blocks: readonly (readonly Float32Array[])[];
}

const maxBlocks = 1024;
const brightnessLevels = 8;
/** Share of the blocks of a level that are flat for sure. */
const surelyFlat = 0.12;
/** A block may have this many times their energy: noise scatters. */
const scatter = 1.5;
/** Clipping removes noise: a block with a larger share of clipped samples says little. */
const maxClipped = 0.25;

/** Undefined where nothing is flat and noisy, as in drawn or clipped images. */
export function sampleNoise(source: PixelSource): NoiseSamples | undefined {
  return finish(noiseSamplesInSteps(source));
}

/** The same; a step takes a few milliseconds. */
export function* noiseSamplesInSteps(source: PixelSource): Steps<NoiseSamples | undefined> {
  const sampled = yield* sampleBlocks(source, { most: maxBlocks, everyPlace: true });
  const all = sampled.filter(({ clipped }) => clipped <= maxClipped).sort((a, b) => a.brightness - b.brightness);
  const levels: Level[] = [];
  const blocks: Float32Array[][] = [[], [], [], []];
  for (let level = 0; level < brightnessLevels; level++) {
    const [from, to] = [level, level + 1].map(at => Math.floor((at * all.length) / brightnessLevels));
    const sorted = all.slice(from, to).sort((a, b) => energyOf(a) - energyOf(b));
    if (sorted.length === 0) continue;
    const flattest = sorted.slice(0, Math.ceil(surelyFlat * sorted.length));
    const limit = (scatter * flattest.reduce((sum, block) => sum + energyOf(block), 0)) / flattest.length;
    const flat = sorted.filter((block, i) => i < flattest.length || energyOf(block) <= limit);
    const sigma = [0, 1, 2].map(c =>
      Math.sqrt(flat.reduce((sum, { energy }) => sum + channel(energy, c), 0) / flat.length),
    );
    levels.push({ brightness: flat.reduce((sum, block) => sum + block.brightness, 0) / flat.length, sigma });
    for (const { x, y, residuals } of flat) {
      const unit = new Float32Array(3 * blockArea);
      for (let c = 0; c < 3; c++) {
        channel(residuals, c).forEach((value, i) => (unit[c * blockArea + i] = value / Math.max(1e-6, sigma[c])));
      }
      blocks[(x & 1) + 2 * (y & 1)].push(unit);
    }
    yield;
  }
  return levels.length === 0 ? undefined : { levels, blocks };
}

/** Mean over the channels. */
function energyOf({ energy }: Block): number {
  return (channel(energy, 0) + channel(energy, 1) + channel(energy, 2)) / 3;
}

/**
 * Noise like that of the samples.
 * @param guide brightness, `[3, height, width]`: noise depends on it
 * @param origin where the guide lies in the image, for the place in the cell
 * @param uniform random numbers in 0..1
 */
export function synthesiseNoise(
  { levels, blocks }: NoiseSamples,
  { width, height, data: guide }: Planes,
  origin: { readonly x: number; readonly y: number },
  uniform: () => number,
): Float32Array {
  const area = width * height;
  const noise = new Float32Array(3 * area);
  const hop = blockSize / 2;
  const window = Float32Array.from({ length: blockSize }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / blockSize));
  for (let top = -hop; top < height; top += hop) {
    for (let left = -hop; left < width; left += hop) {
      const parity = ((left + origin.x) & 1) + 2 * ((top + origin.y) & 1);
      const pool = blocks[parity].length > 0 ? blocks[parity] : blocks.flat();
      const block = pool[Math.floor(uniform() * pool.length)];
      const sign = uniform() < 0.5 ? -1 : 1;
      for (let y = Math.max(0, top); y < Math.min(height, top + blockSize); y++) {
        for (let x = Math.max(0, left); x < Math.min(width, left + blockSize); x++) {
          const weight = sign * window[y - top] * window[x - left];
          const from = (y - top) * blockSize + x - left;
          for (let c = 0; c < 3; c++) noise[c * area + y * width + x] += weight * block[c * blockArea + from];
        }
      }
    }
  }
  for (let i = 0; i < area; i++) {
    const brightness = (guide[i] + guide[area + i] + guide[2 * area + i]) / 3;
    for (let c = 0; c < 3; c++) noise[c * area + i] *= sigmaAt(levels, brightness, c);
  }
  return noise;
}

/** Linear between the levels. */
function sigmaAt(levels: readonly Level[], brightness: number, channel: number): number {
  const next = levels.findIndex(level => level.brightness >= brightness);
  if (next === -1) return levels[levels.length - 1].sigma[channel];
  if (next === 0) return levels[0].sigma[channel];
  const [a, b] = [levels[next - 1], levels[next]];
  const share = (brightness - a.brightness) / Math.max(1e-9, b.brightness - a.brightness);
  return a.sigma[channel] + share * (b.sigma[channel] - a.sigma[channel]);
}

export interface LagCorrelation {
  /** The larger of that along rows and columns and that along the diagonal, mean over the places of a 2 x 2 cell. */
  readonly mean: number;
  /** The largest at one place of the cell and in one channel. */
  readonly worst: number;
}

/** Correlation of pixels `lag` apart. Noise that a colour filter left differs from place to place in its cell. */
export function correlationAt({ blocks }: NoiseSamples, lag: number): LagCorrelation {
  let mean = 0;
  let worst = 0;
  for (const [dx, dy] of [
    [lag, 0],
    [0, lag],
    [lag, lag],
  ] as const) {
    const each: number[] = [];
    for (let place = 0; place < 4; place++) {
      for (let c = 0; c < 3; c++) each.push(correlationOf(blocks, place, c, dx, dy));
    }
    mean = Math.max(mean, each.reduce((sum, value) => sum + value, 0) / each.length);
    worst = Math.max(worst, ...each);
  }
  return { mean, worst };
}

function correlationOf(blocks: NoiseSamples['blocks'], place: number, c: number, dx: number, dy: number): number {
  let [product, first, second] = [0, 0, 0];
  for (const [parity, group] of blocks.entries()) {
    // Where the place lies in blocks that begin elsewhere in the cell.
    const [left, top] = [(place & 1) ^ (parity & 1), (place >> 1) ^ (parity >> 1)];
    for (const block of group) {
      for (let y = top; y + dy < blockSize; y += 2) {
        for (let x = left; x + dx < blockSize; x += 2) {
          const a = block[c * blockArea + y * blockSize + x];
          const b = block[c * blockArea + (y + dy) * blockSize + x + dx];
          product += a * b;
          first += a * a;
          second += b * b;
        }
      }
    }
  }
  return product / Math.max(1e-12, Math.sqrt(first * second));
}
