/** Autocovariance of the residuals of small square blocks, and what it says about the noise before detrending. */

/** Edge of a block in pixels. */
export const blockSize = 16;
export const blockArea = blockSize ** 2;
/** Largest lag, in pixels and in either direction, at which the autocovariance is measured. */
export const maxLag = 4;

export interface Lag {
  readonly dx: number;
  readonly dy: number;
}

/** One of each pair of opposite lags, (0, 0) first: an autocovariance is the same at both. Row order. */
export const lags: readonly Lag[] = Array.from({ length: (2 * maxLag + 1) ** 2 }, (_, i) => ({
  dx: (i % (2 * maxLag + 1)) - maxLag,
  dy: Math.floor(i / (2 * maxLag + 1)) - maxLag,
})).filter(({ dx, dy }) => dy > 0 || (dy === 0 && dx >= 0));

/** Where the lag (`dx`, `dy`), or its opposite, stands in `lags`. */
export function lagIndex(dx: number, dy: number): number {
  const [x, y] = dy < 0 || (dy === 0 && dx < 0) ? [-dx, -dy] : [dx, dy];
  return y === 0 ? x : maxLag + 1 + (y - 1) * (2 * maxLag + 1) + x + maxLag;
}

const centre = (blockSize - 1) / 2;
/** Length of the vector of the offsets from the centre over a block, in one direction. */
const offsetNorm = Math.sqrt((blockArea * (blockSize ** 2 - 1)) / 12);
/** Orthonormal functions over a block that span the planes: brightness and its slopes across and down. */
const planes = [
  () => 1 / blockSize,
  (p: number) => offset(p % blockSize),
  (p: number) => offset(Math.floor(p / blockSize)),
].map(plane => Float64Array.from({ length: blockArea }, (_, p) => plane(p)));

function offset(i: number): number {
  return (i - centre) / offsetNorm;
}

/** Takes the plane of least squares (brightness and its slope) out of a block, `[blockSize, blockSize]`, in place. */
export function detrend(block: Float64Array): void {
  const [level, across, down] = planes;
  let [mean, slopeX, slopeY] = [0, 0, 0];
  for (let p = 0; p < blockArea; p++) {
    mean += block[p] * level[p];
    slopeX += block[p] * across[p];
    slopeY += block[p] * down[p];
  }
  for (let p = 0; p < blockArea; p++) block[p] -= mean * level[p] + slopeX * across[p] + slopeY * down[p];
}

/** Mean of the products of all pixels of `a` and `b` that lie (`dx`, `dy`) apart; `a` = `b` for an autocovariance. */
export function covarianceAt(a: Float64Array, b: Float64Array, { dx, dy }: Lag): number {
  const width = blockSize - Math.abs(dx);
  const height = blockSize - dy;
  const step = dy * blockSize + dx;
  let sum = 0;
  for (let y = 0; y < height; y++) {
    let p = y * blockSize + Math.max(0, -dx);
    for (const end = p + width; p < end; p++) sum += a[p] * b[p + step];
  }
  return sum / (width * height);
}

/** Autocovariance of a block at `lags`. */
export function autocovariance(block: Float64Array): Float64Array {
  const values = new Float64Array(lags.length);
  for (let i = 0; i < lags.length; i++) values[i] = covarianceAt(block, block, lags[i]);
  return values;
}

/** Share of the pairs of pixels of a block that lie at `lag`, counted once in each direction. */
export function lagWeight({ dx, dy }: Lag): number {
  const pairs = ((blockSize - Math.abs(dx)) * (blockSize - dy)) / blockArea;
  return dx === 0 && dy === 0 ? pairs : 2 * pairs;
}

/**
 * Autocovariance of the noise at `lags` from that of detrended blocks. Detrending takes from correlated noise what looks
 * like a plane; its expected effect is linear in the noise's autocovariance, taken as zero beyond `maxLag`, and is
 * inverted here.
 */
export function undoDetrending(measured: ArrayLike<number>): number[] {
  inverse ??= invert(lags.map((_, row) => lags.map((__, column) => effectOfDetrending(column)[row])));
  return inverse.map(row => row.reduce((sum, value, i) => sum + value * measured[i], 0));
}

/** Computed when first needed. */
let inverse: number[][] | undefined;
const effects: number[][] = [];

/**
 * Expected autocovariance at `lags` of detrended blocks of noise whose own one is 1 at `lags[index]` and its opposite, else
 * 0: the mean along each lag of P S P, where S is that noise's covariance and P = 1 - Q Q' takes the planes Q out.
 */
function effectOfDetrending(index: number): number[] {
  return (effects[index] ??= computeEffect(lags[index], index));
}

function computeEffect({ dx, dy }: Lag, index: number): number[] {
  const at = (f: Float64Array, x: number, y: number) =>
    x < 0 || y < 0 || x >= blockSize || y >= blockSize ? 0 : f[y * blockSize + x];
  /** S Q */
  const moved = planes.map(f =>
    Float64Array.from({ length: blockArea }, (_, p) => {
      const [x, y] = [p % blockSize, Math.floor(p / blockSize)];
      const there = at(f, x + dx, y + dy);
      return index === 0 ? there : there + at(f, x - dx, y - dy);
    }),
  );
  /** Q' S Q */
  const inner = planes.map(a => moved.map(b => a.reduce((sum, value, p) => sum + value * b[p], 0)));
  return lags.map((lag, i) => {
    let sum = i === index ? 1 : 0;
    for (const [k, f] of planes.entries()) {
      sum -= covarianceAt(f, moved[k], lag) + covarianceAt(moved[k], f, lag);
      for (const [l, other] of planes.entries()) sum += inner[k][l] * covarianceAt(f, other, lag);
    }
    return sum;
  });
}

/** Inverse of a small matrix by elimination with pivots. */
function invert(matrix: readonly (readonly number[])[]): number[][] {
  const rows = matrix.map((row, i) => [...row, ...matrix.map((_, j) => (i === j ? 1 : 0))]);
  for (let i = 0; i < rows.length; i++) {
    const pivot = rows.reduce((best, row, j) => (j > i && Math.abs(row[i]) > Math.abs(rows[best][i]) ? j : best), i);
    [rows[i], rows[pivot]] = [rows[pivot], rows[i]];
    const scale = rows[i][i];
    for (let k = 0; k < rows[i].length; k++) rows[i][k] /= scale;
    for (let j = 0; j < rows.length; j++) {
      const factor = rows[j][i];
      if (j === i || factor === 0) continue;
      for (let k = 0; k < rows[j].length; k++) rows[j][k] -= factor * rows[i][k];
    }
  }
  return rows.map(row => row.slice(matrix.length));
}
