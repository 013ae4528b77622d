import type { RunControl } from './control';

/** A batch of masked inputs for the branch network; lent to it for the time of the run, to be read only. */
export interface MaskedBatch {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  /** `[batch, 3, height, width]`, RGB, 0..1, hidden pixels 0. */
  readonly input: Float32Array;
  /** `[batch, 1, height, width]`, 1 = visible, 0 = hidden. Networks without a mask input ignore it. */
  readonly mask: Float32Array;
}

/**
 * The branch network D of the paper: masked pixels (and the mask) in, pixels out. The scheme knows nothing else of
 * it, so that ONNX Runtime, a test double or a network of the user's own all fit.
 */
export interface BranchNetwork {
  /** Height and width of every input must be a multiple of this. */
  readonly stride: number;
  /**
   * Radius of the receptive field in pixels: how far away an input pixel can be and still matter. `Infinity` for a
   * network with global context (global pooling, attention), which cannot be tiled without changing its result.
   */
  readonly halo: number;
  /** Smallest height and width that it accepts; smaller images are padded by reflection. */
  readonly minSize: number;
  /** Whether it was trained with a mask input, so that a single pass with nothing hidden makes sense. */
  readonly takesMask: boolean;
  /** Whether it predicts the uncertainty of each pixel beside it. */
  readonly predictsScale: boolean;
  /**
   * One pass over the whole batch. Resolves to `[batch, 3, height, width]`; the array belongs to the caller. The
   * network may split the batch into several runs; after each run it reports the pixels of that run (batch x height x
   * width) to `control.onPass`: no one else does.
   * @param scale receives the predicted size of the error, `[batch, 3, height, width]`, in any unit; only if `predictsScale`
   * @throws {CancelledError} before the next run of the network once `control.token` says so.
   */
  run(batch: MaskedBatch, control: RunControl, scale?: Float32Array): Promise<Float32Array>;
}
