/**
 * Quality against a reference, on what would be saved: both images rounded to the levels of the file (and clamped to
 * 0..1 where 1 is the depth of the file), then expressed on the scale 0..255 whatever that depth is. RGB, all channels
 * alike. Samples that are no numbers in one of the images are left out of PSNR and count as equal in SSIM.
 *
 * - PSNR: 10 log10(255^2 / mean squared error over all pixels and channels).
 * - SSIM (Wang et al. 2004): Gaussian window of 11 x 11 pixels with sigma 1.5, K1 = 0.01, K2 = 0.03, mean over the pixels
 *   around which the window fits, then over the channels.
 */
import type { Planes } from './geometry';
import { quantize, type BitDepth } from './quantize';

export interface Score {
  /** Decibel; null = identical images (infinite). */
  readonly psnr: number | null;
  /** -1..1, 1 = identical; null = smaller than the 11 x 11 window. */
  readonly ssim: number | null;
}

/** Values that are not clamped to 0..1; rounded to this many whole levels between 0 and 1, if there are such. */
export interface ValueGrid {
  readonly levels: number | undefined;
}

/** One of several pictures that are scored as one: its comparison, and the peak in values of the files. */
export interface ScoredPage {
  readonly comparison: Comparison;
  readonly peak: number;
}

/** Score of several pictures as one: mean squared error over all samples, against `peak`; mean SSIM. */
export function pooledScore(pages: readonly ScoredPage[], peak: number): Score {
  if (pages.length === 1 && pages[0].peak === peak) return pages[0].comparison.score;
  let squares = 0;
  let samples = 0;
  const similarities: number[] = [];
  for (const { comparison, peak: own } of pages) {
    squares += (comparison.difference * own) ** 2 * comparison.samples;
    samples += comparison.samples;
    const { ssim } = comparison.score;
    if (ssim !== null) similarities.push(ssim);
  }
  return {
    psnr: squares === 0 ? null : -10 * Math.log10(squares / samples / peak ** 2),
    ssim: similarities.length === 0 ? null : similarities.reduce((a, b) => a + b) / similarities.length,
  };
}

/** Score of a whole image against its reference. */
export function score(image: Planes, reference: Planes, depth: BitDepth): Score {
  const comparison = new Comparison(image.width, depth);
  comparison.addRows(image, reference);
  return comparison.score;
}

/** Compares two images that arrive in bands of rows, so that memory does not grow with their height. */
export class Comparison {
  readonly #channels: readonly StructuralSimilarity[];
  readonly #rows: { readonly image: Float64Array; readonly reference: Float64Array };
  #squaredError = 0;
  #maxDifference = 0;
  #samples = 0;

  /** @param grid bits per sample of what would be saved, or values that are not those of a depth */
  constructor(
    readonly width: number,
    readonly grid: BitDepth | ValueGrid,
  ) {
    this.#channels = Array.from({ length: 3 }, () => new StructuralSimilarity(width));
    this.#rows = { image: new Float64Array(width), reference: new Float64Array(width) };
  }

  /** The next rows, from top to bottom, in full width and any number. */
  addRows(image: Planes, reference: Planes): void {
    const { width } = this;
    const { height } = image;
    if (image.width !== width || reference.width !== width || reference.height !== height) {
      throw new RangeError(`rows of ${image.width} x ${height} and ${reference.width} x ${reference.height}`);
    }
    const { image: a, reference: b } = this.#rows;
    for (const [channel, similarity] of this.#channels.entries()) {
      for (let start = channel * height * width; start < (channel + 1) * height * width; start += width) {
        if (typeof this.grid === 'number') this.#roundToDepth(image.data, reference.data, start, this.grid);
        else this.#roundToGrid(image.data, reference.data, start, this.grid);
        let squaredError = 0;
        let most = this.#maxDifference;
        for (let x = 0; x < width; x++) {
          const difference = Math.abs(a[x] - b[x]);
          squaredError += difference ** 2;
          if (difference > most) most = difference;
        }
        this.#maxDifference = most;
        this.#squaredError += squaredError;
        similarity.addRow(a, b);
      }
    }
    this.#samples += 3 * height * width;
  }

  #roundToDepth(image: Float32Array, reference: Float32Array, start: number, depth: BitDepth): void {
    const { image: a, reference: b } = this.#rows;
    for (let x = 0; x < this.width; x++) {
      a[x] = 255 * quantize(image[start + x], depth);
      b[x] = 255 * quantize(reference[start + x], depth);
    }
  }

  #roundToGrid(image: Float32Array, reference: Float32Array, start: number, { levels }: ValueGrid): void {
    const { image: a, reference: b } = this.#rows;
    const scale = levels === undefined ? 255 : 255 / levels;
    for (let x = 0; x < this.width; x++) {
      const [value, target] = [image[start + x], reference[start + x]];
      if (value - value !== 0 || target - target !== 0) {
        a[x] = b[x] = 0;
        this.#samples--;
      } else {
        a[x] = scale * (levels === undefined ? value : Math.round(value * levels));
        b[x] = scale * (levels === undefined ? target : Math.round(target * levels));
      }
    }
  }

  /** Samples that were compared. */
  get samples(): number {
    return this.#samples;
  }

  /** Root mean square difference of the rows so far, as a share of the peak. */
  get difference(): number {
    return this.#samples === 0 ? 0 : Math.sqrt(this.#squaredError / this.#samples) / 255;
  }

  /** Largest difference of two samples so far, as a share of the peak. */
  get maxDifference(): number {
    return this.#maxDifference / 255;
  }

  /** Score of the rows so far. */
  get score(): Score {
    const { difference } = this;
    const means = this.#channels.map(channel => channel.mean);
    return {
      psnr: difference === 0 ? null : -20 * Math.log10(difference),
      ssim: means.some(Number.isNaN) ? null : means.reduce((a, b) => a + b) / means.length,
    };
  }
}

const windowSize = 11;
const [w0, w1, w2, w3, w4, w5] = gaussianTaps(windowSize, 1.5);
const c1 = (0.01 * 255) ** 2;
const c2 = (0.03 * 255) ** 2;

/** A Gaussian at `length` whole steps around its centre, scaled to the sum 1. */
function gaussianTaps(length: number, sigma: number): readonly number[] {
  const taps = Array.from({ length }, (_, i) => Math.exp(-((i - (length - 1) / 2) ** 2) / (2 * sigma ** 2)));
  const sum = taps.reduce((a, b) => a + b);
  return taps.map(tap => tap / sum);
}

/** Horizontal filter: weighted sums of 11 neighbours. They slide through variables, which is faster than reading each anew. */
function filterRow(row: Float64Array, filtered: Float64Array): void {
  let [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9] = row;
  for (let x = 0; x < filtered.length; x++) {
    const r10 = row[x + 10];
    filtered[x] = w0 * (r0 + r10) + w1 * (r1 + r9) + w2 * (r2 + r8) + w3 * (r3 + r7) + w4 * (r4 + r6) + w5 * r5;
    r0 = r1;
    r1 = r2;
    r2 = r3;
    r3 = r4;
    r4 = r5;
    r5 = r6;
    r6 = r7;
    r7 = r8;
    r8 = r9;
    r9 = r10;
  }
}

/** Vertical filter: weighted sum of 11 rows. */
function filterColumns(
  [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10]: readonly Float64Array[],
  filtered: Float64Array,
): void {
  for (let x = 0; x < filtered.length; x++) {
    filtered[x] =
      w0 * (r0[x] + r10[x]) +
      w1 * (r1[x] + r9[x]) +
      w2 * (r2[x] + r8[x]) +
      w3 * (r3[x] + r7[x]) +
      w4 * (r4[x] + r6[x]) +
      w5 * r5[x];
  }
}

/** A quantity of each pixel of the row whose local mean SSIM needs. */
class Moment {
  readonly row: Float64Array;
  /** Local means of the row that the window is centred on. */
  readonly mean: Float64Array;
  /** The last 11 rows, filtered horizontally, in order from the oldest to the newest. */
  readonly #filtered: Float64Array[];

  constructor(width: number) {
    const valid = width - windowSize + 1;
    this.row = new Float64Array(width);
    this.mean = new Float64Array(valid);
    this.#filtered = Array.from({ length: windowSize }, () => new Float64Array(valid));
  }

  /** Takes `row` in; `mean` is complete once there have been 11 rows. */
  advance(): void {
    const newest = this.#filtered.shift() ?? this.mean;
    this.#filtered.push(newest);
    filterRow(this.row, newest);
    filterColumns(this.#filtered, this.mean);
  }
}

/** SSIM of one channel, fed row by row. */
class StructuralSimilarity {
  readonly #moments:
    { readonly a: Moment; readonly b: Moment; readonly squares: Moment; readonly product: Moment } | undefined;
  #rows = 0;
  #sum = 0;

  constructor(readonly width: number) {
    if (width < windowSize) return;
    this.#moments = {
      a: new Moment(width),
      b: new Moment(width),
      squares: new Moment(width),
      product: new Moment(width),
    };
  }

  addRow(rowA: Float64Array, rowB: Float64Array): void {
    if (!this.#moments) return;
    const { a, b, squares, product } = this.#moments;
    a.row.set(rowA);
    b.row.set(rowB);
    for (let x = 0; x < rowA.length; x++) {
      squares.row[x] = rowA[x] * rowA[x] + rowB[x] * rowB[x];
      product.row[x] = rowA[x] * rowB[x];
    }
    for (const moment of [a, b, squares, product]) moment.advance();
    this.#rows++;
    if (this.#rows >= windowSize) this.#sum += similarity(a.mean, b.mean, squares.mean, product.mean);
  }

  /** Mean over the pixels around which the window fits; NaN if there is none. */
  get mean(): number {
    return this.#sum / (Math.max(0, this.#rows - windowSize + 1) * Math.max(0, this.width - windowSize + 1));
  }
}

/** Sum of SSIM over a row of local means of a, b, a^2 + b^2 and a b (Wang et al. 2004, equation 13). */
function similarity(a: Float64Array, b: Float64Array, squares: Float64Array, product: Float64Array): number {
  let sum = 0;
  for (let x = 0; x < a.length; x++) {
    const ab = a[x] * b[x];
    const aabb = a[x] * a[x] + b[x] * b[x];
    sum += ((2 * ab + c1) * (2 * (product[x] - ab) + c2)) / ((aabb + c1) * (squares[x] - aabb + c2));
  }
  return sum;
}
