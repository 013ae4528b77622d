import { area, intersection, roundUp, type Rect, type Size } from './geometry';
import type { BranchNetwork } from './network';

/** Context in sub-image pixels that a tile gets when a network without a finite receptive field is tiled all the same. */
export const globalContext = 64;

/**
 * `square` keeps what is near to each other in one tile, for a view. `cheapest`: of the grids of equal tiles whose windows have no more
 * pixels than that of a square one the one whose windows have the fewest in all. A window reaches no further than the border, so that
 * a tile over the whole width has a halo in one direction only.
 */
export const tileShapes = ['square', 'cheapest'] as const;
export type TileShape = (typeof tileShapes)[number];

/**
 * How an image is cut into tiles so that tiled and untiled results agree (docs/algorithm.md, "Determinism").
 *
 * The image is padded at its right and bottom to whole units of `stride * pdFactor` pixels. Each tile is computed from
 * a window: the tile and the receptive field around it. Windows start at whole units, so that strided layers see the
 * same grid as in the untiled image; at the border of the padded image they shift inwards, so that the network's own
 * zero padding acts exactly there and all windows have one shape.
 */
export class TilePlan {
  /** Size of the padded image: what the draws and windows refer to. */
  readonly padded: Size;
  /** The tiles, in row order; they cover the image (not its padding) without overlap. */
  readonly tiles: readonly Rect[];
  /** Tiles in a row. */
  readonly columns: number;
  /** Whether tiled results equal untiled ones: always, unless a network with global context is cut into tiles. */
  readonly exact: boolean;

  readonly #image: Size;
  readonly #network: Pick<BranchNetwork, 'stride' | 'halo' | 'minSize'>;
  readonly #step: Size;

  /**
   * @param tile Wished edge of a tile in pixels; rounded up to whole units. The image is cut into the fewest tiles of that size and
   * these are made equal: all windows have the shape of the largest, so that a narrow last tile would cost as much as a whole one.
   */
  constructor(
    image: Size,
    network: Pick<BranchNetwork, 'stride' | 'halo' | 'minSize'>,
    pdFactor: number,
    tile: number,
    shape: TileShape = 'square',
  ) {
    const unit = network.stride * pdFactor;
    const pad = (length: number) => roundUp(Math.max(length, network.minSize * pdFactor), unit);
    this.#image = image;
    this.#network = network;
    this.padded = { width: pad(image.width), height: pad(image.height) };
    const edge = roundUp(tile, unit);
    const isCheapest = shape === 'cheapest' && Number.isFinite(network.halo);
    this.#step = isCheapest
      ? this.#cheapestStep(edge, pdFactor)
      : this.#stepOf(Math.ceil(image.width / edge), Math.ceil(image.height / edge), unit);
    this.columns = Math.ceil(image.width / this.#step.width);
    this.tiles = Array.from({ length: this.columns * Math.ceil(image.height / this.#step.height) }, (_, index) =>
      intersection(
        {
          ...this.#step,
          x: (index % this.columns) * this.#step.width,
          y: Math.floor(index / this.columns) * this.#step.height,
        },
        { ...image, x: 0, y: 0 },
      ),
    );
    this.exact = Number.isFinite(network.halo) || this.tiles.length === 1;
  }

  /**
   * What the network must see to compute tile `index` after pixel-shuffle downsampling by `factor` (the plan's own
   * factor, or 1 for R3). In coordinates of the padded image; the same shape for every tile.
   */
  window(index: number, factor: number): Rect {
    const { x, y } = this.tiles[index];
    const [left, width] = this.#span(x, this.#step.width, this.padded.width, factor);
    const [top, height] = this.#span(y, this.#step.height, this.padded.height, factor);
    return { x: left, y: top, width, height };
  }

  #span(start: number, step: number, padded: number, factor: number): [start: number, length: number] {
    const length = this.#windowLength(step, padded, factor);
    return [Math.max(0, Math.min(start - this.#margin(factor), padded - length)), length];
  }

  #windowLength(step: number, padded: number, factor: number): number {
    const { stride, minSize } = this.#network;
    if (step >= padded) return padded;
    return Math.min(Math.max(step + 2 * this.#margin(factor), roundUp(minSize * factor, stride * factor)), padded);
  }

  #margin(factor: number): number {
    const { stride, halo } = this.#network;
    return roundUp((Number.isFinite(halo) ? halo : globalContext) * factor, stride * factor);
  }

  /** Distance of the tiles in a grid of as many. */
  #stepOf(columns: number, rows: number, unit: number): Size {
    const along = (length: number, padded: number, count: number) =>
      count === 1 ? padded : roundUp(Math.ceil(length / count), unit);
    const { width, height } = this.#image;
    return { width: along(width, this.padded.width, columns), height: along(height, this.padded.height, rows) };
  }

  #cheapestStep(edge: number, factor: number): Size {
    const unit = this.#network.stride * factor;
    const { width, height } = this.#image;
    const most = this.#windowLength(edge, Infinity, factor) ** 2;
    const squares = Math.ceil(width / edge);
    let best = this.#stepOf(squares, Math.ceil(height / edge), unit);
    let least = this.#pixelsOf(best, factor);
    // Of tiles narrower than half a square most is halo.
    for (let columns = 1; columns <= 2 * squares; columns++) {
      const across = this.#windowLength(this.#stepOf(columns, 1, unit).width, this.padded.width, factor);
      const along = Math.floor(most / across);
      const longest = along >= this.padded.height ? this.padded.height : along - 2 * this.#margin(factor);
      if (longest < unit) continue;
      const step = this.#stepOf(columns, Math.ceil(height / (longest - (longest % unit))), unit);
      const pixels = this.#pixelsOf(step, factor);
      if (pixels < least) [best, least] = [step, pixels];
    }
    return best;
  }

  /** Of all windows together. */
  #pixelsOf({ width, height }: Size, factor: number): number {
    const window = {
      width: this.#windowLength(width, this.padded.width, factor),
      height: this.#windowLength(height, this.padded.height, factor),
    };
    return Math.ceil(this.#image.width / width) * Math.ceil(this.#image.height / height) * area(window);
  }

  /** Indices of the tiles that `rect`, inside the image, touches; in row order. */
  touching(rect: Rect): number[] {
    const inside = intersection(rect, { ...this.#image, x: 0, y: 0 });
    const indices: number[] = [];
    if (inside.width === 0 || inside.height === 0) return indices;
    const last = {
      column: Math.floor((inside.x + inside.width - 1) / this.#step.width),
      row: Math.floor((inside.y + inside.height - 1) / this.#step.height),
    };
    for (let row = Math.floor(inside.y / this.#step.height); row <= last.row; row++) {
      for (let column = Math.floor(inside.x / this.#step.width); column <= last.column; column++) {
        indices.push(row * this.columns + column);
      }
    }
    return indices;
  }
}
