import type { RunControl } from '../../core/control';
import type { Rect, Size } from '../../core/geometry';
import type { BranchNetwork, MaskedBatch } from '../../core/network';
import type { NetworkTraits } from '../models/traits';
import { text } from '../text';

/** Makes a network take images of any size if its file fixes one; notes say what that costs. */
export function forFixedSize(
  network: BranchNetwork,
  { fixedSize, halo, stride, batch }: NetworkTraits,
): { readonly network: BranchNetwork; readonly notes: readonly string[] } {
  if (!fixedSize) return { network, notes: [] };
  const edge = Math.min(fixedSize.width, fixedSize.height);
  // Room for the receptive field on both sides of at least one cell.
  if (edge >= 2 * halo + stride) return { network: new FixedSizeNetwork(network, fixedSize, halo, batch), notes: [] };
  const note = text.fixedSizePieces(fixedSize.width, fixedSize.height);
  return { network: new FixedSizeNetwork(network, fixedSize, edge >> 2, batch), notes: [note] };
}

/** A piece of an image, and the part of it that is used, in the image's coordinates. */
interface Piece {
  readonly at: Rect;
  readonly core: Rect;
}

/**
 * A network whose file fixes the size of its input, made to take larger images: they are put together from pieces. Smaller
 * ones it never gets: `minSize` has them padded before.
 */
export class FixedSizeNetwork implements BranchNetwork {
  readonly stride: number;
  readonly minSize: number;
  readonly takesMask: boolean;
  readonly predictsScale: boolean;

  /**
   * @param halo how much of a piece's border is not used: the radius of the receptive field, if that is known
   * @param together pieces that go into one run
   */
  constructor(
    private readonly network: BranchNetwork,
    private readonly size: Size,
    readonly halo: number,
    private readonly together = 1,
  ) {
    ({ stride: this.stride, takesMask: this.takesMask, predictsScale: this.predictsScale } = network);
    this.minSize = Math.max(network.minSize, size.width, size.height);
  }

  async run(batch: MaskedBatch, control: RunControl, scale?: Float32Array): Promise<Float32Array> {
    const { width, height } = batch;
    if (width === this.size.width && height === this.size.height) return this.network.run(batch, control, scale);
    const output = new Float32Array(batch.input.length);
    const pieces = this.pieces(batch);
    const jobs = Array.from({ length: batch.batch }, (_, image) => pieces.map(piece => ({ image, ...piece }))).flat();
    const area = this.size.width * this.size.height;
    for (let from = 0; from < jobs.length; from += this.together) {
      const part = jobs.slice(from, from + this.together);
      const input = new Float32Array(3 * area * part.length);
      const mask = new Float32Array(area * part.length);
      const scales = scale ? { all: scale, part: new Float32Array(input.length) } : undefined;
      part.forEach(({ image, at }, i) => {
        const all = { ...this.size, x: 0, y: 0 };
        copy(batch.input, batch, { first: 3 * image, at }, input, this.size, { first: 3 * i, at: all }, 3);
        copy(batch.mask, batch, { first: image, at }, mask, this.size, { first: i, at: all }, 1);
      });
      const done = await this.network.run({ batch: part.length, ...this.size, input, mask }, control, scales?.part);
      part.forEach(({ image, at, core }, i) => {
        const inner = { ...core, x: core.x - at.x, y: core.y - at.y };
        const [source, target] = [
          { first: 3 * i, at: inner },
          { first: 3 * image, at: core },
        ];
        copy(done, this.size, source, output, batch, target, 3);
        if (scales) copy(scales.part, this.size, source, scales.all, batch, target, 3);
      });
    }
    return output;
  }

  /** Pieces that cover an image of at least the network's size. */
  private pieces({ width, height }: Size): Piece[] {
    const columns = this.spans(width, this.size.width);
    const rows = this.spans(height, this.size.height);
    return rows.flatMap(row =>
      columns.map(column => ({
        at: { x: column.start, y: row.start, ...this.size },
        core: { x: column.from, y: row.from, width: column.to - column.from, height: row.to - row.from },
      })),
    );
  }

  /** Pieces along one axis; they start at multiples of the stride, like everything else. */
  private spans(length: number, size: number): { start: number; from: number; to: number }[] {
    const step = Math.max(this.stride, Math.floor((size - 2 * this.halo) / this.stride) * this.stride);
    const count = Math.ceil((length - size) / step) + 1;
    const start = (i: number) => Math.min(i * step, length - size);
    return Array.from({ length: count }, (_, i) => ({
      start: start(i),
      from: i === 0 ? 0 : start(i - 1) + size - this.halo,
      to: i === count - 1 ? length : start(i) + size - this.halo,
    }));
  }
}

/** A rectangle of planes `first`, `first` + 1, ... */
interface Place {
  readonly first: number;
  readonly at: Rect;
}

/** Copies a rectangle of `planes` planes; both rectangles have the same size. */
function copy(
  source: Float32Array,
  sourceSize: Size,
  from: Place,
  target: Float32Array,
  targetSize: Size,
  to: Place,
  planes: number,
): void {
  for (let plane = 0; plane < planes; plane++) {
    for (let row = 0; row < from.at.height; row++) {
      const start = ((from.first + plane) * sourceSize.height + from.at.y + row) * sourceSize.width + from.at.x;
      const end = ((to.first + plane) * targetSize.height + to.at.y + row) * targetSize.width + to.at.x;
      target.set(source.subarray(start, start + from.at.width), end);
    }
  }
}
