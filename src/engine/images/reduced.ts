import { blankPlanes, intersection, type PixelSource, type Planes, type Rect } from '../../core/geometry';
import { Raster } from './raster';

/** Most pixels of the full image that are read at once: a whole photo in float32 would take 12 bytes for each. */
const pixelsAtOnce = 1 << 20;

/** What `rect` of pyramid level `level` covers of an image. */
export function fullRect(rect: Rect, level: number, image: { width: number; height: number }): Rect {
  const size = 2 ** level;
  const scaled = { x: rect.x * size, y: rect.y * size, width: rect.width * size, height: rect.height * size };
  return intersection(scaled, { x: 0, y: 0, width: image.width, height: image.height });
}

/** An image reduced by 2^level: each pixel is the mean of its box, or of what of the box lies in the image. */
export class ReducedSource implements PixelSource {
  readonly width: number;
  readonly height: number;

  constructor(
    private readonly full: PixelSource,
    private readonly level: number,
  ) {
    this.width = Math.ceil(full.width / 2 ** level);
    this.height = Math.ceil(full.height / 2 ** level);
  }

  read(rect: Rect): Planes {
    const { full, level } = this;
    if (level === 0) return full.read(rect);
    const reduced = blankPlanes(rect);
    const rows = Math.max(1, Math.floor(pixelsAtOnce / (rect.width * 4 ** level)));
    for (let row = 0; row < rect.height; row += rows) {
      const band = { ...rect, y: rect.y + row, height: Math.min(rows, rect.height - row) };
      const covered = fullRect(band, level, full);
      if (full instanceof Raster && full.scale.plain && isShort(full.shape))
        reduceSamples(full, covered, level, reduced, row);
      else reduce(full.read(covered), level, reduced, row);
    }
    return reduced;
  }
}

/** Writes the means of the boxes of `from` into `to`, from row `first` on. */
function reduce({ width, height, data }: Planes, level: number, to: Planes, first: number): void {
  const size = 2 ** level;
  const sums = new Float64Array(to.width);
  for (let channel = 0; channel < 3; channel++) {
    for (let row = 0; row * size < height; row++) {
      const end = Math.min((row + 1) * size, height);
      sums.fill(0);
      for (let y = row * size; y < end; y++) {
        const start = (channel * height + y) * width;
        for (let x = 0; x < width; x++) sums[x >> level] += data[start + x];
      }
      const start = (channel * to.height + first + row) * to.width;
      for (let column = 0; column < to.width; column++) {
        const count = (end - row * size) * (Math.min((column + 1) * size, width) - column * size);
        to.data[start + column] = sums[column] / count;
      }
    }
  }
}

/** Few enough values for a table of them. */
function isShort({ kind }: Raster['shape']): boolean {
  return kind === 'uint8' || kind === 'uint16';
}

/** The same of samples that only have to be looked up, without a copy of all of them in float32, which takes a photo most of its time. */
function reduceSamples(
  { samples, shape, scale, channels }: Raster,
  from: Rect,
  level: number,
  to: Planes,
  first: number,
): void {
  const { data, start, stride } = samples.view(from);
  const size = 2 ** level;
  const numbers = numbersOf(scale.range.white, data.BYTES_PER_ELEMENT);
  const [green, blue] = shape.colours === 'rgb' ? [1, 2] : [0, 0];
  const pixels = to.width * to.height;
  const sums = new Float64Array(3 * to.width);
  for (let top = 0, row = first; top < from.height; top += size, row++) {
    const bottom = Math.min(top + size, from.height);
    sums.fill(0);
    for (let y = top; y < bottom; y++) {
      for (let column = 0, at = start + y * stride; column < to.width; column++) {
        const end = at + channels * Math.min(size, from.width - column * size);
        let r = 0;
        let g = 0;
        let b = 0;
        for (; at < end; at += channels) {
          r += numbers[data[at]];
          g += numbers[data[at + green]];
          b += numbers[data[at + blue]];
        }
        sums[3 * column] += r;
        sums[3 * column + 1] += g;
        sums[3 * column + 2] += b;
      }
    }
    for (let column = 0, at = row * to.width; column < to.width; column++, at++) {
      const count = (bottom - top) * Math.min(size, from.width - column * size);
      to.data[at] = sums[3 * column] / count;
      to.data[at + pixels] = sums[3 * column + 1] / count;
      to.data[at + 2 * pixels] = sums[3 * column + 2] / count;
    }
  }
}

/** What samples are as numbers in float32, so that means are those of pixels that were read one by one, also halfway between two. */
function numbersOf(white: number, bytes: number): Float32Array {
  return Float32Array.from({ length: 256 ** bytes }, (_, value) => value / white);
}
