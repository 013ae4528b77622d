/** Pairs for supervised pre-training: clean photographs and drawn scenes with simulated noise. */
import { Random } from '../random';
import { planes } from '../simulate/develop';
import { noiseKinds, pickByShare } from '../simulate/kinds';
import { drawScene } from '../simulate/scenes/scene';
import { copyCrop, drawCrop, emptyBatch, hidePixels } from './batch';
import { mixWithEarlierResult } from './refinement';
import { whiteOf } from './photos';
import type { Rgb } from '../simulate/camera';
import type { NoiseKind, Pair } from '../simulate/kinds';
import type { SceneKind } from '../simulate/scenes/scene';
import type { DevelopedPhoto } from '../simulate/develop';
import type { Batch, BatchShape, BatchSource } from './batch';
import type { Photo } from './photos';

export interface SimulatedOptions extends BatchShape {
  readonly seed: number;
  /** Share of hidden pixels of a sample, drawn from this list. */
  readonly hiddenRatios: readonly number[];
  /** Height and width of a simulated photograph, from which patches are cut. */
  readonly tile?: number;
  /** Simulated photographs that patches are drawn from at a time. */
  readonly pool?: number;
  /** New simulated photographs per step. */
  readonly fresh?: number;
  /** Share of each kind of noise by its name; without, that of `noiseKinds`. */
  readonly kindShares?: Readonly<Record<string, number>> | undefined;
}

/** Share of the samples that are mixtures as R3 makes them. */
export const mixtureShare = 0.12;
/** Share of hidden pixels in these: R3 hides half with two masks. */
const mixtureHidden = [0, 1 / 4, 1 / 2, 1 / 2];
/** Streams of random draws. */
const tileStream = 1;
const batchStream = 2;

export class SimulatedPhotos implements BatchSource {
  readonly shape: BatchShape;
  private readonly tiles = new Map<number, Promise<Pair>>();
  private readonly photos: readonly Photo[];
  private readonly kinds: readonly (readonly [NoiseKind, number])[];

  constructor(
    photos: readonly Photo[],
    private readonly options: SimulatedOptions,
  ) {
    this.shape = { batch: options.batch, patch: options.patch };
    this.photos = photos.filter(({ width, height }) => Math.min(width, height) >= this.tileSize);
    if (this.photos.length === 0)
      throw new Error(`no photograph is at least ${String(this.tileSize)} pixels wide and high`);
    const { kindShares } = options;
    this.kinds = noiseKinds.map(kind => [kind, kindShares === undefined ? kind.share : (kindShares[kind.name] ?? 0)]);
  }

  async batch(step: number): Promise<Batch> {
    const { seed, batch, patch, hiddenRatios, pool = 160, fresh = 0.5 } = this.options;
    const random = new Random(seed, batchStream, step);
    const oldest = Math.floor(step * fresh);
    for (const number of this.tiles.keys()) if (number < oldest) this.tiles.delete(number);
    // One ahead, so that its turn comes while nobody waits for it.
    void this.tile(oldest + pool);
    const result = emptyBatch(this.shape);
    result.weight.fill(1);
    for (let sample = 0; sample < batch; sample++) {
      const { noisy, clean } = await this.tile(oldest + random.below(pool));
      const crop = drawCrop(random, noisy.width, noisy.height, patch);
      copyCrop(noisy.data, noisy.width, 255, crop, result.input, sample, patch);
      copyCrop(clean.data, clean.width, 255, crop, result.target, sample, patch);
      const mixture = random.chance(mixtureShare);
      if (mixture) mixWithEarlierResult(result, sample, patch, random);
      hidePixels(result, sample, patch * patch, random.pick(mixture ? mixtureHidden : hiddenRatios), random);
    }
    return result;
  }

  private get tileSize(): number {
    return this.options.tile ?? 160;
  }

  private tile(number: number): Promise<Pair> {
    const made = this.tiles.get(number) ?? this.simulate(new Random(this.options.seed, tileStream, number));
    this.tiles.set(number, made);
    return made;
  }

  private async simulate(random: Random): Promise<Pair> {
    const kind = pickByShare(this.kinds, random.uniform());
    const scenes = Object.entries(kind.scenes) as [SceneKind, number][];
    const scene = pickByShare(scenes, random.uniform());
    return kind.simulate(scene === 'photo' ? this.photoScene(random) : drawScene(scene, this.tileSize, random), random);
  }

  private photoScene(random: Random): Rgb {
    const photo = random.pick(this.photos);
    const [left, top] = [photo.width, photo.height].map(size => random.below(size - this.tileSize + 1));
    return planes(cut(photo, left, top, this.tileSize));
  }
}

function cut(photo: Photo, left: number, top: number, size: number): DevelopedPhoto {
  const data = new Uint8Array(3 * size * size);
  const toByte = 255 / whiteOf(photo);
  for (let y = 0; y < size; y++) {
    const from = 3 * ((top + y) * photo.width + left);
    for (let i = 0; i < 3 * size; i++) data[3 * y * size + i] = photo.data[from + i] * toByte;
  }
  return { width: size, height: size, data };
}
