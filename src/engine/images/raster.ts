import { bandsOf, type Planes, type PixelSource, type Rect } from '../../core/geometry';
import { quantize } from '../../core/quantize';
import { filled, rowsOf, SampleArray, type SampleBlock, type SampleStore } from '../../core/sample-source';
import type { SampleFormat, Samples } from '../../core/samples';
import type { ValueRange } from '../../core/value-range';
import { ValueScale } from '../../core/value-scale';
import { allocateSamples, channelsOf, SampleFile, type SampleShape } from './sample-file';

/** Channels after the colours, alpha first, are kept as they are. */
export interface RasterShape extends SampleFormat, SampleShape {}

/** How far around a sample that the network must not see its stand-in is looked for, in pixels. */
const fillReach = 64;

/**
 * A whole image in its own depth, channels interleaved, alpha after the colours: three bytes a pixel for an ordinary
 * photo, where float32 planes would take twelve. They lie in memory, or, of a large image, in a file. Rectangles are converted
 * when someone reads or writes them.
 */
export class Raster implements PixelSource {
  readonly width: number;
  readonly height: number;
  readonly channels: number;

  readonly samples: SampleStore;

  /**
   * @param samples `[height, width, channels]`
   * @param scale how values become numbers for the network
   */
  constructor(
    readonly shape: RasterShape,
    samples: Samples | SampleStore,
    readonly scale: ValueScale,
  ) {
    this.width = shape.width;
    this.height = shape.height;
    this.channels = channelsOf(shape);
    this.samples = storeOf(samples, shape);
  }

  /** Chooses the scale by the values. @param noData the value that the file says means "no data" */
  static of(shape: RasterShape, samples: Samples | SampleStore, noData?: number): Raster {
    const store = storeOf(samples, shape);
    return new Raster(shape, store, ValueScale.of(store, shape.colours === 'gray' ? 1 : 3, shape, noData));
  }

  /** Bytes of memory that its samples take. */
  get memory(): number {
    return this.samples instanceof SampleArray ? this.samples.data.byteLength : 0;
  }

  /** Bytes of a temporary file that they take. */
  get disk(): number {
    return this.samples instanceof SampleFile ? this.samples.byteLength : 0;
  }

  /** Nobody needs it any more. */
  discard(): void {
    this.samples.discard?.();
  }

  /** A copy whose colours are to be written; alpha and what is out of the network's reach stay as they are. */
  copy(): Raster {
    const copied = filled(allocateSamples(this.shape), band => rowsOf(this.samples, band));
    return new Raster(this.shape, copied, this.scale);
  }

  /** A copy of a part of it, seen in the same range. */
  crop({ x, y, width, height }: Rect): Raster {
    const shape = { ...this.shape, width, height };
    const row = width * this.channels;
    const cropped = filled(allocateSamples(shape), band => {
      const { data, start, stride } = this.samples.view({ ...band, x, y: y + band.y });
      const rows = data.slice(0, row * band.height);
      for (let i = 0; i < band.height; i++)
        rows.set(data.subarray(start + i * stride, start + i * stride + row), i * row);
      return rows;
    });
    return new Raster(shape, cropped, this.scale);
  }

  /** The same samples seen in another range. */
  inRange(range: ValueRange): Raster {
    return new Raster(this.shape, this.samples, this.scale.withRange(range));
  }

  /** Gray pixels are read as three equal channels. */
  read(rect: Rect): Planes {
    const { scale } = this;
    if (scale.plain) return this.#readPlain(rect);
    const around = this.#around(rect);
    const block = this.samples.view(around);
    return this.#planes(rect, partOf(block, around, rect, this.channels), at => {
      const value = block.data[at];
      return scale.reaches(value) ? scale.normalize(value) : this.#standIn(at, block, around);
    });
  }

  /** Colours that are numbers, but out of the network's reach. */
  countBeyond(): number {
    const { scale, channels } = this;
    const { survey } = scale;
    if (survey === undefined || (scale.reaches(survey.min) && scale.reaches(survey.max))) return 0;
    const colours = channels - this.shape.extras;
    let count = 0;
    for (const band of bandsOf(this)) {
      const data = rowsOf(this.samples, band);
      for (let pixel = 0; pixel < data.length; pixel += channels) {
        for (let i = pixel; i < pixel + colours; i++) {
          if (!scale.reaches(data[i]) && !scale.isMissing(data[i])) count++;
        }
      }
    }
    return count;
  }

  /** Values divided by `unit`, not a number where they are missing; gray as three equal channels. */
  readValues(rect: Rect, unit: number): Planes {
    const { scale } = this;
    const block = this.samples.view(rect);
    const { data } = block;
    return this.#planes(rect, block, at => (scale.isMissing(data[at]) ? NaN : data[at] / unit));
  }

  /** What `planes`, numbers as the network gives them, are as `readValues` reads them. */
  toValues({ width, height, data }: Planes, unit: number): Planes {
    const { black } = this.scale.range;
    const { span } = this.scale;
    return { width, height, data: data.map(value => (black + value * span) / unit) };
  }

  /** Denoised colours, rounded to what this image's samples can be; a gray image takes the mean of the channels. */
  write(rect: Rect, planes: Planes): void {
    const { scale } = this;
    this.samples.update(rect, block => {
      const { data } = block;
      if (scale.plain) {
        const { white } = scale.range;
        const depth = { levels: white };
        this.#store(rect, planes, block, (at, value) => {
          data[at] = Math.round(quantize(value, depth) * white);
        });
      } else {
        this.#store(rect, planes, block, (at, value) => {
          if (scale.reaches(data[at])) data[at] = scale.denoised(data[at], value);
        });
      }
    });
  }

  /** The way of every photo: nothing to check, nothing to call. */
  #readPlain(rect: Rect): Planes {
    const { width, height } = rect;
    const { channels } = this;
    const { data, start, stride } = this.samples.view(rect);
    const pixels = width * height;
    const planes = new Float32Array(3 * pixels);
    const { white } = this.scale.range;
    const [green, blue] = this.shape.colours === 'rgb' ? [1, 2] : [0, 0];
    for (let row = 0, to = 0; row < height; row++) {
      let from = start + row * stride;
      for (let column = 0; column < width; column++, to++, from += channels) {
        planes[to] = data[from] / white;
        planes[to + pixels] = data[from + green] / white;
        planes[to + 2 * pixels] = data[from + blue] / white;
      }
    }
    return { width, height, data: planes };
  }

  #planes({ width, height }: Rect, { start, stride }: SampleBlock, valueAt: (at: number) => number): Planes {
    const pixels = width * height;
    const planes = new Float32Array(3 * pixels);
    const gray = this.shape.colours === 'gray';
    for (let row = 0, to = 0; row < height; row++) {
      let from = start + row * stride;
      for (let column = 0; column < width; column++, to++, from += this.channels) {
        const red = valueAt(from);
        planes[to] = red;
        planes[to + pixels] = gray ? red : valueAt(from + 1);
        planes[to + 2 * pixels] = gray ? red : valueAt(from + 2);
      }
    }
    return { width, height, data: planes };
  }

  #store(
    { width, height }: Rect,
    { data }: Planes,
    { start, stride }: SampleBlock,
    store: (at: number, value: number) => void,
  ): void {
    const pixels = width * height;
    const gray = this.shape.colours === 'gray';
    for (let row = 0, from = 0; row < height; row++) {
      let to = start + row * stride;
      for (let column = 0; column < width; column++, from++, to += this.channels) {
        const red = data[from];
        const green = data[from + pixels];
        const blue = data[from + 2 * pixels];
        if (gray) store(to, (red + green + blue) / 3);
        else {
          store(to, red);
          store(to + 1, green);
          store(to + 2, blue);
        }
      }
    }
  }

  /** `rect` and as much around it as the stand-ins of its samples may come from. */
  #around({ x, y, width, height }: Rect): Rect {
    const [left, top] = [Math.max(0, x - fillReach), Math.max(0, y - fillReach)];
    return {
      x: left,
      y: top,
      width: Math.min(this.width, x + width + fillReach) - left,
      height: Math.min(this.height, y + height + fillReach) - top,
    };
  }

  /** What the network sees instead of a sample that it must not see: the nearest others of row and column. */
  #standIn(at: number, { data, start, stride }: SampleBlock, { width, height }: Rect): number {
    const { scale, channels } = this;
    const y = Math.floor((at - start) / stride);
    const x = Math.floor((at - start - y * stride) / channels);
    let sum = 0;
    let weights = 0;
    for (const [step, limit] of [
      [-channels, x],
      [channels, width - 1 - x],
      [-stride, y],
      [stride, height - 1 - y],
    ]) {
      const reach = Math.min(limit, fillReach);
      for (let distance = 1; distance <= reach; distance++) {
        const value = data[at + distance * step];
        if (!scale.reaches(value)) continue;
        sum += scale.normalize(value) / distance;
        weights += 1 / distance;
        break;
      }
    }
    return weights === 0 ? scale.median : sum / weights;
  }
}

function storeOf(samples: Samples | SampleStore, shape: RasterShape): SampleStore {
  return 'view' in samples ? samples : new SampleArray(samples, shape, channelsOf(shape));
}

/** `rect` in the block of `around`. */
function partOf({ data, start, stride }: SampleBlock, around: Rect, rect: Rect, channels: number): SampleBlock {
  return { data, start: start + (rect.y - around.y) * stride + (rect.x - around.x) * channels, stride };
}
