import type { PlanesBatch } from './geometry';
import type { MaskedBatch } from './network';

/** A network that claims to be more certain than this, of white = 1, is taken at this: a fortieth of a step of 8 bit. */
const smallestScale = 1e-4;

/**
 * Items `from..to-1` of the masked inputs x * mask_i of a batch x of B images (docs/algorithm.md, "Terms"). Item i B + b
 * is image b with mask i, in which the pixels with mask index i are hidden: input 0, mask 0.
 *
 * @param x `[B, 3, height, width]`
 * @param index mask index of every pixel, `[B, 1, height, width]`
 */
export function maskedInputs(x: PlanesBatch, index: Uint8Array, from: number, to: number): MaskedBatch {
  const { height, width } = x;
  const area = height * width;
  const input = new Float32Array((to - from) * 3 * area);
  const mask = new Float32Array((to - from) * area);
  for (let item = from; item < to; item++) {
    // A table and products instead of comparisons: on random masks a processor guesses every second branch wrong.
    const visible = new Float32Array(256).fill(1);
    visible[Math.floor(item / x.batch)] = 0;
    const image = item % x.batch;
    const source = image * 3 * area;
    const target = (item - from) * 3 * area;
    for (let p = 0; p < area; p++) {
      const seen = visible[index[image * area + p]];
      mask[(item - from) * area + p] = seen;
      input[target + p] = x.data[source + p] * seen;
      input[target + area + p] = x.data[source + area + p] * seen;
      input[target + 2 * area + p] = x.data[source + 2 * area + p] * seen;
    }
  }
  return { batch: to - from, height, width, input, mask };
}

/**
 * Adds branch outputs, each pixel with the weight 1 / scale^2 (inverse-variance weighting), and those weights.
 *
 * @param outputs `[batch, 3, height, width]`; item `from` + k is an output for image (`from` + k) mod B
 * @param scale predicted size of the outputs' errors, as large
 * @param sum `[B, 3, height, width]`
 * @param weights as large as `sum`
 */
export function addWeightedPixels(
  outputs: Float32Array,
  scale: Float32Array,
  from: number,
  sum: PlanesBatch,
  weights: Float32Array,
): void {
  const image = 3 * sum.height * sum.width;
  for (let source = 0, item = from; source < outputs.length; source += image, item++) {
    const target = (item % sum.batch) * image;
    for (let i = 0; i < image; i++) {
      const error = Math.max(smallestScale, scale[source + i]);
      const weight = 1 / (error * error);
      sum.data[target + i] += outputs[source + i] * weight;
      weights[target + i] += weight;
    }
  }
}

/**
 * Adds to the union what branch outputs say of their hidden pixels: union = sum over i of D(x * mask_i) * (1 - mask_i).
 *
 * @param outputs `[batch, 3, height, width]` for the items of `masked`, the first of which is item `from`
 * @param union `[B, 3, height, width]`
 */
export function addHiddenPixels(outputs: Float32Array, masked: MaskedBatch, from: number, union: PlanesBatch): void {
  const area = union.height * union.width;
  for (let at = 0; at < masked.batch; at++) {
    const source = at * 3 * area;
    const target = ((from + at) % union.batch) * 3 * area;
    for (let p = 0; p < area; p++) {
      const hidden = 1 - masked.mask[at * area + p];
      union.data[target + p] += outputs[source + p] * hidden;
      union.data[target + area + p] += outputs[source + area + p] * hidden;
      union.data[target + 2 * area + p] += outputs[source + 2 * area + p] * hidden;
    }
  }
}
