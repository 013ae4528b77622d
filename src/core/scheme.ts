/**
 * The asymmetric mask scheme at inference ("Asymmetric Mask Scheme for Self-Supervised Real Image Denoising",
 * arXiv 2407.06514; docs/algorithm.md). All else is built from this: the PD stage is pdUp(M(pdDown(x))), see
 * pixel-shuffle.ts; R3 is a mean of M over partly replaced pixels, see refine.ts; pipeline.ts does both tile by tile.
 */
import { checkpoint, type RunControl } from './control';
import type { PlanesBatch } from './geometry';
import { AmsnetError } from './errors';
import { addHiddenPixels, addWeightedPixels, maskedInputs } from './mask';
import type { BranchNetwork, MaskedBatch } from './network';
import type { DenoiseSettings } from './settings';
import { text } from './text';

/** Most pixels (batch x height x width) that one call of the network gets, unless a single image is larger. */
export const maxBatchPixels = 4 << 20;

export interface MaskDenoised {
  /** M(x): each pixel from the branch in which it was hidden, or a weighted mean of all branches. */
  readonly union: PlanesBatch;
  /** Output of each branch, all pixels; only if asked for. */
  readonly branches: readonly PlanesBatch[];
}

/**
 * The mask denoiser M: runs the branch network on the n complementary masked inputs of `x` and combines the outputs.
 *
 * `hidden` is the paper's union: each pixel from the branch in which it was hidden, the only one that a network which was
 * trained on noisy images alone does not copy from. `weighted` is beyond the paper: a network that was trained at visible
 * pixels too (any mask, clean target) has n - 1 more predictions of each pixel, made with a look at it; all n are averaged,
 * each with the weight 1 / scale^2 of the error that the network expects of it. It costs no further pass.
 *
 * @param x `[B, 3, height, width]`, after PD if there is any
 * @param index mask index 0..masks-1 of every pixel, `[B, 1, height, width]`
 * @throws {CancelledError} between two calls of the network
 * @throws {AmsnetError} settings/invalid if the network predicts no scale to weigh by
 */
export async function maskDenoise(
  network: BranchNetwork,
  x: PlanesBatch,
  index: Uint8Array,
  { masks, combine }: Pick<DenoiseSettings, 'masks' | 'combine'>,
  control: RunControl,
  keepBranches = false,
): Promise<MaskDenoised> {
  const weights = combine === 'weighted' ? new Float32Array(x.data.length) : undefined;
  if (weights && !network.predictsScale) {
    throw new AmsnetError('settings/invalid', ...text.noUncertainty);
  }
  const union = blankLike(x);
  const branches = keepBranches ? Array.from({ length: masks }, () => blankLike(x)) : [];
  const imageLength = 3 * x.height * x.width;
  for (const [from, to] of chunks(masks * x.batch, x.height * x.width)) {
    const masked = maskedInputs(x, index, from, to);
    const scale = weights && new Float32Array(masked.input.length);
    const outputs = await run(network, masked, control, scale);
    if (weights && scale) addWeightedPixels(outputs, scale, from, union, weights);
    else addHiddenPixels(outputs, masked, from, union);
    if (!keepBranches) continue;
    for (let item = from; item < to; item++) {
      const output = outputs.subarray((item - from) * imageLength, (item - from + 1) * imageLength);
      branches[Math.floor(item / x.batch)].data.set(output, (item % x.batch) * imageLength);
    }
  }
  if (weights) for (let i = 0; i < weights.length; i++) union.data[i] /= weights[i];
  return { union, branches };
}

/** One pass of the branch network over `x` with nothing hidden. */
export async function singlePass(network: BranchNetwork, x: PlanesBatch, control: RunControl): Promise<PlanesBatch> {
  const { height, width } = x;
  const area = height * width;
  const denoised = blankLike(x);
  for (const [from, to] of chunks(x.batch, area)) {
    const input = x.data.slice(from * 3 * area, to * 3 * area);
    const mask = new Float32Array((to - from) * area).fill(1);
    denoised.data.set(await run(network, { batch: to - from, height, width, input, mask }, control), from * 3 * area);
  }
  return denoised;
}

/**
 * How large the network expects its error to be at each pixel, in the unit that it predicts: of one pass with nothing hidden; or,
 * with masks, of the union. Where branches are weighted it is their mean with the same weights.
 *
 * @param x `[B, 3, height, width]`, after PD if there is any
 * @param index as in `maskDenoise`; undefined: nothing is hidden
 * @returns `[B, 3, height, width]`
 * @throws {CancelledError} between two calls of the network
 * @throws {AmsnetError} settings/invalid if the network predicts no scale
 */
export async function expectedError(
  network: BranchNetwork,
  x: PlanesBatch,
  index: Uint8Array | undefined,
  { masks, combine }: Pick<DenoiseSettings, 'masks' | 'combine'>,
  control: RunControl,
): Promise<PlanesBatch> {
  if (!network.predictsScale) throw new AmsnetError('settings/invalid', ...text.noUncertainty);
  const errors = blankLike(x);
  const weights = index && combine === 'weighted' ? new Float32Array(x.data.length) : undefined;
  // Of one branch alone, in which no pixel has the index of what is hidden.
  const hidden = index ?? new Uint8Array(x.batch * x.height * x.width).fill(1);
  for (const [from, to] of chunks((index ? masks : 1) * x.batch, x.height * x.width)) {
    const masked = maskedInputs(x, hidden, from, to);
    const scale = new Float32Array(masked.input.length);
    await run(network, masked, control, scale);
    if (weights) addWeightedPixels(scale, scale, from, errors, weights);
    else if (index) addHiddenPixels(scale, masked, from, errors);
    else errors.data.set(scale, from * 3 * x.height * x.width);
  }
  if (weights) for (let i = 0; i < weights.length; i++) errors.data[i] /= weights[i];
  return errors;
}

function blankLike({ batch, height, width, data }: PlanesBatch): PlanesBatch {
  return { batch, height, width, data: new Float32Array(data.length) };
}

async function run(
  network: BranchNetwork,
  batch: MaskedBatch,
  control: RunControl,
  scale?: Float32Array,
): Promise<Float32Array> {
  checkpoint(control);
  return network.run(batch, control, scale);
}

/** Cuts `count` items of `area` pixels into as few equal chunks as `maxBatchPixels` allows; the last may be smaller. */
function* chunks(count: number, area: number): Generator<[from: number, to: number]> {
  const most = Math.max(1, Math.floor(maxBatchPixels / area));
  const size = Math.ceil(count / Math.ceil(count / most));
  for (let from = 0; from < count; from += size) yield [from, Math.min(from + size, count)];
}
