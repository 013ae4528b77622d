import { mean } from './pairs';

/** Spearman's: 1 = the same order, 0 = none, -1 = the reverse. */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const ranks = (values: readonly number[]) => values.map(value => values.filter(other => other < value).length);
  const [x, y] = [ranks(a), ranks(b)];
  const [meanX, meanY] = [mean(x), mean(y)];
  const sum = (f: (i: number) => number) => x.reduce((total, _, i) => total + f(i), 0);
  const covariance = sum(i => (x[i] - meanX) * (y[i] - meanY));
  return covariance / Math.sqrt(sum(i => (x[i] - meanX) ** 2) * sum(i => (y[i] - meanY) ** 2));
}
