/** Images whose decoders give one part after the other. */
import { intersection, type Point, type Rect, type Size } from '../../core/geometry';
import type { SampleSource, SampleStore } from '../../core/sample-source';
import { text } from '../text';
import { Raster, type RasterShape } from './raster';
import { allocateSamples, channelsOf } from './sample-file';

/** Decoders work in groups of pixels, whose edges are parts of these. */
const [most, group] = [8192, 256];

/** What covers an image from top to bottom in parts of about so many pixels. */
export function* partsOf({ width, height }: Size, pixels: number): Generator<Rect> {
  const rows = group * Math.max(1, Math.round(pixels / group / Math.min(width, most)));
  for (let y = 0; y < height; y += rows) {
    for (let x = 0; x < width; x += most)
      yield { x, y, width: Math.min(most, width - x), height: Math.min(rows, height - y) };
  }
}

/** The samples of an image, as soon as they are there where those of all images of its size lie. */
export class Assembly {
  #samples: SampleStore | undefined;
  #shape: RasterShape | undefined;

  constructor(private readonly size: Size) {}

  /**
   * @param format of the samples, the same of each part
   * @param at where the part lies; what of it lies outside of the image is left out
   * @throws {RangeError} if it is another format than that of the part before
   * @throws {AmsnetError} output/disk-full or output/unwritable
   */
  add(part: SampleSource, format: Omit<RasterShape, keyof Size>, at: Point): void {
    const shape = (this.#shape ??= { ...format, ...this.size });
    const samples = (this.#samples ??= allocateSamples(shape));
    if (part.channels !== samples.channels || format.kind !== shape.kind) throw new RangeError(text.headerDamaged);
    const rect = intersection({ ...at, width: part.width, height: part.height }, { x: 0, y: 0, ...this.size });
    const own = { ...rect, x: rect.x - at.x, y: rect.y - at.y };
    const { data, start, stride } = part.view(own);
    const row = rect.width * channelsOf(shape);
    samples.update(rect, block => {
      for (let y = 0; y < rect.height; y++) {
        const from = start + y * stride;
        block.data.set(data.subarray(from, from + row), block.start + y * block.stride);
      }
    });
  }

  /** @throws {RangeError} if there was no part */
  get raster(): Raster {
    if (this.#shape === undefined || this.#samples === undefined) throw new RangeError(text.noPixels);
    return Raster.of(this.#shape, this.#samples);
  }
}
