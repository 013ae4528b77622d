/** The losses of training (docs/algorithm.md, "Training" and "Smoothness fine-tune"). */
import type { PlanesBatch } from './geometry';

/**
 * Masked loss: mean absolute error between network output and noisy input on the hidden pixels only, all channels.
 *
 * @param output of the branch that hid the pixels with mask index `branch`
 * @param index mask index of every pixel, `[batch, 1, height, width]`
 */
export function maskedL1(output: PlanesBatch, noisy: PlanesBatch, index: Uint8Array, branch: number): number {
  const area = noisy.height * noisy.width;
  let sum = 0;
  let hidden = 0;
  for (let i = 0; i < noisy.data.length; i++) {
    const image = Math.floor(i / (3 * area));
    if (index[image * area + (i % area)] !== branch) continue;
    sum += Math.abs(output.data[i] - noisy.data[i]);
    hidden++;
  }
  return hidden === 0 ? 0 : sum / hidden;
}

/**
 * Total variation: absolute differences of vertical and of horizontal neighbours. 'mean', the smoothness penalty: the
 * mean of each, added, divided by the batch size. 'sum': all of them added.
 */
export function totalVariation({ data, batch, height, width }: PlanesBatch, reduction: 'mean' | 'sum'): number {
  let vertical = 0;
  let horizontal = 0;
  for (let i = 0; i < data.length; i++) {
    const x = i % width;
    const y = Math.floor(i / width) % height;
    if (y + 1 < height) vertical += Math.abs(data[i + width] - data[i]);
    if (x + 1 < width) horizontal += Math.abs(data[i + 1] - data[i]);
  }
  if (reduction === 'sum') return vertical + horizontal;
  const planes = 3 * batch;
  const meanVertical = vertical / Math.max(1, planes * (height - 1) * width);
  const meanHorizontal = horizontal / Math.max(1, planes * height * (width - 1));
  return (meanVertical + meanHorizontal) / batch;
}
