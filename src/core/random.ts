/**
 * Random numbers without a state: each is a hash of seed, stream and pixel coordinates, so that a pixel's draw does
 * not depend on the tile, the thread or the order in which pixels are visited (docs/algorithm.md, "Determinism").
 */

/** Two 32-bit keys of one row of pixels; `hashInRow` turns them and a column into a draw. */
export interface RowKey {
  readonly first: number;
  readonly second: number;
}

/** Finaliser of 32-bit integers with low bias (C. Wellons, hash-prospector: "lowbias32"). */
function mix(value: number): number {
  value = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  value = Math.imul(value ^ (value >>> 15), 0x846ca68b);
  return value ^ (value >>> 16);
}

/** Keys of row `y` in one of 2^32 independent streams. All arguments are taken modulo 2^32. */
export function rowKey(seed: number, stream: number, y: number): RowKey {
  const first = mix(mix(mix(seed) + stream) + y);
  return { first, second: mix(first ^ 0x9e3779b9) };
}

/**
 * The draw at column `x`: an unsigned 32-bit integer. The second key enters between the two rounds, so that two rows
 * whose first keys lie close to each other do not repeat each other shifted.
 */
export function hashInRow(key: RowKey, x: number): number {
  let value = key.first + Math.imul(x, 0x9e3779b9);
  value = Math.imul(value ^ (value >>> 16), 0x7feb352d) + key.second;
  value = Math.imul(value ^ (value >>> 15), 0x846ca68b);
  return (value ^ (value >>> 16)) >>> 0;
}

/** The draw of one pixel: an unsigned 32-bit integer, uniform over seeds, streams, columns and rows. */
export function hash(seed: number, stream: number, x: number, y: number): number {
  return hashInRow(rowKey(seed, stream, y), x);
}
