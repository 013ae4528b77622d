/** Small ONNX networks of the kinds that people bring along, without cards. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Graph, type Value } from '../../../src/train/graph/graph';
import { numbers } from './support';

const size = ['batch', 3, 'height', 'width'] as const;

class Builder {
  readonly graph = new Graph();
  readonly input: Value;
  private readonly random = numbers(3);
  private weights = 0;

  constructor(channels = 3, shape: readonly (number | string)[] = ['batch', channels, 'height', 'width']) {
    this.input = this.graph.input('input', shape);
  }

  conv(x: Value, from: number, to: number, kernel = 3, stride = 1): Value {
    const count = to * from * kernel * kernel;
    const data = Float32Array.from(
      { length: count },
      () => (this.random() - 0.5) * Math.sqrt(6 / (from * kernel * kernel)),
    );
    const weight = this.graph.weight(`weight_${this.weights++}`, [to, from, kernel, kernel], data);
    const pad = (kernel - stride + 1) >> 1;
    return this.op('Conv', [x, weight], { pads: { ints: [pad, pad, pad, pad] }, strides: { ints: [stride, stride] } });
  }

  op(name: string, inputs: readonly Value[], attributes = {}): Value {
    return this.graph.node(name, inputs, size, attributes);
  }

  /** Saves a network that changes its input by half of `difference`. */
  save(folder: string, name: string, difference: Value, shape: readonly (number | string)[] = size): string {
    const half = this.op('Mul', [difference, this.graph.constant([0.5], [1])]);
    return this.saveOutput(folder, name, this.op('Add', [this.input, half]), shape);
  }

  saveOutput(folder: string, name: string, output: Value, shape: readonly (number | string)[]): string {
    this.graph.output('output', { ...output, shape });
    const path = join(folder, `${name}.onnx`);
    writeFileSync(path, this.graph.toOnnx(name));
    return path;
  }
}

/** Like DnCNN: `depth` plain convolutions, so that the receptive field has the radius `depth`. */
export function plain(folder: string, depth = 4): string {
  const net = new Builder();
  let x = net.conv(net.input, 3, 8);
  for (let i = 2; i < depth; i++) x = net.conv(net.op('Relu', [x]), 8, 8);
  return net.save(folder, `plain${depth}`, net.conv(x, 8, 3));
}

/** Like DnCNN, exported with the fixed size of an example image. */
export function fixedSize(folder: string, edge: number): string {
  const shape = [1, 3, edge, edge];
  const net = new Builder(3, shape);
  const x = net.op('Relu', [net.conv(net.input, 3, 8)]);
  return net.save(folder, `fixed${edge}`, net.conv(x, 8, 3), shape);
}

/** Halved `levels` times and doubled again, with a skip connection around each level. */
export function unet(folder: string, levels: number): string {
  const net = new Builder();
  const skips: Value[] = [];
  let x = net.conv(net.input, 3, 6);
  for (let level = 0; level < levels; level++) {
    skips.push(x);
    x = net.conv(net.op('MaxPool', [x], { kernel_shape: { ints: [2, 2] }, strides: { ints: [2, 2] } }), 6, 6);
  }
  const doubled = net.graph.constant([1, 1, 2, 2], [4]);
  const nothing = { name: '', shape: [] };
  for (const skip of skips.reverse()) {
    const up = net.op('Resize', [x, nothing, doubled], { mode: { string: 'nearest' } });
    x = net.conv(net.op('Concat', [up, skip], { axis: { int: 1 } }), 12, 6);
  }
  return net.save(folder, `unet${levels}`, net.conv(x, 6, 3));
}

/** Like NAFNet's channel attention: each channel is weighted by its mean over the whole image. */
export function globalPooling(folder: string): string {
  const net = new Builder();
  const x = net.conv(net.input, 3, 8);
  const gate = net.op('Sigmoid', [net.conv(net.op('GlobalAveragePool', [x]), 8, 8, 1)]);
  return net.save(folder, 'pooling', net.conv(net.op('Mul', [x, gate]), 8, 3));
}

/** Like Restormer: attention between channels, by products over all pixels. */
export function attention(folder: string): string {
  const net = new Builder();
  const flat = net.graph.integers([0, 0, -1]);
  const x = net.conv(net.input, 3, 8);
  const query = net.op('Reshape', [x, flat]);
  const key = net.op('Reshape', [net.conv(x, 8, 8, 1), flat]);
  const scores = net.op('MatMul', [query, net.op('Transpose', [key], { perm: { ints: [0, 2, 1] } })]);
  const scaled = net.op('Mul', [scores, net.graph.constant([0.01], [1])]);
  const mixed = net.op('MatMul', [net.op('Softmax', [scaled], { axis: { int: -1 } }), query]);
  const y = net.op('Reshape', [mixed, net.op('Shape', [x])]);
  return net.save(folder, 'attention', net.conv(y, 8, 3));
}

/** Returns an image of half the size. */
export function halving(folder: string): string {
  const net = new Builder();
  return net.saveOutput(folder, 'halving', net.conv(net.input, 3, 3, 2, 2), ['batch', 3, 'height2', 'width2']);
}

/** Takes several seconds for a tile on any machine: what a cancellation cannot wait for. */
export function slow(folder: string): string {
  const net = new Builder();
  let x = net.conv(net.input, 3, 128);
  for (let i = 0; i < 60; i++) x = net.op('Relu', [net.conv(x, 128, 128)]);
  const path = net.save(folder, 'slow', net.conv(x, 128, 3));
  // A card, because measuring it would take longer still.
  const card = { name: 'slow', inputs: { input: '' }, outputs: { output: '' }, stride: 1, halo: 62 };
  writeFileSync(path.replace('.onnx', '.json'), JSON.stringify(card));
  return path;
}
