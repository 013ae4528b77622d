/**
 * The gamma distribution, which the mean square of noise over a block follows: with `spread` the standard deviation of
 * that mean square over its expectation, its shape is 1 / spread^2.
 */

/** Share of a gamma distribution of this shape and of scale 1 that lies below `x`: P(shape, x), by its power series. */
export function gammaShare(shape: number, x: number): number {
  if (x <= 0) return 0;
  let term = 1;
  let sum = 1;
  for (let n = 1; n < 10_000 && term > 1e-12 * sum; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return Math.min(1, Math.exp(shape * Math.log(x) - x - logGamma(shape + 1)) * sum);
}

/** Mean of the values below `limit` of a gamma distribution of mean 1. */
export function meanBelow(limit: number, spread: number): number {
  const shape = 1 / spread ** 2;
  const below = gammaShare(shape, limit * shape);
  return below === 0 ? 0 : gammaShare(shape + 1, limit * shape) / below;
}

/** Logarithm of the gamma function for x >= 1, by Stirling's series after moving x above 10. */
function logGamma(x: number): number {
  let product = 1;
  let z = x;
  for (; z < 10; z++) product *= z;
  const series = 1 / (12 * z) - 1 / (360 * z ** 3) + 1 / (1260 * z ** 5);
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series - Math.log(product);
}
