/** Batches put together from two sources of the same patch size. */
import * as ort from '../../runtime/onnxruntime';
import { onCpu, type OpenSession } from '../open-session';
import type { Batch, BatchShape, BatchSource } from './batch';

/** The samples of `first`, then those of `second`. */
export class MixedBatches implements BatchSource {
  readonly shape: BatchShape;

  constructor(
    private readonly first: BatchSource,
    private readonly second: BatchSource,
  ) {
    if (first.shape.patch !== second.shape.patch) throw new Error('the two sources have different patch sizes');
    this.shape = { batch: first.shape.batch + second.shape.batch, patch: first.shape.patch };
  }

  async batch(step: number): Promise<Batch> {
    const [a, b] = await Promise.all([this.first.batch(step), this.second.batch(step)]);
    return {
      input: joined(a.input, b.input),
      mask: joined(a.mask, b.mask),
      target: joined(a.target, b.target),
      weight: joined(a.weight, b.weight),
    };
  }
}

/** Distillation: the target is what a teacher makes of the same input. */
export class DistillationBatches implements BatchSource {
  private session: Promise<ort.InferenceSession> | undefined;

  constructor(
    private readonly source: BatchSource,
    private readonly teacher: Uint8Array,
    private readonly open: OpenSession = onCpu(),
  ) {}

  get shape(): BatchShape {
    return this.source.shape;
  }

  async batch(step: number): Promise<Batch> {
    this.session ??= this.open(this.teacher);
    const [session, data] = await Promise.all([this.session, this.source.batch(step)]);
    const { batch, patch } = this.shape;
    const feeds = {
      input: new ort.Tensor('float32', data.input, [batch, 3, patch, patch]),
      mask: new ort.Tensor('float32', data.mask, [batch, 1, patch, patch]),
    };
    const { output } = await session.run(feeds, ['output']);
    return { ...data, target: output.data as Float32Array };
  }
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const result = new Float32Array(a.length + b.length);
  result.set(a);
  result.set(b, a.length);
  return result;
}
