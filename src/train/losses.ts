/** What training minimises. All take [N,C,H,W] and give a scalar. */
import { abs, add, div, log, meanAll, mul, reduceMean, scalar, slice, sub, sumAll } from './graph/operators';
import type { Graph, Value } from './graph/graph';

/** Mean of |output - target| over the pixels where `weight` [N,1,H,W] is 1 (all channels): the paper's loss on hidden pixels. */
export function weightedL1(graph: Graph, output: Value, target: Value, weight: Value): Value {
  const difference = abs(graph, sub(graph, output, target));
  const channels = Number(output.shape[1]);
  const total = mul(graph, sumAll(graph, weight), scalar(graph, channels));
  return div(graph, sumAll(graph, mul(graph, difference, weight)), total);
}

/** Mean over samples of log(mean squared error + floor): PSNR up to scale, so that clean and noisy photos count alike. */
export function logSquaredError(graph: Graph, output: Value, target: Value, floor: number): Value {
  const difference = sub(graph, output, target);
  const perSample = reduceMean(graph, mul(graph, difference, difference), [1, 2, 3]);
  return meanAll(graph, log(graph, add(graph, perSample, scalar(graph, floor))));
}

/**
 * Total variation: mean absolute difference of vertical neighbours plus that of horizontal ones, divided by the batch size,
 * as in the published implementation.
 */
export function totalVariation(graph: Graph, x: Value): Value {
  const [batch, , height, width] = x.shape.map(Number);
  const along = (axis: number, size: number) => {
    const step = sub(graph, slice(graph, x, axis, 1, size), slice(graph, x, axis, 0, size - 1));
    return meanAll(graph, abs(graph, step));
  };
  return div(graph, add(graph, along(2, height), along(3, width)), scalar(graph, batch));
}

/**
 * Fits `scale` to 1.25 x the expected |difference| (for a normal distribution that is its standard deviation): the negative
 * logarithm of a Laplace distribution's likelihood, without a gradient through the difference (pass it as a stop).
 */
export function residualFit(graph: Graph, scale: Value, difference: Value, weight: Value): Value {
  const positive = add(graph, scale, scalar(graph, 1e-4));
  const misfit = add(graph, log(graph, positive), div(graph, mul(graph, difference, scalar(graph, 1.25)), positive));
  const total = mul(graph, sumAll(graph, weight), scalar(graph, Number(scale.shape[1])));
  return div(graph, sumAll(graph, mul(graph, misfit, weight)), total);
}
