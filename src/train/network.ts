/**
 * What the trainer knows of a network, whatever its architecture: it takes an image with pixels hidden and the mask that says
 * which. With nothing hidden it is a single-pass denoiser; with complementary masks it is the branch network of the paper.
 */
import { Graph } from './graph/graph';
import { ParameterLayout } from './parameter-layout';
import type { Value } from './graph/graph';
import type { NamedWeights, ParameterSource, ParameterSpec } from './parameter-layout';

export interface NetworkOutputs {
  /** [N,3,H,W], denoised. */
  readonly output: Value;
  /** [N,3,H,W], about 1.25 x the expected absolute difference between output and target. */
  readonly residualScale: Value;
}

/** A network of one architecture and size. */
export interface Network {
  /** Name of its architecture. */
  readonly architecture: string;
  /** Architecture and size in words, for cards. */
  readonly description: string;
  /** Height and width of the input must be multiples of this. */
  readonly stride: number;
  /** Radius of the receptive field in pixels. */
  readonly halo: number;
  /** Adds the network to a graph. `input` [N,3,H,W]: hidden pixels 0; `mask` [N,1,H,W]: 1 = visible. */
  build(graph: Graph, parameter: ParameterSource, input: Value, mask: Value): NetworkOutputs;
}

/** A kind of network. One that is listed in architectures/registry.ts can be trained. */
export interface Architecture {
  /** As model cards say it. */
  readonly name: string;
  /** The network that the names and shapes of these weights are of; undefined if it is none of this architecture. */
  networkOf(weights: NamedWeights): Network | undefined;
}

/** What a model card says of the architecture, inputs, outputs and shapes of a network. */
export function cardInterface({ architecture, stride, halo }: Network) {
  return {
    architecture,
    inputs: { input: 'float32 [N,3,H,W], RGB 0..1, hidden pixels 0', mask: 'float32 [N,1,H,W], 1 = visible' },
    outputs: {
      output: 'float32 [N,3,H,W], denoised',
      residual_scale: 'float32 [N,3,H,W], about 1.25 x the expected absolute difference between output and target',
    },
    stride,
    halo,
  };
}

/** All parameters of a network, in the order in which it asks for them. */
export function layoutOf(network: Network): ParameterLayout {
  const specs: ParameterSpec[] = [];
  addTo(new Graph(), network, spec => {
    specs.push(spec);
    return { name: spec.name, shape: spec.shape };
  });
  return new ParameterLayout(specs);
}

/** The model file: weights baked in, any batch, height and width (multiples of the stride). */
export function inferenceModel(network: Network, parameters: Float32Array): Uint8Array {
  const graph = new Graph();
  const { output, residualScale } = addTo(graph, network, layoutOf(network).bake(graph, parameters));
  graph.output('output', output);
  graph.output('residual_scale', residualScale);
  return graph.toOnnx('amsnet');
}

function addTo(graph: Graph, network: Network, parameter: ParameterSource): NetworkOutputs {
  const input = graph.input('input', ['N', 3, 'H', 'W']);
  const mask = graph.input('mask', ['N', 1, 'H', 'W']);
  return network.build(graph, parameter, input, mask);
}
