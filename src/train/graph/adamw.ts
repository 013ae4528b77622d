/** AdamW with the gradient's norm clipped, as graph nodes on one flat vector of all parameters. */
import { add, div, max, mul, scalar, sqrt, sub, sumAll } from './operators';
import type { Graph, Value } from './graph';

export interface AdamWOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** Gradients longer than this are scaled down to it. */
  readonly maxNorm: number;
}

export const defaultAdamW: AdamWOptions = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0, maxNorm: 1 };

export interface OptimizerState {
  readonly parameters: Value;
  /** Running mean of the gradient. */
  readonly moment1: Value;
  /** Running mean of the squared gradient. */
  readonly moment2: Value;
}

/** One step; `rate` and `step` (from 1) are scalars. Returns the new state and the norm of the gradient before clipping. */
export function adamw(
  graph: Graph,
  state: OptimizerState,
  gradient: Value,
  rate: Value,
  step: Value,
  { beta1, beta2, epsilon, weightDecay, maxNorm }: AdamWOptions,
): OptimizerState & { norm: Value } {
  const norm = sqrt(graph, sumAll(graph, mul(graph, gradient, gradient)));
  const clipped = mul(graph, gradient, div(graph, scalar(graph, maxNorm), max(graph, norm, scalar(graph, maxNorm))));
  const moment1 = blend(graph, state.moment1, clipped, beta1);
  const moment2 = blend(graph, state.moment2, mul(graph, clipped, clipped), beta2);
  const mean = mul(graph, moment1, div(graph, rate, correction(graph, beta1, step)));
  const deviation = sqrt(graph, div(graph, moment2, correction(graph, beta2, step)));
  const update = div(graph, mean, add(graph, deviation, scalar(graph, epsilon)));
  const decayed =
    weightDecay === 0
      ? state.parameters
      : sub(graph, state.parameters, mul(graph, state.parameters, mul(graph, rate, scalar(graph, weightDecay))));
  return { parameters: sub(graph, decayed, update), moment1, moment2, norm };
}

/** beta * old + (1 - beta) * new. */
function blend(graph: Graph, old: Value, next: Value, beta: number): Value {
  return add(graph, mul(graph, old, scalar(graph, beta)), mul(graph, next, scalar(graph, 1 - beta)));
}

/** 1 - beta^step: makes up for moments that start at zero. */
function correction(graph: Graph, beta: number, step: Value): Value {
  return sub(graph, scalar(graph, 1), graph.node('Pow', [scalar(graph, beta), step], []));
}
