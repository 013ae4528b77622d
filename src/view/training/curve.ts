import type { Point } from './protocol';

/** More points than this a curve on a screen does not need. */
const most = 400;

/** A curve with one more point; a long one is thinned, so that it always covers the whole training. */
export function withPoint(curve: readonly Point[], point: Point): Point[] {
  const thinned = curve.length < most ? curve : curve.filter((_, i) => i % 2 === 0);
  return [...thinned, point];
}

/** What of a curve is still true when training goes on from `step`. */
export function upTo(curve: readonly Point[], step: number): Point[] {
  return curve.filter(([at]) => at <= step);
}
