/**
 * The one policy of how values of a file become numbers 0..1 for the network.
 *
 * Photos of 8 bit, and of more if they use their depth, are mapped by that depth: 0 is black, the largest number white.
 * Everything else is denoised at its own scale: black and white are the ends of the range that its values really have.
 * The ends are robust: infinite, not-a-number and no-data samples do not count, nor do single hot or dead pixels.
 */
import { nominalWhite, sampleTraits, type SampleFormat, type Samples } from './samples';

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

/** Interleaved samples `[height, width, channels]`; the first `colours` channels of each pixel are colours. */
export interface SampleLayout {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly colours: 1 | 3;
}

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
export function usesItsDepth(data: Samples, layout: SampleLayout, format: SampleFormat): boolean {
  if (format.kind === 'uint8' && format.bits === 8) return true;
  if (format.kind !== 'uint16') return false;
  const sorted = sampled(data, layout, undefined);
  return quantile(sorted, 0.999) > lowShare * (format.white ?? 2 ** format.bits - 1);
}

/** One pass over all samples. */
export function surveyValues(data: Samples, layout: SampleLayout, noData?: number): ValueSurvey {
  const extremes = findExtremes(data, layout, noData);
  const recognised = noData ?? findSentinel(extremes);
  const { min, max, missing } = recognised === noData ? extremes : findExtremes(data, layout, recognised);
  const sorted = sampled(data, layout, recognised);
  if (sorted.length === 0 && missing === layout.width * layout.height * layout.colours) {
    return { min: 0, max: 0, low: 0, high: 0, median: 0, missing, noData: recognised };
  }
  const { low, high } = robustEnds(data, layout, recognised, sorted);
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

function findExtremes(data: Samples, layout: SampleLayout, noData: number | undefined): Extremes {
  const { width, height, channels, colours } = layout;
  let [min, second, max, secondLast] = [Infinity, Infinity, -Infinity, -Infinity];
  let missing = 0;
  for (let pixel = 0; pixel < width * height * channels; pixel += channels) {
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
function sampled(data: Samples, layout: SampleLayout, noData: number | undefined): Float64Array {
  const { width, height, channels, colours } = layout;
  const step = Math.max(1, Math.floor(Math.sqrt((width * height) / sampleCount)));
  const values = new Float64Array(Math.ceil(width / step) * Math.ceil(height / step) * colours);
  let count = 0;
  for (let y = 0; y < height; y += step) {
    for (let x = 0; x < width; x += step) {
      const pixel = (y * width + x) * channels;
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
  data: Samples,
  layout: SampleLayout,
  noData: number | undefined,
  sorted: Float64Array,
): { low: number; high: number } {
  const [p001, p01, p05, p95, p99, p999] = [0.001, 0.01, 0.05, 0.95, 0.99, 0.999].map(share => quantile(sorted, share));
  let [low, high] = [p05, p95];
  const { width, height, channels, colours } = layout;
  const near = new Float64Array(9);
  const localMedian = (x: number, y: number, channel: number): number => {
    let count = 0;
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
      for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
        const value = data[(v * width + u) * channels + channel];
        if (value - value === 0 && value !== noData) near[count++] = value;
      }
    }
    return near.subarray(0, count).sort()[count >> 1];
  };
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel += channels) {
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
  const half = (high - low) / 2;
  const bulk = p99 - p01;
  const [dark, bright] = bulk > 0 ? [p01 - 20 * bulk, p99 + 20 * bulk] : [-Infinity, Infinity];
  return {
    low: Math.max(Math.min(low, Math.max(p001, low - half)), dark),
    high: Math.min(Math.max(high, Math.min(p999, high + half)), bright),
  };
}
