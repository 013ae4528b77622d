import type { RunControl } from '../../core/control';
import { blankPlanes, copyShared, type Planes, type Rect, type Size } from '../../core/geometry';
import type { BranchNetwork, MaskedBatch } from '../../core/network';
import type { NetworkTraits } from '../models/traits';

/** Makes a network take images of any size if its file fixes one; notes say what that costs. */
export function forFixedSize(
  network: BranchNetwork,
  { fixedSize, halo, stride }: NetworkTraits,
): { readonly network: BranchNetwork; readonly notes: readonly string[] } {
  if (!fixedSize) return { network, notes: [] };
  const edge = Math.min(fixedSize.width, fixedSize.height);
  // Room for the receptive field on both sides of at least one cell.
  if (edge >= 2 * halo + stride) return { network: new FixedSizeNetwork(network, fixedSize, halo), notes: [] };
  const note = `The network takes images of ${fixedSize.width} x ${fixedSize.height} pixels only: the result was put together from pieces, whose borders may show.`;
  return { network: new FixedSizeNetwork(network, fixedSize, edge >> 2), notes: [note] };
}

/** A network whose file fixes the size of its input, made to take larger images: they are put together from pieces. */
export class FixedSizeNetwork implements BranchNetwork {
  readonly stride: number;
  readonly minSize: number;
  readonly takesMask: boolean;
  readonly predictsScale = false;

  /** @param halo how much of a piece's border is not used: the radius of the receptive field, if that is known */
  constructor(
    private readonly network: BranchNetwork,
    private readonly size: Size,
    readonly halo: number,
  ) {
    ({ stride: this.stride, minSize: this.minSize, takesMask: this.takesMask } = network);
  }

  async run(batch: MaskedBatch, control: RunControl): Promise<Float32Array> {
    const { height, width } = batch;
    const output = new Float32Array(batch.input.length);
    const whole = { x: 0, y: 0, width, height };
    for (let image = 0; image < batch.batch; image++) {
      const at = 3 * height * width * image;
      const input = { height, width, data: batch.input.subarray(at, at + 3 * height * width) };
      const to = { height, width, data: output.subarray(at, at + 3 * height * width) };
      for (const { piece, core } of this.pieces(whole)) {
        const part = cropped(input, piece);
        const mask = new Float32Array(piece.width * piece.height);
        const data = await this.network.run({ batch: 1, ...this.size, input: part.data, mask }, control);
        const inner = blankPlanes(core);
        copyShared({ ...this.size, data }, piece, inner, core);
        copyShared(inner, core, to, whole);
      }
    }
    return output;
  }

  /** Pieces that cover the image, and of each the part that is used. */
  private pieces({ width, height }: Rect): { piece: Rect; core: Rect }[] {
    const columns = this.spans(width, this.size.width);
    const rows = this.spans(height, this.size.height);
    return rows.flatMap(row =>
      columns.map(column => ({
        piece: { x: column.start, y: row.start, ...this.size },
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

function cropped(planes: Planes, rect: Rect): Planes {
  const part = blankPlanes(rect);
  copyShared(planes, { x: 0, y: 0, width: planes.width, height: planes.height }, part, rect);
  return part;
}
