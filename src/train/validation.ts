/** The error on samples that training never sees. */
import * as ort from '../runtime/onnxruntime';
import { inferenceModel, type Network } from './network';
import { onCpu } from './open-session';
import type { Batch, BatchSource } from './data/batch';
import type { OpenSession } from './open-session';

/** Mean absolute error of the network's output over everything that has weight in the source's first batches. */
export function validationError(
  network: Network,
  source: BatchSource,
  batches: number,
  open: OpenSession = onCpu(),
): (parameters: Float32Array) => Promise<number> {
  const { batch, patch } = source.shape;
  const kept: Batch[] = [];
  return async parameters => {
    while (kept.length < batches) kept.push(await source.batch(kept.length));
    const session = await open(inferenceModel(network, parameters));
    let sum = 0;
    let count = 0;
    for (const { input, mask, target, weight } of kept) {
      const feeds = {
        input: new ort.Tensor('float32', input, [batch, 3, patch, patch]),
        mask: new ort.Tensor('float32', mask, [batch, 1, patch, patch]),
      };
      const output = (await session.run(feeds, ['output'])).output.data as Float32Array;
      const area = patch * patch;
      for (let at = 0; at < output.length; at++) {
        const counts = weight[Math.floor(at / (3 * area)) * area + (at % area)];
        sum += counts * Math.abs(output[at] - target[at]);
        count += counts;
      }
    }
    await session.release();
    return sum / count;
  };
}
