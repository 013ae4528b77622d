/**
 * The one policy of how values of a file become numbers 0..1 for the network.
 *
 * Photos of 8 bit, and of more if they use their depth, are mapped by that depth: 0 is black, the largest number white.
 * Everything else is denoised at its own scale: black and white are the ends of the range that its values really have.
 * The ends are robust: infinite, not-a-number and no-data samples do not count, nor do single hot or dead pixels.
 */
import { bandsOf } from './geometry';
import type { SampleSource } from './sample-source';
import { nominalWhite, sampleTraits, type SampleFormat } from './samples';

/** The values of a file that the network sees as 0 and 1. */
export interface ValueRange {
  readonly black: number;
  readonly white: number;
}

/**
 * What decided a range: the depth of the file; the unit range of floating point, stretched to what goes a little beyond
 * it; or the data.
 */
export type RangeBasis = 'depth' | 'unit' | 'data';

export interface ChosenRange extends ValueRange {
  readonly basis: RangeBasis;
}

/** How many channels of each pixel, the first ones, are colours. */
export type Colours = 1 | 3;

/** What the colours of an image hold. All numbers are finite; those of an image without any valid sample are 0. */
export interface ValueSurvey {
  readonly min: number;
  readonly max: number;
  /** Robust ends: what more than single pixels reach. */
  readonly low: number;
  readonly high: number;
  readonly median: number;
  /** Samples that are not finite or mean "no data". */
  readonly missing: number;
  /** The value that means "no data", given by the file or recognised. */
  readonly noData: number | undefined;
}

/** A file whose values stay below this share of its depth is taken at its own scale. */
const lowShare = 1 / 4;
/** What programs write for "no data" without saying so: recognised if it lies far from all other values. */
const sentinels = new Set([-9999, -99999, -32768, -32767, -3.4028234663852886e38, 3.4028234663852886e38, 1e20, -1e30]);
const sampleCount = 1 << 16;

/** Whether samples fill a good part of their depth, judged by a sample of them: then nothing else needs to be known. */
export function usesItsDepth(source: SampleSource, colours: Colours, format: SampleFormat): boolean {
  if (format.kind === 'uint8' && format.bits === 8) return true;
  if (format.kind !== 'uint16') return false;
  const sorted = sampled(source, colours, undefined);
  return quantile(sorted, 0.999) > lowShare * (format.white ?? 2 ** format.bits - 1);
}

/** A few passes over all samples. */
export function surveyValues(source: SampleSource, colours: Colours, noData?: number): ValueSurvey {
  const extremes = findExtremes(source, colours, noData);
  const recognised = noData ?? findSentinel(extremes);
  const { min, max, missing } = recognised === noData ? extremes : findExtremes(source, colours, recognised);
  const sorted = sampled(source, colours, recognised);
  if (sorted.length === 0 && missing === source.width * source.height * colours) {
    return { min: 0, max: 0, low: 0, high: 0, median: 0, missing, noData: recognised };
  }
  const { low, high } = robustEnds(source, colours, recognised, sorted);
  return { min, max, low, high, median: quantile(sorted, 0.5), missing, noData: recognised };
}

/** @param survey undefined where `usesItsDepth` */
export function chooseRange(format: SampleFormat, survey: ValueSurvey | undefined): ChosenRange {
  const white = nominalWhite(format);
  if (white !== undefined && sampleTraits[format.kind].integer) {
    if (survey === undefined || survey.high > lowShare * white || format.bits === 8) {
      return { black: 0, white, basis: 'depth' };
    }
  }
  const { low, high } = survey ?? { low: 0, high: 1 };
  if (!sampleTraits[format.kind].integer && low >= -0.5 && high >= lowShare && high <= 1.5) {
    return { black: Math.min(0, low), white: Math.max(1, high), basis: 'unit' };
  }
  const span = high - low;
  if (!(span > 0)) return { black: Math.min(0, low), white: Math.max(low, 0) || 1, basis: 'data' };
  // Counts without an offset keep their zero.
  return { black: low >= 0 && low < span / 4 ? 0 : low, white: high, basis: 'data' };
}

interface Extremes {
  readonly min: number;
  readonly max: number;
  /** The next values inwards. */
  readonly second: number;
  readonly secondLast: number;
  readonly missing: number;
}

function findExtremes(source: SampleSource, colours: Colours, noData: number | undefined): Extremes {
  const { channels } = source;
  let [min, second, max, secondLast] = [Infinity, Infinity, -Infinity, -Infinity];
  let missing = 0;
  for (const band of bandsOf(source)) {
    const { data, start } = source.view(band);
    for (let pixel = start; pixel < start + band.width * band.height * channels; pixel += channels) {
      for (let i = pixel; i < pixel + colours; i++) {
        const value = data[i];
        // Not a number fails every comparison; infinite values fail this one too.
        if (!(value - value === 0) || value === noData) {
          missing++;
          continue;
        }
        if (value < min) {
          second = min;
          min = value;
        } else if (value < second && value > min) second = value;
        if (value > max) {
          secondLast = max;
          max = value;
        } else if (value > secondLast && value < max) secondLast = value;
      }
    }
  }
  if (min > max) [min, max, second, secondLast] = [0, 0, 0, 0];
  return { min, max, second, secondLast, missing };
}

/** A known "no data" value that lies further from the nearest other value than these lie apart. */
function findSentinel({ min, max, second, secondLast }: Extremes): number | undefined {
  if (sentinels.has(min) && Number.isFinite(second) && second - min > max - second) return min;
  if (sentinels.has(max) && Number.isFinite(secondLast) && max - secondLast > secondLast - min) return max;
  return undefined;
}

/** Valid colours of pixels on a regular grid, sorted. */
function sampled(source: SampleSource, colours: Colours, noData: number | undefined): Float64Array {
  const { width, height, channels } = source;
  const step = Math.max(1, Math.floor(Math.sqrt((width * height) / sampleCount)));
  const values = new Float64Array(Math.ceil(width / step) * Math.ceil(height / step) * colours);
  let count = 0;
  for (let y = 0; y < height; y += step) {
    const { data, start } = source.view({ x: 0, y, width, height: 1 });
    for (let x = 0; x < width; x += step) {
      const pixel = start + x * channels;
      for (let i = pixel; i < pixel + colours; i++) {
        if (data[i] - data[i] === 0 && data[i] !== noData) values[count++] = data[i];
      }
    }
  }
  return values.subarray(0, count).sort();
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted.length === 0 ? 0 : sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/**
 * Between the ends of a thousandth of the values and those of the medians of 3 x 3 pixels: small bright things count,
 * single pixels, however many, do not; nor does a sun that is brighter than all else by far.
 */
function robustEnds(
  source: SampleSource,
  colours: Colours,
  noData: number | undefined,
  sorted: Float64Array,
): { low: number; high: number } {
  const [p001, p01, p05, p95, p99, p999] = [0.001, 0.01, 0.05, 0.95, 0.99, 0.999].map(share => quantile(sorted, share));
  let [low, high] = [p05, p95];
  const { width, height, channels } = source;
  const near = new Float64Array(9);
  for (const band of bandsOf(source)) {
    // With the rows that its first and last pixels have for neighbours.
    const [top, bottom] = [Math.max(0, band.y - 1), Math.min(height, band.y + band.height + 1)];
    const { data, start, stride } = source.view({ x: 0, y: top, width, height: bottom - top });
    const localMedian = (x: number, y: number, channel: number): number => {
      let count = 0;
      for (let v = Math.max(top, y - 1); v <= Math.min(bottom - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          const value = data[start + (v - top) * stride + u * channels + channel];
          if (value - value === 0 && value !== noData) near[count++] = value;
        }
      }
      return near.subarray(0, count).sort()[count >> 1];
    };
    for (let y = band.y; y < band.y + band.height; y++) {
      for (let x = 0, pixel = start + (y - top) * stride; x < width; x++, pixel += channels) {
        for (let channel = 0; channel < colours; channel++) {
          const value = data[pixel + channel];
          // Only a pixel beyond the present ends can move them.
          if (value >= low && value <= high) continue;
          if (!(value - value === 0) || value === noData) continue;
          const median = localMedian(x, y, channel);
          if (median > high) high = median;
          else if (median < low) low = median;
        }
      }
    }
  }
  const half = (high - low) / 2;
  const bulk = p99 - p01;
  const [dark, bright] = bulk > 0 ? [p01 - 20 * bulk, p99 + 20 * bulk] : [-Infinity, Infinity];
  return {
    low: Math.max(Math.min(low, Math.max(p001, low - half)), dark),
    high: Math.min(Math.max(high, Math.min(p999, high + half)), bright),
  };
}
