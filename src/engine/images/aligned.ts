import { type Alignment, extentOf, type Extent } from '../../core/alignment';
import {
  area,
  blankPlanes,
  intersection,
  type PixelSource,
  type Planes,
  type Rect,
  type Size,
} from '../../core/geometry';
import { fullRect, ReducedSource } from './reduced';

/** Most pixels of the image that are read at once. */
const pixelsAtOnce = 1 << 20;

/** Pixels of a canvas that several images share. */
export interface AlignedPixels {
  readonly planes: Planes;
  /** 1 where the image is, 0 beside it. */
  readonly inside: Uint8Array;
}

/** An image on such a canvas, in its own pixels or stretched, reduced by 2^level as others are. */
export class AlignedSource {
  readonly width: number;
  readonly height: number;
  readonly #columns: Extent;
  readonly #rows: Extent;

  constructor(
    private readonly image: PixelSource,
    private readonly canvas: Size,
    private readonly alignment: Alignment,
    private readonly level: number,
  ) {
    this.width = Math.ceil(canvas.width / 2 ** level);
    this.height = Math.ceil(canvas.height / 2 ** level);
    this.#columns = extentOf(alignment, image.width, canvas.width);
    this.#rows = extentOf(alignment, image.height, canvas.height);
  }

  /** @param rect in pixels of the level */
  read(rect: Rect): AlignedPixels {
    return this.alignment === 'stretch' ? this.#stretched(rect) : this.#placed(rect);
  }

  /** The mean of what of the image lies in each box: its border is as bright as it is, and what it does not cover costs nothing. */
  #placed(rect: Rect): AlignedPixels {
    const { image, level, canvas } = this;
    const [left, top] = [this.#columns.start, this.#rows.start];
    const planes = blankPlanes(rect);
    const counts = new Uint32Array(area(rect));
    const sums = new Float64Array(planes.data.length);
    const lying = { x: left, y: top, width: image.width, height: image.height };
    const seen = intersection(fullRect(rect, level, canvas), lying);
    const rows = Math.max(1, Math.floor(pixelsAtOnce / Math.max(1, seen.width)));
    for (let row = 0; row < seen.height && seen.width > 0; row += rows) {
      const height = Math.min(rows, seen.height - row);
      const from = image.read({ x: seen.x - left, y: seen.y - top + row, width: seen.width, height });
      for (let y = 0, at = 0; y < height; y++) {
        const line = (((seen.y + row + y) >> level) - rect.y) * rect.width - rect.x;
        for (let x = 0; x < seen.width; x++, at++) {
          const to = line + ((seen.x + x) >> level);
          counts[to]++;
          for (let channel = 0; channel < 3; channel++)
            sums[channel * counts.length + to] += from.data[channel * height * seen.width + at];
        }
      }
    }
    for (let i = 0; i < planes.data.length; i++) planes.data[i] = sums[i] / (counts[i % counts.length] || 1);
    return { planes, inside: Uint8Array.from(counts, count => Math.min(1, count)) };
  }

  /** Between the pixels of the image (bilinear, exact where one lies), which is first reduced where the screen has fewer. */
  #stretched(rect: Rect): AlignedPixels {
    const { image, canvas, level } = this;
    const enlarged = Math.min(canvas.width / image.width, canvas.height / image.height);
    const source = new ReducedSource(image, Math.max(0, Math.floor(level - Math.log2(enlarged))));
    const columns = tapsOf(rect.x, rect.width, source.width / (canvas.width / 2 ** level), source.width);
    const rows = tapsOf(rect.y, rect.height, source.height / (canvas.height / 2 ** level), source.height);
    const [left, top] = [columns.first[0], rows.first[0]];
    const from = source.read({
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
        for (let x = 0; x < rect.width; x++, to++) {
          const a = columns.first[x];
          const b = columns.second[x];
          const above = mix(from.data[upper + a], from.data[upper + b], columns.share[x]);
          const below = mix(from.data[lower + a], from.data[lower + b], columns.share[x]);
          planes.data[to] = mix(above, below, rows.share[y]);
        }
      }
    }
    return { planes, inside: new Uint8Array(area(rect)).fill(1) };
  }
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

/** Where the pixels of one axis come from: two neighbours of the image, and the share of the second. */
interface Taps {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly share: Float64Array;
}

/** @param ratio pixels of the source for one of the canvas */
function tapsOf(from: number, count: number, ratio: number, size: number): Taps {
  const taps = { first: new Int32Array(count), second: new Int32Array(count), share: new Float64Array(count) };
  const last = size - 1;
  for (let i = 0; i < count; i++) {
    const at = Math.min(last, Math.max(0, (from + i + 0.5) * ratio - 0.5));
    taps.first[i] = Math.floor(at);
    taps.second[i] = Math.min(last, Math.ceil(at));
    taps.share[i] = at - taps.first[i];
  }
  return taps;
}
