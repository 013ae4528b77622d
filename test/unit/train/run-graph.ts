import * as ort from '../../../src/runtime/onnxruntime';
import type { Graph } from '../../../src/train/graph/graph';

export interface Array32 {
  shape: readonly number[];
  data: Float32Array;
}

export type Runner = (inputs: Record<string, Array32>) => Promise<Record<string, Float32Array>>;

/** A session for a graph; outputs come back as flat arrays. */
export async function runnerFor(model: Graph | Uint8Array): Promise<Runner> {
  const bytes = model instanceof Uint8Array ? model : model.toOnnx('test');
  const session = await ort.InferenceSession.create(bytes, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  return async inputs => {
    const feeds = Object.fromEntries(
      Object.entries(inputs).map(([name, { shape, data }]) => [name, new ort.Tensor('float32', data, [...shape])]),
    );
    const results = await session.run(feeds);
    return Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, tensor.data as Float32Array]));
  };
}

/** Reproducible numbers in -1..1 (a linear congruence; the tests need no better). */
export function numbers(count: number, seed: number): Float32Array {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}
