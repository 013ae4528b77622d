/**
 * What is left of the noise in the flat parts of results, without a reference: the self-supervised measure by which
 * settings are compared.
 *
 * The pictures are cut into blocks; the flattest ones of each brightness are kept, flatness judged on the slightly blurred
 * mean of all results, so that no single result's noise decides. What varies in these blocks beside brightness and slope
 * is noise that is left (and the little structure that they have).
 */
import { blockArea, blockSize, covarianceAt, detrend, lags } from './autocovariance';
import { blankPlanes, type Planes } from './geometry';

const brightnessLevels = 6;
const flatShare = 0.15;
/** Less is what float32 makes of equal values; samples of 16 bits make more by being whole numbers. */
const leastVariance = 1e-12;

/**
 * Variance in the flat blocks, mean over them and the channels: of each of the `results` and, first, of `noisy`.
 *
 * @param noisy crops of the noisy image
 * @param results for each candidate its result of the same crops
 */
export function flatResidue(noisy: readonly Planes[], results: readonly (readonly Planes[])[]): number[] {
  const guides = noisy.map((_, crop) => guide(results.map(result => result[crop])));
  const blocks = guides.flatMap(({ width, height }, crop) =>
    Array.from({ length: Math.floor(width / blockSize) * Math.floor(height / blockSize) }, (_, i) => {
      const columns = Math.floor(width / blockSize);
      const at = { crop, x: (i % columns) * blockSize, y: Math.floor(i / columns) * blockSize };
      return { ...at, ...measure(guides[crop], at.x, at.y) };
    }),
  );
  blocks.sort((a, b) => a.brightness - b.brightness);
  const flat = Array.from({ length: brightnessLevels }, (_, level) => {
    const from = Math.floor((level * blocks.length) / brightnessLevels);
    const to = Math.floor(((level + 1) * blocks.length) / brightnessLevels);
    const sorted = blocks.slice(from, to).sort((a, b) => a.variance - b.variance);
    return sorted.slice(0, Math.ceil(flatShare * sorted.length));
  }).flat();
  return [noisy, ...results].map(planes => {
    const mean = flat.reduce((sum, { crop, x, y }) => sum + measure(planes[crop], x, y).variance, 0) / flat.length;
    return mean < leastVariance ? 0 : mean;
  });
}

/** Brightness and variance around its plane of one block, mean over the channels. */
function measure({ width, height, data }: Planes, left: number, top: number) {
  const block = new Float64Array(blockArea);
  let brightness = 0;
  let variance = 0;
  for (const c of [0, 1, 2]) {
    for (let y = 0, p = 0; y < blockSize; y++) {
      const row = (c * height + top + y) * width + left;
      for (let x = 0; x < blockSize; x++, p++) {
        block[p] = data[row + x];
        brightness += block[p];
      }
    }
    detrend(block);
    variance += covarianceAt(block, block, lags[0]) / 3;
  }
  return { brightness: brightness / (3 * blockArea), variance };
}

/** Mean of the results, blurred by 1 2 1 in both directions. */
function guide(results: readonly Planes[]): Planes {
  const { width, height } = results[0];
  const mean = blankPlanes({ width, height });
  for (const { data } of results) for (let i = 0; i < data.length; i++) mean.data[i] += data[i] / results.length;
  blur(mean.data, 1, width);
  blur(mean.data, width, height);
  return mean;
}

/** In place, along lines of `length` values that are `step` apart; the ends of the lines stay. */
function blur(data: Float32Array, step: number, length: number): void {
  for (let i = 0; i < data.length; i++) {
    const along = Math.floor(i / step) % length;
    if (along !== 0) continue;
    let before = data[i];
    for (let k = 1; k < length - 1; k++) {
      const at = i + k * step;
      const value = data[at];
      data[at] = (before + 2 * value + data[at + step]) / 4;
      before = value;
    }
  }
}
