import type { Planes, PixelSource, Rect } from '../../core/geometry';
import { quantize } from '../../core/quantize';
import { sampleTraits, type SampleFormat, type Samples } from '../../core/samples';
import type { ValueRange } from '../../core/value-range';
import { ValueScale } from '../../core/value-scale';

export interface RasterShape extends SampleFormat {
  readonly width: number;
  readonly height: number;
  readonly colours: 'gray' | 'rgb';
  /** Channels after the colours, alpha first: kept as they are. */
  readonly extras: number;
}

/** How far around a sample that the network must not see its stand-in is looked for, in pixels. */
const fillReach = 64;

/**
 * A whole image in its own depth, channels interleaved, alpha after the colours: three bytes a pixel for an ordinary
 * photo, where float32 planes would take twelve. Rectangles are converted when someone reads or writes them.
 */
export class Raster implements PixelSource {
  readonly width: number;
  readonly height: number;
  readonly channels: number;

  /**
   * @param data `[height, width, channels]`
   * @param scale how values become numbers for the network
   */
  constructor(
    readonly shape: RasterShape,
    readonly data: Samples,
    readonly scale: ValueScale,
  ) {
    this.width = shape.width;
    this.height = shape.height;
    this.channels = channelsOf(shape);
    if (data.length !== this.width * this.height * this.channels)
      throw new RangeError('the data does not fit the shape');
  }

  /** Chooses the scale by the values. @param noData the value that the file says means "no data" */
  static of(shape: RasterShape, data: Samples, noData?: number): Raster {
    const { width, height } = shape;
    const layout = { width, height, channels: channelsOf(shape), colours: shape.colours === 'gray' ? 1 : 3 } as const;
    return new Raster(shape, data, ValueScale.of(data, layout, shape, noData));
  }

  /** A copy whose colours are to be written; alpha and what is out of the network's reach stay as they are. */
  copy(): Raster {
    const data = allocateSamples(this.shape, this.data.length);
    data.set(this.data);
    return new Raster(this.shape, data, this.scale);
  }

  /** A copy of a part of it, seen in the same range. */
  crop({ x, y, width, height }: Rect): Raster {
    const { channels } = this;
    const data = allocateSamples(this.shape, width * height * channels);
    for (let row = 0; row < height; row++) {
      const start = ((y + row) * this.width + x) * channels;
      data.set(this.data.subarray(start, start + width * channels), row * width * channels);
    }
    return new Raster({ ...this.shape, width, height }, data, this.scale);
  }

  /** The same samples seen in another range. */
  inRange(range: ValueRange): Raster {
    return new Raster(this.shape, this.data, this.scale.withRange(range));
  }

  /** Gray pixels are read as three equal channels. */
  read(rect: Rect): Planes {
    const { scale, data } = this;
    if (scale.plain) return this.#readPlain(rect);
    return this.#planes(rect, at => {
      const value = data[at];
      return scale.reaches(value) ? scale.normalize(value) : this.#standIn(at);
    });
  }

  /** Colours that are numbers, but out of the network's reach. */
  countBeyond(): number {
    const { scale, data, channels } = this;
    const { survey } = scale;
    if (survey === undefined || (scale.reaches(survey.min) && scale.reaches(survey.max))) return 0;
    const colours = channels - this.shape.extras;
    let count = 0;
    for (let pixel = 0; pixel < data.length; pixel += channels) {
      for (let i = pixel; i < pixel + colours; i++) if (!scale.reaches(data[i]) && !scale.isMissing(data[i])) count++;
    }
    return count;
  }

  /** Values divided by `unit`, not a number where they are missing; gray as three equal channels. */
  readValues(rect: Rect, unit: number): Planes {
    const { scale, data } = this;
    return this.#planes(rect, at => (scale.isMissing(data[at]) ? NaN : data[at] / unit));
  }

  /** What `planes`, numbers as the network gives them, are as `readValues` reads them. */
  toValues({ width, height, data }: Planes, unit: number): Planes {
    const { black } = this.scale.range;
    const { span } = this.scale;
    return { width, height, data: data.map(value => (black + value * span) / unit) };
  }

  /** Denoised colours, rounded to what this image's samples can be; a gray image takes the mean of the channels. */
  write(rect: Rect, planes: Planes): void {
    const { data, scale } = this;
    if (scale.plain) {
      const { white } = scale.range;
      const depth = { levels: white };
      this.#store(rect, planes, (at, value) => {
        data[at] = Math.round(quantize(value, depth) * white);
      });
    } else {
      this.#store(rect, planes, (at, value) => {
        if (scale.reaches(data[at])) data[at] = scale.denoised(data[at], value);
      });
    }
  }

  /** The way of every photo: nothing to check, nothing to call. */
  #readPlain({ x, y, width, height }: Rect): Planes {
    const pixels = width * height;
    const planes = new Float32Array(3 * pixels);
    const { white } = this.scale.range;
    const [green, blue] = this.shape.colours === 'rgb' ? [1, 2] : [0, 0];
    for (let row = 0, to = 0; row < height; row++) {
      let from = ((y + row) * this.width + x) * this.channels;
      for (let column = 0; column < width; column++, to++, from += this.channels) {
        planes[to] = this.data[from] / white;
        planes[to + pixels] = this.data[from + green] / white;
        planes[to + 2 * pixels] = this.data[from + blue] / white;
      }
    }
    return { width, height, data: planes };
  }

  #planes({ x, y, width, height }: Rect, valueAt: (at: number) => number): Planes {
    const pixels = width * height;
    const planes = new Float32Array(3 * pixels);
    const gray = this.shape.colours === 'gray';
    for (let row = 0, to = 0; row < height; row++) {
      let from = ((y + row) * this.width + x) * this.channels;
      for (let column = 0; column < width; column++, to++, from += this.channels) {
        const red = valueAt(from);
        planes[to] = red;
        planes[to + pixels] = gray ? red : valueAt(from + 1);
        planes[to + 2 * pixels] = gray ? red : valueAt(from + 2);
      }
    }
    return { width, height, data: planes };
  }

  #store({ x, y, width, height }: Rect, { data }: Planes, store: (at: number, value: number) => void): void {
    const pixels = width * height;
    const gray = this.shape.colours === 'gray';
    for (let row = 0, from = 0; row < height; row++) {
      let to = ((y + row) * this.width + x) * this.channels;
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

  /** What the network sees instead of a sample that it must not see: the nearest others of row and column. */
  #standIn(at: number): number {
    const { data, scale, channels, width, height } = this;
    const pixel = Math.floor(at / channels);
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    let sum = 0;
    let weights = 0;
    for (const [step, limit] of [
      [-channels, x],
      [channels, width - 1 - x],
      [-channels * width, y],
      [channels * width, height - 1 - y],
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

function channelsOf({ colours, extras }: RasterShape): number {
  return (colours === 'gray' ? 1 : 3) + extras;
}

function allocateSamples({ kind }: SampleFormat, length: number): Samples {
  return sampleTraits[kind].allocate(length);
}
