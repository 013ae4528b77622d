/** What architectures have in common: convolutions with their starting values, the way in and the way out. */
import { add, concat, conv, div, max, mul, pad, scalar, softplus, split, sub } from '../graph/operators';
import type { ConvOptions } from '../graph/operators';
import type { Graph, Value } from '../graph/graph';
import type { NetworkOutputs } from '../network';
import type { Growth, ParameterSource } from '../parameter-layout';

/** Of the leaky ReLUs; the starting values of the convolutions go by it. */
export const slope = 0.2;
/** Padding with which a 3x3 convolution keeps the size. */
export const sameSize = [1, 1, 1, 1] as const;

export interface LayerOptions extends Omit<ConvOptions, 'bias'> {
  /** Factor of the starting weights. */
  readonly gain?: number;
  /** Starting value of the biases. */
  readonly mean?: number;
  /** Without a bias if false. */
  readonly bias?: boolean;
  readonly growth?: Growth;
}

/** A convolution with weight [outputs, channels of x, kernel, kernel] and bias [outputs], called `name`. */
export type Layer = (name: string, x: Value, outputs: number, kernel: number, options?: LayerOptions) => Value;

/** Starts with the variance that keeps the size of the signal through leaky ReLUs (He et al. 2015). */
export function layersOf(graph: Graph, parameter: ParameterSource): Layer {
  return (name, x, outputs, kernel, { gain = 1, mean = 0, bias: biased = true, growth, ...options } = {}) => {
    const shape = [outputs, Number(x.shape[1]), kernel, kernel];
    const deviation = gain * Math.sqrt(2 / ((1 + slope * slope) * shape[1] * kernel * kernel));
    const weight = parameter({ name: `${name}.weight`, shape, deviation, mean: 0, ...growth });
    if (!biased) return conv(graph, x, weight, options);
    const bias = parameter({ name: `${name}.bias`, shape: [outputs], deviation: 0, mean, ...growth });
    return conv(graph, x, weight, { ...options, bias });
  };
}

/** Fills hidden pixels by normalised convolution of the visible ones: blur(x * m) / blur(m), 3x3 binomial. Halo 1. */
export function fill(graph: Graph, input: Value, mask: Value): Value {
  const binomial = [1, 2, 1, 2, 4, 2, 1, 2, 1].map(weight => weight / 16);
  const kernel = (channels: number) =>
    graph.constant(Array.from({ length: channels }, () => binomial).flat(), [channels, 1, 3, 3]);
  const blur = (x: Value, channels: number) =>
    conv(graph, pad(graph, x, sameSize, 'edge'), kernel(channels), { groups: channels });
  const weight = max(graph, blur(mask, 1), scalar(graph, 1e-3));
  const hidden = sub(graph, scalar(graph, 1), mask);
  return add(graph, input, mul(graph, div(graph, blur(input, 3), weight), hidden));
}

/** What the first layer sees, [N,4,H,W]: the filled image and the mask, both from -0.5 to 0.5. */
export function centred(graph: Graph, filled: Value, mask: Value): Value {
  return concat(graph, [sub(graph, filled, scalar(graph, 0.5)), sub(graph, mask, scalar(graph, 0.5))], 1);
}

/**
 * The last layer, from features `x` [N,C,H,W]: a change of the filled image and the size of the error. It starts at zero: the
 * first prediction is the fill itself, and a residual of about 0.02. Halo 1.
 */
export function head(graph: Graph, parameter: ParameterSource, x: Value, filled: Value): NetworkOutputs {
  const weight = parameter({ name: 'head.weight', shape: [6, Number(x.shape[1]), 3, 3], deviation: 0, mean: 0 });
  const difference = parameter({ name: 'head.difference.bias', shape: [3], deviation: 0, mean: 0 });
  const scale = parameter({ name: 'head.scale.bias', shape: [3], deviation: 0, mean: -4 });
  const both = conv(graph, x, weight, { bias: concat(graph, [difference, scale], 0), pads: sameSize });
  const [change, residual] = split(graph, both, [3, 3], 1);
  return { output: add(graph, filled, change), residualScale: softplus(graph, residual) };
}
