import { Tensor, type InferenceSession } from '../../runtime/onnxruntime';
import type { RunControl } from '../../core/control';
import { AmsnetError } from '../../core/errors';
import type { BranchNetwork, MaskedBatch } from '../../core/network';
import type { InferenceQueue } from '../inference-queue';
import type { NetworkTraits } from '../models/traits';

/** What the network needs of a session; a test brings one that fails when told. */
export type Runner = Pick<InferenceSession, 'run'>;

/** The branch network of one request, run by ONNX Runtime. Several may share a session; each keeps its own time. */
export class OrtNetwork implements BranchNetwork {
  readonly stride: number;
  readonly halo: number;
  readonly minSize: number;
  readonly takesMask: boolean;
  readonly predictsScale: boolean;
  /** Seconds spent in runs so far. */
  seconds = 0;

  /** @param pixelsPerRun most pixels in one run, unless a single image is larger */
  constructor(
    private readonly session: Runner,
    private readonly traits: NetworkTraits,
    private readonly inferenceQueue: InferenceQueue,
    private readonly pixelsPerRun: number,
  ) {
    ({ stride: this.stride, halo: this.halo, minSize: this.minSize } = traits);
    this.takesMask = traits.mask !== undefined;
    this.predictsScale = traits.scale !== undefined;
  }

  async run(batch: MaskedBatch, control: RunControl, scale?: Float32Array): Promise<Float32Array> {
    const area = batch.height * batch.width;
    const most = this.traits.batch ?? Math.max(1, Math.floor(this.pixelsPerRun / area));
    const output = new Float32Array(batch.batch * 3 * area);
    for (let from = 0; from < batch.batch; from += most) {
      const images = Math.min(most, batch.batch - from);
      const part = (data: Float32Array, channels: number) =>
        data.subarray(from * channels * area, (from + images) * channels * area);
      const shape = { batch: images, height: batch.height, width: batch.width };
      const io = { ...shape, input: part(batch.input, 3), mask: part(batch.mask, 1), output: part(output, 3) };
      const expected = scale && part(scale, 3);
      await this.inferenceQueue.turn(control, () => this.runOnce(io, expected));
      control.onPass?.(images * area);
    }
    return output;
  }

  /** One run; the result is written into `output`, its expected error into `scale`. */
  private async runOnce(
    { batch, height, width, input, mask, output }: MaskedBatch & { output: Float32Array },
    scale: Float32Array | undefined,
  ): Promise<void> {
    const { traits } = this;
    const tensor = (data: Float32Array, channels: number) =>
      new Tensor('float32', data, [batch, channels, height, width]);
    const pixels = traits.white === 1 ? input : input.map(value => value * traits.white);
    const feeds = {
      [traits.input]: tensor(pixels, 3),
      ...(traits.mask === undefined ? {} : { [traits.mask]: tensor(mask, 1) }),
    };
    const start = performance.now();
    try {
      // Only what is needed is asked for, and ONNX Runtime writes it where it belongs.
      await this.session.run(feeds, {
        [traits.output]: tensor(output, 3),
        ...(traits.scale !== undefined && scale ? { [traits.scale]: tensor(scale, 3) } : {}),
      });
    } catch (error) {
      throw runError(error);
    } finally {
      this.seconds += (performance.now() - start) / 1000;
    }
    if (traits.white !== 1) for (let i = 0; i < output.length; i++) output[i] /= traits.white;
  }
}

/** An error of a run of the network with a code that tells a full device from a faulty network. */
export function runError(error: unknown): AmsnetError {
  const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
  if (/out of memory|failed to allocate|bad_alloc|allocat\w* .*fail|E_OUTOFMEMORY|8007000E/i.test(reason)) {
    return new AmsnetError(
      'device/out-of-memory',
      `The device has too little memory: ${reason}`,
      'Use smaller tiles.',
      { cause: error },
    );
  }
  return new AmsnetError('model/failed', `The network failed: ${reason}`, 'Check the model, or try device cpu.', {
    cause: error,
  });
}
