import { intersection, roundUp, type Rect, type Size } from './geometry';
import type { BranchNetwork } from './network';

/** Context in sub-image pixels that a tile gets when a network without a finite receptive field is tiled all the same. */
export const globalContext = 64;

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
  ) {
    const unit = network.stride * pdFactor;
    const pad = (length: number) => roundUp(Math.max(length, network.minSize * pdFactor), unit);
    this.#image = image;
    this.#network = network;
    this.padded = { width: pad(image.width), height: pad(image.height) };
    const step = (length: number, padded: number) => {
      const count = Math.ceil(length / roundUp(tile, unit));
      return count === 1 ? padded : roundUp(Math.ceil(length / count), unit);
    };
    this.#step = { width: step(image.width, this.padded.width), height: step(image.height, this.padded.height) };
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
    const { stride, halo, minSize } = this.#network;
    if (step === padded) return [0, padded];
    const unit = stride * factor;
    const margin = roundUp((Number.isFinite(halo) ? halo : globalContext) * factor, unit);
    const length = Math.min(Math.max(step + 2 * margin, roundUp(minSize * factor, unit)), padded);
    return [Math.max(0, Math.min(start - margin, padded - length)), length];
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
