import type { Planes, PixelSource, Rect } from '../../core/geometry';
import { quantize } from '../../core/quantize';

export interface RasterShape {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: 8 | 16;
  readonly colours: 'gray' | 'rgb';
  readonly hasAlpha: boolean;
}

/**
 * A whole image in its own depth, channels interleaved, alpha last: three bytes a pixel for an ordinary photo, where
 * float32 planes would take twelve. Rectangles are converted when someone reads or writes them.
 */
export class Raster implements PixelSource {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
  /** Value of white: 255 or 65535. */
  readonly white: number;

  /** @param data `[height, width, channels]` */
  constructor(
    readonly shape: RasterShape,
    readonly data: Uint8Array | Uint16Array,
  ) {
    this.width = shape.width;
    this.height = shape.height;
    this.channels = shape.colours === 'gray' ? (shape.hasAlpha ? 2 : 1) : shape.hasAlpha ? 4 : 3;
    this.white = shape.bitDepth === 16 ? 65535 : 255;
    if (data.length !== this.width * this.height * this.channels)
      throw new RangeError('The data does not fit the shape.');
  }

  /** An image of the same shape with the same alpha, its colours still to be written. */
  blank(): Raster {
    const data = this.shape.bitDepth === 16 ? new Uint16Array(this.data.length) : new Uint8Array(this.data.length);
    if (this.shape.hasAlpha) {
      for (let i = this.channels - 1; i < data.length; i += this.channels) data[i] = this.data[i];
    }
    return new Raster(this.shape, data);
  }

  /** Gray pixels are read as three equal channels. */
  read(rect: Rect): Planes {
    const { x, y, width, height } = rect;
    const pixels = width * height;
    const planes = new Float32Array(3 * pixels);
    const [green, blue] = this.shape.colours === 'rgb' ? [1, 2] : [0, 0];
    for (let row = 0, to = 0; row < height; row++) {
      let from = ((y + row) * this.width + x) * this.channels;
      for (let column = 0; column < width; column++, to++, from += this.channels) {
        planes[to] = this.data[from] / this.white;
        planes[to + pixels] = this.data[from + green] / this.white;
        planes[to + 2 * pixels] = this.data[from + blue] / this.white;
      }
    }
    return { width, height, data: planes };
  }

  /** Clamps and rounds `planes` to this image's depth; a gray image takes the mean of the channels. Alpha stays. */
  write(rect: Rect, planes: Planes): void {
    const { x, y, width, height } = rect;
    const pixels = width * height;
    const { data } = planes;
    const level = (value: number) => Math.round(quantize(value, this.shape.bitDepth) * this.white);
    for (let row = 0, from = 0; row < height; row++) {
      let to = ((y + row) * this.width + x) * this.channels;
      for (let column = 0; column < width; column++, from++, to += this.channels) {
        const red = data[from];
        const green = data[from + pixels];
        const blue = data[from + 2 * pixels];
        if (this.shape.colours === 'gray') this.data[to] = level((red + green + blue) / 3);
        else {
          this.data[to] = level(red);
          this.data[to + 1] = level(green);
          this.data[to + 2] = level(blue);
        }
      }
    }
  }
}
