/** In which order pairs of images are listed that were measured against each other. */
export const pairOrders = ['name', 'psnr', 'ssim', 'difference'] as const;
export type PairOrder = (typeof pairOrders)[number];

export interface MeasuredPair {
  readonly name: string;
  /** Only a pair that is `compared` has numbers. */
  readonly state: string;
  /** Null for equal images, whose PSNR is infinite, and where images are smaller than the window of SSIM. */
  readonly psnr?: number | null | undefined;
  readonly ssim?: number | null | undefined;
  readonly maxDifference?: number | undefined;
}

/** Those that differ most come first, or with `reversed` those that are most alike; what could not be measured is last. Or by name. */
export function sortedPairs<Pair extends MeasuredPair>(
  pairs: readonly Pair[],
  order: PairOrder,
  reversed = false,
): Pair[] {
  const likeness = (pair: Pair): number | undefined => {
    if (pair.state !== 'compared') return undefined;
    if (order === 'difference') return -(pair.maxDifference ?? 0);
    return (order === 'psnr' ? pair.psnr : pair.ssim) ?? Number.MAX_VALUE;
  };
  const sign = reversed ? -1 : 1;
  const byName = (one: Pair, other: Pair) => (one.name < other.name ? -1 : 1);
  return pairs.toSorted((one, other) => {
    if (order === 'name') return sign * byName(one, other);
    const [x, y] = [likeness(one), likeness(other)];
    if (x === y) return byName(one, other);
    if (x === undefined || y === undefined) return x === undefined ? 1 : -1;
    return sign * (x - y);
  });
}
