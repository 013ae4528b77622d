/** Pairs for supervised pre-training: clean photographs through the camera simulator. */
import { Random } from '../random';
import { develop, planes } from '../simulate/develop';
import { drawCamera, drawPlainCamera } from '../simulate/camera-parameters';
import { withIndependentNoise } from '../simulate/independent';
import { photograph } from '../simulate/camera';
import { copyCrop, drawCrop, emptyBatch, hidePixels } from './batch';
import { whiteOf } from './photos';
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
}

interface Pair {
  readonly noisy: DevelopedPhoto;
  readonly clean: DevelopedPhoto;
}

/** Shares of the photographs with noise independent per pixel, and of those whose camera leaves the noise alone. */
const independentShare = 0.12;
const plainShare = 0.18;
/** Streams of random draws. */
const tileStream = 1;
const batchStream = 2;

export class SimulatedPhotos implements BatchSource {
  readonly shape: BatchShape;
  private readonly tiles = new Map<number, Promise<Pair>>();
  private readonly photos: readonly Photo[];

  constructor(
    photos: readonly Photo[],
    private readonly options: SimulatedOptions,
  ) {
    this.shape = { batch: options.batch, patch: options.patch };
    this.photos = photos.filter(({ width, height }) => Math.min(width, height) >= this.tileSize);
    if (this.photos.length === 0)
      throw new Error(`no photograph is at least ${String(this.tileSize)} pixels wide and high`);
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
      hidePixels(result, sample, patch * patch, random.pick(hiddenRatios), random);
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
    const photo = random.pick(this.photos);
    const scene = cut(
      photo,
      random.below(photo.width - this.tileSize + 1),
      random.below(photo.height - this.tileSize + 1),
      this.tileSize,
    );
    const kind = random.uniform();
    if (kind < independentShare) {
      const { noisy, clean } = withIndependentNoise(planes(scene), random);
      const asIs = { scale: 1, jpeg: undefined };
      return { noisy: await develop(noisy, asIs), clean: await develop(clean, asIs) };
    }
    const camera = kind < independentShare + plainShare ? drawPlainCamera(random) : drawCamera(random);
    const { noisy, clean } = photograph(planes(scene), camera, random);
    const [developedNoisy, developedClean] = await Promise.all([develop(noisy, camera), develop(clean, camera)]);
    return { noisy: developedNoisy, clean: developedClean };
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
