/** Autocovariance of the residuals of small square blocks, and what it says about the noise before detrending. */

/** Edge of a block in pixels. */
export const blockSize = 16;
export const blockArea = blockSize ** 2;
/** Largest lag, in pixels, at which the autocovariance is measured. */
export const maxLag = 4;

const centre = (blockSize - 1) / 2;
/** Sum of squares of the offsets from the centre over a block, in one direction. */
const squaredOffsets = (blockArea * (blockSize ** 2 - 1)) / 12;

/** Takes the plane of least squares (brightness and its slope) out of a block, `[blockSize, blockSize]`, in place. */
export function detrend(block: Float64Array): void {
  let mean = 0;
  let slopeX = 0;
  let slopeY = 0;
  for (let y = 0, p = 0; y < blockSize; y++) {
    for (let x = 0; x < blockSize; x++, p++) {
      mean += block[p];
      slopeX += block[p] * (x - centre);
      slopeY += block[p] * (y - centre);
    }
  }
  mean /= blockArea;
  slopeX /= squaredOffsets;
  slopeY /= squaredOffsets;
  for (let y = 0, p = 0; y < blockSize; y++) {
    for (let x = 0; x < blockSize; x++, p++) block[p] -= mean + slopeX * (x - centre) + slopeY * (y - centre);
  }
}

/** Mean over the block of `product(p, q)` for all pixels p and q that lie `lag` pixels apart in a row or a column. */
function meanOverPairs(lag: number, product: (p: number, q: number) => number): number {
  let sum = 0;
  for (let along = 0; along < blockSize - lag; along++) {
    for (let across = 0; across < blockSize; across++) {
      const p = across * blockSize + along;
      const q = along * blockSize + across;
      sum += product(p, p + lag) + product(q, q + lag * blockSize);
    }
  }
  return sum / (2 * blockSize * (blockSize - lag));
}

/** Autocovariance of a block at `lag`, mean of both directions. */
export function autocovariance(block: Float64Array, lag: number): number {
  return meanOverPairs(lag, (p, q) => block[p] * block[q]);
}

/**
 * Autocovariance of the noise at lags 0..maxLag from that of detrended blocks. Detrending takes from correlated noise
 * what looks like a plane; its expected effect is linear in the noise's autocovariance, taken as isotropic, linear
 * between whole lags and zero from maxLag + 1 on, and is inverted here.
 */
export function undoDetrending(measured: readonly number[]): number[] {
  effect ??= Array.from({ length: maxLag + 1 }, (_, lag) => effectOfDetrending(lag));
  return solve(
    measured.map((_, lag) => (effect ?? []).map(column => column[lag])),
    measured,
  );
}

/** Column `lag` of the map, computed when first needed. */
let effect: number[][] | undefined;

/** Expected autocovariance at lags 0..maxLag of detrended blocks of noise whose own one is 1 at `lag` and 0 at others. */
function effectOfDetrending(lag: number): number[] {
  const rows = Array.from({ length: blockArea }, (_, p) => {
    const row = Float64Array.from({ length: blockArea }, (_, q) => {
      const distance = Math.hypot(
        (p % blockSize) - (q % blockSize),
        Math.floor(p / blockSize) - Math.floor(q / blockSize),
      );
      return Math.max(0, 1 - Math.abs(distance - lag));
    });
    detrend(row);
    return row;
  });
  const covariance = Array.from({ length: blockArea }, (_, q) => {
    const column = Float64Array.from(rows, row => row[q]);
    detrend(column);
    return column;
  });
  return Array.from({ length: maxLag + 1 }, (_, at) => meanOverPairs(at, (p, q) => covariance[q][p]));
}

/** Solves a small system of linear equations by elimination with pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  for (let i = 0; i < rows.length; i++) {
    const pivot = rows.reduce((best, row, j) => (j > i && Math.abs(row[i]) > Math.abs(rows[best][i]) ? j : best), i);
    [rows[i], rows[pivot]] = [rows[pivot], rows[i]];
    for (let j = 0; j < rows.length; j++) {
      if (j === i) continue;
      const factor = rows[j][i] / rows[i][i];
      for (let k = i; k <= rows.length; k++) rows[j][k] -= factor * rows[i][k];
    }
  }
  return rows.map((row, i) => row[rows.length] / row[i]);
}
