/** Statistics of a part of an image, by the values that its file has or would be saved with. */
import type { Planes } from './geometry';
import type { ValueRange } from './value-range';

/** Bins of a histogram: bin i counts the values nearest to i / 255, those beyond 0 and 1 in the first and the last. */
export const histogramBins = 256;

/** Values are numbers 0..1 of the range in which the image is seen, not clamped. */
export interface Statistics {
  /** Of each colour, one for gray. */
  readonly mean: readonly number[];
  /** Standard deviation of each colour (of the population: the mean square is divided by the number of pixels). */
  readonly deviation: readonly number[];
  readonly min: number;
  readonly max: number;
  /** Counts of all colours together. */
  readonly histogram: readonly number[];
}

/** Gathers statistics of pixels that arrive in pieces. Samples that are no numbers do not count. */
export class StatisticsOf {
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;
  readonly #counts: Float64Array;
  readonly #histogram = new Array<number>(histogramBins).fill(0);
  #min = Infinity;
  #max = -Infinity;

  /**
   * @param colours 1 for gray, whose three planes are equal
   * @param range the values that are 0 and 1
   */
  constructor(
    private readonly colours: 1 | 3,
    private readonly range: ValueRange,
  ) {
    this.#sums = new Float64Array(colours);
    this.#squares = new Float64Array(colours);
    this.#counts = new Float64Array(colours);
  }

  /** @param planes values of the file */
  add({ width, height, data }: Planes): void {
    const { black, white } = this.range;
    const area = width * height;
    const histogram = this.#histogram;
    const last = histogramBins - 1;
    for (let colour = 0; colour < this.colours; colour++) {
      let [sum, squares, count] = [0, 0, 0];
      for (let i = colour * area; i < (colour + 1) * area; i++) {
        const value = (data[i] - black) / (white - black);
        if (!(value - value === 0)) continue;
        count++;
        sum += value;
        squares += value * value;
        if (value < this.#min) this.#min = value;
        if (value > this.#max) this.#max = value;
        histogram[Math.min(last, Math.max(0, Math.round(value * last)))]++;
      }
      this.#sums[colour] += sum;
      this.#squares[colour] += squares;
      this.#counts[colour] += count;
    }
  }

  /** Undefined where a colour has no value at all. */
  get result(): Statistics | undefined {
    if (this.#counts.includes(0)) return undefined;
    const mean = Array.from(this.#sums, (sum, i) => sum / this.#counts[i]);
    const deviation = mean.map((each, i) => Math.sqrt(Math.max(0, this.#squares[i] / this.#counts[i] - each * each)));
    return { mean, deviation, min: this.#min, max: this.#max, histogram: this.#histogram };
  }
}
