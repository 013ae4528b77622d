import { type Alignment, extentOf, type Extent } from '../../core/alignment';
import { blankPlanes, type PixelSource, type Planes, type Rect, type Size } from '../../core/geometry';

/** Where the pixels of one axis of the canvas come from: two neighbours of the image, and the share of the second. */
interface Taps {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly share: Float64Array;
}

/**
 * An image on a canvas that several share, in its own pixels or stretched (bilinear, exact where a pixel of the canvas is
 * one of the image). Beside the image its edges go on, so that reduced pixels at its border are not darker than it is.
 */
export class AlignedSource implements PixelSource {
  readonly width: number;
  readonly height: number;
  readonly #columns: Extent;
  readonly #rows: Extent;

  constructor(
    private readonly image: PixelSource,
    canvas: Size,
    alignment: Alignment,
  ) {
    this.width = canvas.width;
    this.height = canvas.height;
    this.#columns = extentOf(alignment, image.width, canvas.width);
    this.#rows = extentOf(alignment, image.height, canvas.height);
  }

  read(rect: Rect): Planes {
    const columns = tapsOf(rect.x, rect.width, this.#columns, this.image.width);
    const rows = tapsOf(rect.y, rect.height, this.#rows, this.image.height);
    const [left, top] = [columns.first[0], rows.first[0]];
    const from = this.image.read({
      x: left,
      y: top,
      width: columns.second[rect.width - 1] - left + 1,
      height: rows.second[rect.height - 1] - top + 1,
    });
    const planes = blankPlanes(rect);
    for (let channel = 0, to = 0; channel < 3; channel++) {
      for (let y = 0; y < rect.height; y++) {
        const upper = (channel * from.height + rows.first[y] - top) * from.width - left;
        const lower = (channel * from.height + rows.second[y] - top) * from.width - left;
        const down = rows.share[y];
        for (let x = 0; x < rect.width; x++, to++) {
          const [a, b, right] = [columns.first[x], columns.second[x], columns.share[x]];
          const above = mix(from.data[upper + a], from.data[upper + b], right);
          planes.data[to] =
            down === 0 ? above : mix(above, mix(from.data[lower + a], from.data[lower + b], right), down);
        }
      }
    }
    return planes;
  }

  /** Makes pixels (`[height, width, 4]`) of `rect` at a level transparent where their middle lies beside the image. */
  clear(pixels: Uint8Array, rect: Rect, level: number): void {
    const inside = ({ start, length }: Extent, at: number, edge: number) => {
      const middle = (Math.min((at + 1) * 2 ** level, edge) + at * 2 ** level) / 2;
      return middle > start && middle < start + length;
    };
    for (let y = 0, to = 3; y < rect.height; y++) {
      const row = inside(this.#rows, rect.y + y, this.height);
      for (let x = 0; x < rect.width; x++, to += 4)
        if (!row || !inside(this.#columns, rect.x + x, this.width)) pixels[to] = 0;
    }
  }
}

/** Equal neighbours stay what they are, whatever their share. */
function mix(a: number, b: number, share: number): number {
  return share === 0 ? a : a + (b - a) * share;
}

function tapsOf(from: number, count: number, { start, length }: Extent, size: number): Taps {
  const taps = { first: new Int32Array(count), second: new Int32Array(count), share: new Float64Array(count) };
  const last = size - 1;
  for (let i = 0; i < count; i++) {
    const at = Math.min(last, Math.max(0, ((from + i - start + 0.5) * size) / length - 0.5));
    taps.first[i] = Math.floor(at);
    taps.second[i] = Math.min(last, Math.ceil(at));
    taps.share[i] = at - taps.first[i];
  }
  return taps;
}
