/** Self-supervised material: noisy images alone. Pixels are hidden in the input, and their own noisy values are the target. */
import { AmsnetError } from '../../core/errors';
import { Random } from '../random';
import { text } from '../text';
import { copyCrop, drawCrop, emptyBatch, hidePixels } from './batch';
import { whiteOf } from './photos';
import type { Batch, BatchShape, BatchSource, Crop } from './batch';
import type { Rect } from '../../core/geometry';
import type { Photo } from './photos';

export interface NoisyOptions extends BatchShape {
  readonly seed: number;
  /** Share of hidden pixels of a sample, drawn from this list. */
  readonly hiddenRatios: readonly number[];
  /** What counts in the loss: the hidden pixels (the paper's training), or everything (the smoothness fine-tune). */
  readonly counts: 'hidden' | 'all';
}

/** A noisy photo, and how far apart its pixels have to be for independent noise. */
export interface NoisyPhoto {
  readonly photo: Photo;
  /** Pixel-shuffle downsampling: samples are made of every pd-th pixel. */
  readonly pd: number;
}

/** A rectangle of a photo. */
export interface Region extends NoisyPhoto, Rect {}

const validationShare = 8;
/** Photos with this share of all pixels must be large enough for the patch; smaller ones among them are left out. */
const fittingShare = 0.9;

export interface Division {
  /** Height and width of a training sample. */
  readonly patch: number;
  /** Height and width of a validation sample. */
  readonly validationPatch: number;
  readonly training: readonly Region[];
  readonly validation: readonly Region[];
  /** Photos that are too small. */
  readonly tooSmall: readonly Photo[];
}

/**
 * Cuts each photo in two: an eighth at its lower or right end, or as much more as a validation sample needs, is never trained
 * on. The patch is the largest, at most `wanted` and a multiple of `stride`, that both parts have room for.
 * @throws {AmsnetError} training/no-data if all photos are too small
 */
export function divide(photos: readonly NoisyPhoto[], wanted: number, stride: number): Division {
  const fitting = photos.map(each => ({ ...each, patch: largestPatch(each, wanted, stride) }));
  const area = ({ photo }: NoisyPhoto) => photo.width * photo.height;
  const largeFirst = fitting.filter(({ patch }) => patch > 0).sort((a, b) => b.patch - a.patch);
  const enough = fittingShare * largeFirst.reduce((sum, each) => sum + area(each), 0);
  let sum = 0;
  const last = largeFirst.find(each => (sum += area(each)) >= enough);
  if (!last) {
    const largest = Math.max(...photos.map(({ photo }) => Math.max(photo.width, photo.height)));
    const pd = Math.min(...photos.map(each => each.pd));
    const needed = smallestSide(2 * stride, stride, pd);
    throw new AmsnetError('training/no-data', ...text.imagesTooSmall(largest, pd, needed));
  }
  const { patch } = last;
  const training: Region[] = [];
  const validation: Region[] = [];
  for (const { photo, pd } of fitting.filter(each => each.patch >= patch)) {
    const { width, height } = photo;
    // Along the side that leaves room for both.
    const upright = height >= width || height >= smallestSide(patch, stride, pd);
    const side = upright ? height : width;
    const strip = Math.max(validationPatchFor(patch, stride) * pd, Math.floor(side / validationShare));
    const rest = side - strip;
    const whole = { photo, pd, x: 0, y: 0, width, height };
    training.push(upright ? { ...whole, height: rest } : { ...whole, width: rest });
    validation.push(upright ? { ...whole, y: rest, height: strip } : { ...whole, x: rest, width: strip });
  }
  return {
    patch,
    validationPatch: validationPatchFor(patch, stride),
    training,
    validation,
    tooSmall: fitting.filter(each => each.patch < patch).map(({ photo }) => photo),
  };
}

/** 0 if not even the smallest patch, two strides wide, has room. */
function largestPatch({ photo: { width, height }, pd }: NoisyPhoto, wanted: number, stride: number): number {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  for (let patch = Math.floor(wanted / stride) * stride; patch >= 2 * stride; patch -= stride)
    if (patch * pd <= short && smallestSide(patch, stride, pd) <= long) return patch;
  return 0;
}

/** What the side that is cut must have. */
function smallestSide(patch: number, stride: number, pd: number): number {
  return (patch + validationPatchFor(patch, stride)) * pd;
}

/** Half a patch does: a large factor would else set half of the photo aside. */
function validationPatchFor(patch: number, stride: number): number {
  return Math.max(2 * stride, Math.floor(patch / 2 / stride) * stride);
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
    this.areas = regions.map(({ width, height }) => (total += width * height));
  }

  batch(step: number): Promise<Batch> {
    const { seed, batch, patch, hiddenRatios, counts } = this.options;
    const random = new Random(seed, 0, step);
    const result = emptyBatch(this.shape);
    const area = patch * patch;
    for (let sample = 0; sample < batch; sample++) {
      const { photo, crop } = this.draw(random, patch);
      copyCrop(photo.data, photo.width, whiteOf(photo), crop, result.input, sample, patch);
      result.target.set(result.input.subarray(3 * sample * area, 3 * (sample + 1) * area), 3 * sample * area);
      hidePixels(result, sample, area, random.pick(hiddenRatios), random);
      for (let at = sample * area; at < (sample + 1) * area; at++)
        result.weight[at] = counts === 'all' ? 1 : 1 - result.mask[at];
    }
    return Promise.resolve(result);
  }

  private draw(random: Random, patch: number): { photo: Photo; crop: Crop } {
    const at = random.uniform() * this.areas[this.areas.length - 1];
    const region =
      this.regions[
        Math.max(
          0,
          this.areas.findIndex(sum => at < sum),
        )
      ];
    const crop = drawCrop(random, region.width, region.height, patch, region.pd);
    return { photo: region.photo, crop: { ...crop, left: crop.left + region.x, top: crop.top + region.y } };
  }
}
