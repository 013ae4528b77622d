/** What noise a model was trained on, as its card says, and whether an image's noise is of that kind. */
import type { Noise } from './noise';

type Range = readonly [least: number, most: number];

/** One kind of noise: levels and how much neighbours have in common. */
export interface NoiseRange {
  /** Standard deviation, 0..1. */
  readonly sigma: Range;
  /** Autocorrelation at one pixel, -1..1. */
  readonly correlation: Range;
}

/** Whether the noise is of one of the kinds. */
export function isInRange(
  { sigma, correlation: [neighbours] }: Pick<Noise, 'sigma' | 'correlation'>,
  kinds: readonly NoiseRange[],
): boolean {
  const within = (value: number, [least, most]: Range) => value >= least && value <= most;
  return kinds.some(kind => within(sigma, kind.sigma) && within(neighbours, kind.correlation));
}
