/** Self-supervised material: noisy images alone. Pixels are hidden in the input, and their own noisy values are the target. */
import { Random } from '../random';
import { copyCrop, drawCrop, emptyBatch, hidePixels } from './batch';
import { whiteOf } from './photos';
import type { Batch, BatchShape, BatchSource, Crop } from './batch';
import type { Photo } from './photos';

export interface NoisyOptions extends BatchShape {
  readonly seed: number;
  /** Pixel-shuffle downsampling: samples are made of every pd-th pixel, so that their noise is less correlated. */
  readonly pd: number;
  /** Share of hidden pixels of a sample, drawn from this list. */
  readonly hiddenRatios: readonly number[];
  /** What counts in the loss: the hidden pixels (the paper's training), or everything (the smoothness fine-tune). */
  readonly counts: 'hidden' | 'all';
}

/** A part of a photo, in whole rows. */
export interface Region {
  readonly photo: Photo;
  readonly top: number;
  readonly height: number;
}

const validationShare = 8;

/**
 * Sets aside the lowest eighth of each photo for the validation error. Photos that are too low for that are used whole, every
 * eighth of them held out; a single one serves both ends.
 */
export function divide(photos: readonly Photo[], span: number): { training: Region[]; validation: Region[] } {
  const training: Region[] = [];
  const validation: Region[] = [];
  const whole: Region[] = [];
  for (const photo of photos) {
    const strip = Math.max(span, Math.floor(photo.height / validationShare));
    if (photo.height - strip < span) {
      whole.push({ photo, top: 0, height: photo.height });
      continue;
    }
    training.push({ photo, top: 0, height: photo.height - strip });
    validation.push({ photo, top: photo.height - strip, height: strip });
  }
  whole.forEach((region, i) => (i % validationShare === validationShare - 1 ? validation : training).push(region));
  if (validation.length === 0) validation.push(...training);
  return { training, validation };
}

/** The largest patch, at most `wanted`, that fits into the smallest photo at this PD factor and is a multiple of the stride. */
export function patchFor(photos: readonly Photo[], wanted: number, pd: number, stride: number): number {
  const smallest = Math.min(...photos.map(({ width, height }) => Math.min(width, height)));
  const patch = Math.floor(Math.min(wanted, smallest / pd) / stride) * stride;
  if (patch < 2 * stride) {
    throw new Error(
      `an image is only ${String(smallest)} pixels wide or high; training at PD ${String(pd)} needs at least ${String(2 * stride * pd)}`,
    );
  }
  return patch;
}

export class NoisyPhotos implements BatchSource {
  readonly shape: BatchShape;
  /** Running sums of the regions' areas: larger photos are drawn more often. */
  private readonly areas: number[];

  constructor(
    private readonly regions: readonly Region[],
    private readonly options: NoisyOptions,
  ) {
    this.shape = { batch: options.batch, patch: options.patch };
    let total = 0;
    this.areas = regions.map(({ photo, height }) => (total += photo.width * height));
  }

  batch(step: number): Promise<Batch> {
    const { seed, batch, patch, pd, hiddenRatios, counts } = this.options;
    const random = new Random(seed, 0, step);
    const result = emptyBatch(this.shape);
    const area = patch * patch;
    for (let sample = 0; sample < batch; sample++) {
      const { photo, crop } = this.draw(random, patch, pd);
      copyCrop(photo.data, photo.width, whiteOf(photo), crop, result.input, sample, patch);
      result.target.set(result.input.subarray(3 * sample * area, 3 * (sample + 1) * area), 3 * sample * area);
      hidePixels(result, sample, area, random.pick(hiddenRatios), random);
      for (let at = sample * area; at < (sample + 1) * area; at++)
        result.weight[at] = counts === 'all' ? 1 : 1 - result.mask[at];
    }
    return Promise.resolve(result);
  }

  private draw(random: Random, patch: number, pd: number): { photo: Photo; crop: Crop } {
    const at = random.uniform() * this.areas[this.areas.length - 1];
    const { photo, top, height } =
      this.regions[
        Math.max(
          0,
          this.areas.findIndex(sum => at < sum),
        )
      ];
    const crop = drawCrop(random, photo.width, height, patch, pd);
    return { photo, crop: { ...crop, top: crop.top + top } };
  }
}
