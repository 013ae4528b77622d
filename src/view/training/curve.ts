import type { Point } from '../../messages/training';

/** More points than this a curve on a screen does not need. */
const most = 400;

/**
 * A curve with one more point. A long one loses that point whose neighbours are nearest to each other, so that it covers the
 * whole training, and its beginning as densely as its end.
 */
export function withPoint(curve: readonly Point[], point: Point): Point[] {
  const longer = [...curve, point];
  return longer.length > most ? longer.toSpliced(crowded(longer), 1) : longer;
}

function crowded(curve: readonly Point[]): number {
  const span = (i: number) => curve[i + 1][0] - curve[i - 1][0];
  let found = 1;
  for (let i = 2; i < curve.length - 1; i++) if (span(i) < span(found)) found = i;
  return found;
}

/** What of a curve is still true when training goes on from `step`. */
export function upTo(curve: readonly Point[], step: number): Point[] {
  return curve.filter(([at]) => at <= step);
}
