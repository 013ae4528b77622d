import type { PlanesBatch } from './geometry';
import type { MaskedBatch } from './network';

/**
 * Items `from..to-1` of the masked inputs x * mask_i of a batch x of B images (spec/algorithm.md, "Terms"). Item i B + b
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
    const branch = Math.floor(item / x.batch);
    const image = item % x.batch;
    const at = item - from;
    for (let p = 0; p < area; p++) mask[at * area + p] = index[image * area + p] === branch ? 0 : 1;
    for (let channel = 0; channel < 3; channel++) {
      const source = (image * 3 + channel) * area;
      const target = (at * 3 + channel) * area;
      for (let p = 0; p < area; p++) input[target + p] = x.data[source + p] * mask[at * area + p];
    }
  }
  return { batch: to - from, height, width, input, mask };
}

/**
 * Adds to the union what the items `from..to-1` of the branch outputs say of their hidden pixels:
 * union = sum over i of D(x * mask_i) * (index == i).
 *
 * @param outputs `[to - from, 3, height, width]`, in the order of `maskedInputs`
 * @param union `[B, 3, height, width]`
 */
export function addHiddenPixels(
  outputs: Float32Array,
  index: Uint8Array,
  from: number,
  to: number,
  union: PlanesBatch,
): void {
  const area = union.height * union.width;
  for (let item = from; item < to; item++) {
    const branch = Math.floor(item / union.batch);
    const image = item % union.batch;
    for (let channel = 0; channel < 3; channel++) {
      const source = ((item - from) * 3 + channel) * area;
      const target = (image * 3 + channel) * area;
      for (let p = 0; p < area; p++) {
        if (index[image * area + p] === branch) union.data[target + p] = outputs[source + p];
      }
    }
  }
}
