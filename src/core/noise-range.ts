/** What noise a model was trained on, as its card says, and whether an image's noise is of that kind. */
import type { Noise } from './noise';

type Range = readonly [least: number, most: number];

/** What of an image's noise says of which kind it is. */
export type NoiseTraits = Pick<Noise, 'sigma' | 'correlation' | 'betweenChannels'>;

/** One kind of noise: levels and how much neighbours have in common. */
export interface NoiseRange {
  /** Standard deviation, 0..1. */
  readonly sigma: Range;
  /** Autocorrelation at one pixel, -1..1. */
  readonly correlation: Range;
  /** Correlation between the channels, -1..1, where it matters: that of colour cameras is below 1, in gray pictures it is 1. */
  readonly betweenChannels?: Range | undefined;
}

/** Whether the noise is of one of the kinds. */
export function isInRange(
  { sigma, correlation: [neighbours], betweenChannels }: NoiseTraits,
  kinds: readonly NoiseRange[],
): boolean {
  const within = (value: number, [least, most]: Range) => value >= least && value <= most;
  return kinds.some(
    kind =>
      within(sigma, kind.sigma) &&
      within(neighbours, kind.correlation) &&
      within(betweenChannels, kind.betweenChannels ?? [-1, 1]),
  );
}
