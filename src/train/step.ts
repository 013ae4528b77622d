/** The training step as one ONNX model: forward, loss, backward, clipping and AdamW, for one fixed batch shape. */
import { add, abs, concat, mul, reshape, scalar, sub } from './graph/operators';
import { adamw, defaultAdamW } from './graph/adamw';
import { gradients } from './graph/backward';
import { Graph } from './graph/graph';
import { count } from './graph/shapes';
import { logSquaredError, residualFit, totalVariation, weightedL1 } from './losses';
import { layoutOf, type Network } from './network';
import type { Value } from './graph/graph';

/**
 * - `hidden`: mean absolute error where `weight` is 1 (self-supervised: the hidden pixels), as published.
 * - `clean`: logarithm of the squared error on all pixels, against a clean target.
 * - `smooth`: smoothness * total variation + mean absolute difference to the target (the noisy image).
 */
export type Loss = { readonly kind: 'hidden' | 'clean' } | { readonly kind: 'smooth'; readonly smoothness: number };

export interface StepConfig {
  readonly network: Network;
  readonly loss: Loss;
  /** Samples per step. */
  readonly batch: number;
  /** Height and width of a sample; a multiple of the network's stride. */
  readonly patch: number;
}

/** Below this mean squared error (50 dB) a sample no longer counts more. */
const errorFloor = 1e-5;
/** Weight of the residual's size: enough to learn it, too little to shape the features. */
const residualShare = 0.02;

/**
 * Inputs: `parameters`, `moment1`, `moment2` (flat), `rate`, `step` (scalars), `input` [N,3,P,P], `mask` [N,1,P,P],
 * `target` [N,3,P,P], `weight` [N,1,P,P]. Outputs: `next_parameters`, `next_moment1`, `next_moment2`, `loss`, `norm`.
 */
export function stepModel({ network, loss, batch, patch }: StepConfig): Uint8Array {
  const layout = layoutOf(network);
  const graph = new Graph();
  const flat = (name: string) => graph.input(name, [layout.size]);
  const state = { parameters: flat('parameters'), moment1: flat('moment1'), moment2: flat('moment2') };
  const rate = graph.input('rate', []);
  const step = graph.input('step', []);
  const image = (name: string, channels: number) => graph.input(name, [batch, channels, patch, patch]);
  const input = image('input', 3);
  const mask = image('mask', 1);
  const target = image('target', 3);
  const weight = image('weight', 1);

  const parameter = layout.unpack(graph, state.parameters);
  const { output, residualScale } = network.build(graph, parameter, input, mask);
  const main = lossValue(graph, loss, output, target, weight);
  const difference = abs(graph, sub(graph, output, target));
  const residual = residualFit(graph, residualScale, difference, weight);
  const total = add(graph, main, mul(graph, residual, scalar(graph, residualShare)));

  const targets = layout.specs.map(parameter);
  const parts = gradients(graph, total, targets, [difference]);
  const gradient = concat(
    graph,
    parts.map((part, i) => reshape(graph, part, [count(layout.specs[i].shape)])),
    0,
  );
  const next = adamw(graph, state, gradient, rate, step, defaultAdamW);
  graph.output('next_parameters', next.parameters);
  graph.output('next_moment1', next.moment1);
  graph.output('next_moment2', next.moment2);
  graph.output('loss', main);
  graph.output('norm', next.norm);
  return graph.toOnnx('amsnet-step');
}

function lossValue(graph: Graph, loss: Loss, output: Value, target: Value, weight: Value): Value {
  switch (loss.kind) {
    case 'hidden':
      return weightedL1(graph, output, target, weight);
    case 'clean':
      return logSquaredError(graph, output, target, errorFloor);
    case 'smooth': {
      const variation = mul(graph, totalVariation(graph, output), scalar(graph, loss.smoothness));
      return add(graph, variation, weightedL1(graph, output, target, weight));
    }
  }
}
