import { blankPlanes, intersection, type PixelSource, type Planes, type Rect } from '../../core/geometry';

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
      reduce(full.read(fullRect(band, level, full)), level, reduced, row);
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
