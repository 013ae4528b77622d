/**
 * The any-mask branch network: a U-Net of plain 3x3 convolutions that takes an image with pixels hidden, and the mask that says
 * which. With nothing hidden it is a single-pass denoiser; with complementary masks it is the branch network of the paper.
 */
import {
  add,
  concat,
  conv,
  depthToSpace,
  div,
  leakyRelu,
  max,
  mul,
  pad,
  scalar,
  softplus,
  split,
  sub,
} from './graph/operators';
import { AmsnetError } from '../core/errors';
import { Graph } from './graph/graph';
import { ParameterLayout } from './parameter-layout';
import type { ConvOptions } from './graph/operators';
import type { Value } from './graph/graph';
import type { NamedWeights, ParameterSource, ParameterSpec } from './parameter-layout';

export interface NetworkConfig {
  /** Channels per level, from full resolution down; each level has half the resolution of the one before. */
  readonly widths: readonly number[];
  /** Residual blocks per level on the way down; the last entry is the bottom. */
  readonly encoder: readonly number[];
  /** Residual blocks per level on the way up, from full resolution down, one entry less. */
  readonly decoder: readonly number[];
}

export const networks = {
  amsnet: { widths: [24, 48, 96, 128], encoder: [1, 1, 2, 2], decoder: [1, 1, 0] },
  fast: { widths: [16, 32, 64, 96], encoder: [0, 1, 2, 2], decoder: [0, 1, 0] },
} satisfies Record<string, NetworkConfig>;

export interface NetworkOutputs {
  /** [N,3,H,W], denoised. */
  readonly output: Value;
  /** [N,3,H,W], about 1.25 x the expected absolute difference between output and target. */
  readonly residualScale: Value;
}

const slope = 0.2;
const sameSize = [1, 1, 1, 1] as const;

/** Height and width of the input must be multiples of this. */
export function strideOf({ widths }: NetworkConfig): number {
  return 2 ** (widths.length - 1);
}

/** Radius of the receptive field in pixels. */
export function haloOf({ widths, encoder, decoder }: NetworkConfig): number {
  // One pixel each for the fill, the first and the last convolution; then two convolutions per block at the level's pixel size.
  const blocks = widths.map((_, level) => 2 * (encoder[level] + (decoder[level] ?? 0)) * 2 ** level);
  // Each step down and up again can reach almost one pixel of the coarser level.
  return 3 + blocks.reduce((sum, radius) => sum + radius, 0) + strideOf({ widths, encoder, decoder }) - 1;
}

/** What a model card says of the inputs, outputs and shapes of an any-mask network. */
export function cardInterface(config: NetworkConfig) {
  return {
    inputs: { input: 'float32 [N,3,H,W], RGB 0..1, hidden pixels 0', mask: 'float32 [N,1,H,W], 1 = visible' },
    outputs: {
      output: 'float32 [N,3,H,W], denoised',
      residual_scale: 'float32 [N,3,H,W], about 1.25 x the expected absolute difference between output and target',
    },
    stride: strideOf(config),
    halo: haloOf(config),
  };
}

/** Adds the network to a graph. `input` [N,3,H,W]: hidden pixels 0; `mask` [N,1,H,W]: 1 = visible. */
export function buildNetwork(
  graph: Graph,
  config: NetworkConfig,
  parameter: ParameterSource,
  input: Value,
  mask: Value,
): NetworkOutputs {
  const { widths, encoder, decoder } = config;
  const layer = (
    name: string,
    x: Value,
    outputs: number,
    kernel: number,
    options: Omit<ConvOptions, 'bias'> = {},
    gain = 1,
  ): Value => {
    const shape = [outputs, Number(x.shape[1]), kernel, kernel];
    const deviation = gain * Math.sqrt(2 / ((1 + slope * slope) * shape[1] * kernel * kernel));
    const weight = parameter({ name: `${name}.weight`, shape, deviation, mean: 0 });
    const bias = parameter({ name: `${name}.bias`, shape: [outputs], deviation: 0, mean: 0 });
    return conv(graph, x, weight, { ...options, bias });
  };
  const blocks = (name: string, x: Value, width: number, count: number): Value => {
    for (let i = 0; i < count; i++) {
      const inner = leakyRelu(graph, layer(`${name}.${String(i)}.first`, x, width, 3, { pads: sameSize }), slope);
      x = add(graph, x, layer(`${name}.${String(i)}.second`, inner, width, 3, { pads: sameSize }, 0.2));
    }
    return x;
  };

  const filled = fill(graph, input, mask);
  const centred = [sub(graph, filled, scalar(graph, 0.5)), sub(graph, mask, scalar(graph, 0.5))];
  let x = layer('stem', concat(graph, centred, 1), widths[0], 3, { pads: sameSize });
  const skips: Value[] = [];
  widths.forEach((width, level) => {
    if (level > 0) x = layer(`down${String(level)}`, x, width, 2, { stride: 2 });
    x = blocks(`encoder${String(level)}`, x, width, encoder[level]);
    skips.push(x);
  });
  for (let level = widths.length - 2; level >= 0; level--) {
    const up = depthToSpace(graph, layer(`up${String(level)}`, x, 4 * widths[level], 1), 2);
    x = blocks(`decoder${String(level)}`, add(graph, skips[level], up), widths[level], decoder[level]);
  }

  // The head starts at zero: the first prediction is the fill itself, and a residual of about 0.02.
  const weight = parameter({ name: 'head.weight', shape: [6, widths[0], 3, 3], deviation: 0, mean: 0 });
  const difference = parameter({ name: 'head.difference.bias', shape: [3], deviation: 0, mean: 0 });
  const scale = parameter({ name: 'head.scale.bias', shape: [3], deviation: 0, mean: -4 });
  const head = conv(graph, x, weight, { bias: concat(graph, [difference, scale], 0), pads: sameSize });
  const [change, residual] = split(graph, head, [3, 3], 1);
  return { output: add(graph, filled, change), residualScale: softplus(graph, residual) };
}

/** Fills hidden pixels by normalised convolution of the visible ones: blur(x * m) / blur(m), 3x3 binomial. */
function fill(graph: Graph, input: Value, mask: Value): Value {
  const binomial = [1, 2, 1, 2, 4, 2, 1, 2, 1].map(weight => weight / 16);
  const kernel = (channels: number) =>
    graph.constant(Array.from({ length: channels }, () => binomial).flat(), [channels, 1, 3, 3]);
  const blur = (x: Value, channels: number) =>
    conv(graph, pad(graph, x, sameSize, 'edge'), kernel(channels), { groups: channels });
  const weight = max(graph, blur(mask, 1), scalar(graph, 1e-3));
  const hidden = sub(graph, scalar(graph, 1), mask);
  return add(graph, input, mul(graph, div(graph, blur(input, 3), weight), hidden));
}

/** All parameters of a network, in the order in which it asks for them. */
export function layoutOf(config: NetworkConfig): ParameterLayout {
  const specs: ParameterSpec[] = [];
  const graph = new Graph();
  const collect: ParameterSource = spec => {
    specs.push(spec);
    return { name: spec.name, shape: spec.shape };
  };
  buildNetwork(
    graph,
    config,
    collect,
    graph.input('input', ['N', 3, 'H', 'W']),
    graph.input('mask', ['N', 1, 'H', 'W']),
  );
  return new ParameterLayout(specs);
}

/** The configuration of a network of this kind, from the names and shapes of its weights. */
export function configOf(weights: NamedWeights): NetworkConfig {
  const widthOf = (name: string) => weights.get(name)?.shape[0];
  const blocksOf = (name: string): number => {
    let count = 0;
    while (weights.has(`${name}.${count}.first.weight`)) count++;
    return count;
  };
  const widths: number[] = [];
  for (let width = widthOf('stem.weight'); width !== undefined; width = widthOf(`down${widths.length}.weight`))
    widths.push(width);
  const config = {
    widths,
    encoder: widths.map((_, level) => blocksOf(`encoder${level}`)),
    decoder: widths.slice(1).map((_, level) => blocksOf(`decoder${level}`)),
  };
  const missing = widths.length === 0 ? ['stem.weight'] : layoutOf(config).missing(weights);
  if (missing.length > 0) {
    throw new AmsnetError(
      'model/incompatible',
      `The starting model is not of the kind that can be trained here: it has no weights called ${missing.join(', ')}.`,
      'Start from a bundled model, from one trained here, or from scratch.',
    );
  }
  return config;
}

/** The model file: weights baked in, any batch, height and width (multiples of the stride). */
export function inferenceModel(config: NetworkConfig, parameters: Float32Array): Uint8Array {
  const graph = new Graph();
  const input = graph.input('input', ['N', 3, 'H', 'W']);
  const mask = graph.input('mask', ['N', 1, 'H', 'W']);
  const { output, residualScale } = buildNetwork(graph, config, layoutOf(config).bake(graph, parameters), input, mask);
  graph.output('output', output);
  graph.output('residual_scale', residualScale);
  return graph.toOnnx('amsnet');
}
