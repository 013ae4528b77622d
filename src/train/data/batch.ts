/** What one training step is fed with. */
import type { Random } from '../random';

/** Flat arrays in the order [N,C,P,P]. */
export interface Batch {
  /** [N,3,P,P], hidden pixels 0. */
  readonly input: Float32Array;
  /** [N,1,P,P], 1 = visible. */
  readonly mask: Float32Array;
  /** [N,3,P,P] */
  readonly target: Float32Array;
  /** [N,1,P,P], 1 = counts in the loss. */
  readonly weight: Float32Array;
}

export interface BatchShape {
  /** Samples per batch. */
  readonly batch: number;
  /** Height and width of a sample. */
  readonly patch: number;
}

/** Batches by number: the same number gives the same batch, so that training resumes exactly. */
export interface BatchSource {
  readonly shape: BatchShape;
  batch(step: number): Promise<Batch>;
}

export function emptyBatch({ batch, patch }: BatchShape): Batch {
  const area = batch * patch * patch;
  return {
    input: new Float32Array(3 * area),
    mask: new Float32Array(area),
    target: new Float32Array(3 * area),
    weight: new Float32Array(area),
  };
}

/** A patch's place in an image (RGB interleaved), sampled every `step` pixels, mirrored and transposed. */
export interface Crop {
  readonly left: number;
  readonly top: number;
  readonly step: number;
  readonly mirrored: boolean;
  readonly upsideDown: boolean;
  readonly transposed: boolean;
}

export function drawCrop(random: Random, width: number, height: number, patch: number, step = 1): Crop {
  const span = (patch - 1) * step + 1;
  return {
    left: random.below(width - span + 1),
    top: random.below(height - span + 1),
    step,
    mirrored: random.chance(0.5),
    upsideDown: random.chance(0.5),
    transposed: random.chance(0.5),
  };
}

/** Copies a crop into the planes of sample `sample`, as 0..1. */
export function copyCrop(
  source: ArrayLike<number>,
  width: number,
  white: number,
  crop: Crop,
  target: Float32Array,
  sample: number,
  patch: number,
): void {
  const area = patch * patch;
  for (let y = 0; y < patch; y++) {
    for (let x = 0; x < patch; x++) {
      const [a, b] = crop.transposed ? [y, x] : [x, y];
      const u = crop.left + (crop.mirrored ? patch - 1 - a : a) * crop.step;
      const v = crop.top + (crop.upsideDown ? patch - 1 - b : b) * crop.step;
      const from = 3 * (v * width + u);
      const to = sample * 3 * area + y * patch + x;
      for (let channel = 0; channel < 3; channel++) target[to + channel * area] = source[from + channel] / white;
    }
  }
}

/** Hides each pixel of a sample with probability `ratio`: input and mask become 0 there. */
export function hidePixels({ input, mask }: Batch, sample: number, area: number, ratio: number, random: Random): void {
  for (let at = 0; at < area; at++) {
    const visible = ratio > 0 && random.chance(ratio) ? 0 : 1;
    mask[sample * area + at] = visible;
    if (visible === 1) continue;
    for (let channel = 0; channel < 3; channel++) input[(sample * 3 + channel) * area + at] = 0;
  }
}
