/** What the flat parts of an image tell of where its noise comes from. Said only of what stands out beyond doubt. */
import { blockSize } from './autocovariance';
import { channel, type Block } from './blocks';
import type { Level } from './flat-blocks';
import type { DirectedCorrelation } from './noise';
import { each, type Steps } from './steps';

/**
 * gray: the channels are equal. independent: no correlation between pixels. correlated: there is. bayer: noise differs
 * between the four places of a colour filter's cell, as interpolation from one leaves it. jpeg: steps at every 8th pixel.
 */
export type NoiseKind = 'gray' | 'independent' | 'correlated' | 'bayer' | 'jpeg';
/** Most blocks that are looked at. */
const enough = 400;
/** Measured: at most 0.05 without, 0.9 and more with it. */
const minBayerContrast = 0.4;
/** Measured: at most 0.06 without, 2 and more with it. */
const minJpegContrast = 0.4;
export const noiseKinds = ['gray', 'independent', 'correlated', 'bayer', 'jpeg'] as const satisfies NoiseKind[];

/** What the residuals of flat blocks show by themselves. */
export function* noiseKind(levels: readonly Level[]): Steps<NoiseKind[]> {
  const flat = levels.flatMap(level => level.flat);
  const step = Math.ceil(flat.length / enough);
  const blocks = flat.filter((_, i) => i % step === 0);
  const bayer = yield* each([0, 1, 2], c => bayerContrast(blocks, c));
  return [
    ...(blocks.every(({ residuals }) => residuals.length === 1) ? (['gray'] as const) : []),
    ...(Math.max(...bayer) > minBayerContrast ? (['bayer'] as const) : []),
    ...(jpegContrast(blocks) > minJpegContrast ? (['jpeg'] as const) : []),
  ];
}

/** What the correlation says; nothing in between. */
export function correlationKind(correlation: DirectedCorrelation): NoiseKind[] {
  const { horizontal, vertical, diagonal, antidiagonal } = correlation;
  const largest = Math.max(...[horizontal, vertical, diagonal, antidiagonal].flat().map(Math.abs));
  if (largest < 0.1) return ['independent'];
  return Math.max(horizontal[0], vertical[0]) > 0.2 ? ['correlated'] : [];
}

/** Difference of the variance of fine noise in channel `c` between the places of a 2 x 2 cell, over its mean. */
function bayerContrast(blocks: readonly Block[], c: number): number {
  const sums = [0, 0, 0, 0];
  const counts = [0, 0, 0, 0];
  for (const { x: left, y: top, residuals, energy } of blocks) {
    const z = channel(residuals, c);
    const weight = 1 / Math.max(1e-15, channel(energy, c));
    for (let y = 1; y < blockSize - 1; y++) {
      for (let x = 1; x < blockSize - 1; x++) {
        const p = y * blockSize + x;
        const fine = z[p] - (z[p - 1] + z[p + 1] + z[p - blockSize] + z[p + blockSize]) / 4;
        const place = ((left + x) & 1) + 2 * ((top + y) & 1);
        sums[place] += fine * fine * weight;
        counts[place]++;
      }
    }
  }
  const means = sums.map((sum, i) => sum / Math.max(1, counts[i]));
  return (4 * (Math.max(...means) - Math.min(...means))) / means.reduce((a, b) => a + b, 1e-15);
}

/** How much larger squared differences of neighbours are across every 8th boundary than elsewhere, less than at any other. */
function jpegContrast(blocks: readonly Block[]): number {
  const sums = new Array<number>(8).fill(0);
  const counts = new Array<number>(8).fill(0);
  for (const { x: left, y: top, residuals, energy } of blocks) {
    const z = residuals[residuals.length >> 1];
    const weight = 1 / Math.max(1e-15, energy[residuals.length >> 1]);
    for (let i = 0; i < blockSize; i++) {
      for (let j = 0; j < blockSize - 1; j++) {
        const across = i * blockSize + j;
        const down = j * blockSize + i;
        sums[(left + j) & 7] += (z[across + 1] - z[across]) ** 2 * weight;
        sums[(top + j) & 7] += (z[down + blockSize] - z[down]) ** 2 * weight;
        counts[(left + j) & 7]++;
        counts[(top + j) & 7]++;
      }
    }
  }
  const means = sums.map((sum, i) => sum / Math.max(1, counts[i]));
  const others = means.slice(0, 7);
  return (means[7] - Math.max(...others)) / (others.reduce((a, b) => a + b, 1e-15) / 7);
}
