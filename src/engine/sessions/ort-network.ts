import type { RunControl } from '../../core/control';
import { AmsnetError } from '../../core/errors';
import type { BranchNetwork, MaskedBatch } from '../../core/network';
import { freeUnused } from '../garbage';
import type { InferenceQueue } from '../inference-queue';
import { notFinite } from '../models/probe-values';
import { runGraph, type GraphBatch, type Runner } from '../models/run-graph';
import type { NetworkTraits } from '../models/traits';
import { outOfMemory, reasonOf } from '../reason';
import { text } from '../text';

export type { Runner } from '../models/run-graph';

/** The branch network of one request, run by ONNX Runtime. Several may share a session; each keeps its own time. */
export class OrtNetwork implements BranchNetwork {
  readonly stride: number;
  readonly halo: number;
  readonly minSize: number;
  readonly takesMask: boolean;
  readonly predictsScale: boolean;
  /** Seconds spent in runs so far. */
  seconds = 0;

  /**
   * @param pixelsPerRun most pixels in one run, unless a single image is larger
   * @param noiseLevel standard deviation of the image's noise, 0..1, for a network that is told
   * @param onRun called with the pixels and the seconds of every run
   */
  constructor(
    private readonly session: Runner,
    private readonly traits: NetworkTraits,
    private readonly inferenceQueue: InferenceQueue,
    private readonly pixelsPerRun: number,
    private readonly noiseLevel = 0,
    private readonly onRun?: (pixels: number, seconds: number) => void,
  ) {
    ({ stride: this.stride, halo: this.halo, minSize: this.minSize } = traits);
    this.takesMask = traits.mask !== undefined;
    this.predictsScale = traits.scale !== undefined;
  }

  async run(batch: MaskedBatch, control: RunControl, scale?: Float32Array): Promise<Float32Array> {
    const area = batch.height * batch.width;
    const most = Math.max(this.traits.batch ?? 1, Math.floor(this.pixelsPerRun / area));
    const output = new Float32Array(batch.batch * 3 * area);
    for (let from = 0; from < batch.batch; from += most) {
      const images = Math.min(most, batch.batch - from);
      const part = (data: Float32Array, channels: number) =>
        data.subarray(from * channels * area, (from + images) * channels * area);
      const { height, width } = batch;
      const expected = scale && part(scale, 3);
      const pixels = { input: part(batch.input, 3), mask: part(batch.mask, 1), output: part(output, 3) };
      const graph = { batch: images, height, width, noiseLevel: this.noiseLevel, ...pixels };
      const work = { model: this.traits.name, pixels: images * area };
      const run = () => this.runOnce(expected ? { ...graph, scale: expected } : graph);
      await this.inferenceQueue.turn(control, run, work);
      control.onPass?.(images * area);
      freeUnused();
    }
    return output;
  }

  private async runOnce(batch: GraphBatch): Promise<void> {
    const start = performance.now();
    try {
      await runGraph(this.session, this.traits, batch);
    } catch (error) {
      throw runError(error, this.traits.name);
    } finally {
      const seconds = (performance.now() - start) / 1000;
      this.seconds += seconds;
      this.onRun?.(batch.batch * batch.height * batch.width, seconds);
    }
    if (!isFinite(batch.output) || (batch.scale && !isFinite(batch.scale))) throw notFinite(this.traits.name);
  }
}

/** Whether all numbers are finite. NaN and infinite times zero are NaN, and stay so in a sum. */
function isFinite(values: Float32Array): boolean {
  let sum = 0;
  for (const value of values) sum += value * 0;
  return sum === 0;
}

/** An error of a run of the network with a code that tells a full device from a faulty network. */
export function runError(error: unknown, name: string): AmsnetError {
  if (error instanceof AmsnetError) return error;
  return (
    outOfMemory(error) ??
    new AmsnetError('model/failed', ...text.networkFailed(name, reasonOf(error)), { cause: error })
  );
}
