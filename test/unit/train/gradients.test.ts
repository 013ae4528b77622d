import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradients } from '../../../src/train/graph/backward';
import { Graph } from '../../../src/train/graph/graph';
import * as op from '../../../src/train/graph/operators';
import { count, fixed } from '../../../src/train/graph/shapes';
import { numbers, runnerFor } from './run-graph';
import type { Value } from '../../../src/train/graph/graph';

type Shape = readonly number[];
type Build = (graph: Graph, ...inputs: Value[]) => Value;

/** Compares the gradients of sum(weights * build(inputs)) with central differences, element by element. */
async function expectGradients(shapes: readonly Shape[], build: Build, seed: number, away = 0): Promise<void> {
  const graph = new Graph();
  const inputs = shapes.map((shape, i) => graph.input(`x${String(i)}`, shape));
  const output = build(graph, ...inputs);
  const size = fixed(output);
  const loss = op.sumAll(graph, op.mul(graph, output, graph.constant([...numbers(count(size), seed + 99)], size)));
  gradients(graph, loss, inputs).forEach((gradient, i) => {
    graph.output(`d${String(i)}`, gradient);
  });
  graph.output('loss', loss);
  const run = await runnerFor(graph);
  const data = shapes.map((shape, i) => numbers(count(shape), seed + i).map(value => value + Math.sign(value) * away));
  const evaluate = () => run(Object.fromEntries(shapes.map((shape, i) => [`x${String(i)}`, { shape, data: data[i] }])));
  const exact = await evaluate();
  for (const [i, values] of data.entries()) {
    const measured: number[] = [];
    for (let element = 0; element < values.length; element++) {
      const value = values[element];
      const around: number[] = [];
      for (const distance of [-0.01, 0.01]) {
        values[element] = value + distance;
        around.push((await evaluate()).loss[0]);
      }
      values[element] = value;
      measured.push((around[1] - around[0]) / 0.02);
    }
    const scale = Math.max(1, ...measured.map(Math.abs));
    exact[`d${String(i)}`].forEach((gradient, element) => {
      expect(Math.abs(gradient - measured[element]), `input ${String(i)}, element ${String(element)}`).toBeLessThan(
        0.004 * scale,
      );
    });
  }
}

const size = fc.integer({ min: 1, max: 4 });
const image = fc.tuple(
  fc.integer({ min: 1, max: 2 }),
  size,
  fc.integer({ min: 3, max: 5 }),
  fc.integer({ min: 3, max: 5 }),
);

/** The same check on a few random image shapes. */
function onRandomShapes(
  check: (shape: [number, number, number, number], seed: number) => Promise<void>,
): Promise<void> {
  return fc.assert(fc.asyncProperty(image, fc.integer({ min: 1, max: 1000 }), check), { numRuns: 3, seed: 7 });
}

const elementwise: [string, Build, number][] = [
  ['Relu', op.relu, 0.05],
  ['LeakyRelu', (graph, x) => op.leakyRelu(graph, x, 0.2), 0.05],
  ['Softplus', op.softplus, 0],
  ['Sigmoid', op.sigmoid, 0],
  ['Abs', op.abs, 0.05],
  ['Neg', op.neg, 0],
  ['Sqrt', (graph, x) => op.sqrt(graph, op.add(graph, op.mul(graph, x, x), op.scalar(graph, 0.5))), 0],
  ['Log', (graph, x) => op.log(graph, op.add(graph, op.mul(graph, x, x), op.scalar(graph, 0.5))), 0],
];

describe('gradients of elementwise operators', () => {
  it.each(elementwise)('%s', async (_name, build, away) => {
    await onRandomShapes((shape, seed) => expectGradients([shape], build, seed, away));
  });

  const binary = [
    ['Add', op.add],
    ['Sub', op.sub],
    ['Mul', op.mul],
    ['Div', op.div],
  ] as const;
  it.each(binary)('%s, with broadcasting of either side', async (_name, operator) => {
    await onRandomShapes(async ([n, c, h, w], seed) => {
      await expectGradients(
        [
          [n, c, h, w],
          [n, c, h, w],
        ],
        operator,
        seed,
        0.7,
      );
      await expectGradients(
        [
          [n, c, h, w],
          [c, 1, 1],
        ],
        operator,
        seed,
        0.7,
      );
      await expectGradients(
        [
          [1, c, 1, w],
          [n, 1, h, w],
        ],
        operator,
        seed,
        0.7,
      );
    });
  });
});

const shaping: [string, Build][] = [
  [
    'Split and Concat',
    (graph, x) => {
      const [a, b] = op.split(graph, x, [2, 2], 1);
      return op.concat(graph, [b, op.mul(graph, a, a), b], 1);
    },
  ],
  ['Split with an unused part', (graph, x) => op.split(graph, x, [1, 3], 1)[1]],
  ['Slice', (graph, x) => op.sliceAxes(graph, x, [1, 2], [1, 0], [3, 2])],
  ['Pad', (graph, x) => op.pad(graph, x, [1, 0, 2, 1])],
  ['DepthToSpace', (graph, x) => op.depthToSpace(graph, x, 2)],
  ['SpaceToDepth', (graph, x) => op.spaceToDepth(graph, x, 2)],
  ['Reshape and Transpose', (graph, x) => op.transpose(graph, op.reshape(graph, x, [8, 4, 4]), [2, 0, 1])],
  ['ReduceSum', (graph, x) => op.mul(graph, x, op.reduceSum(graph, x, [1, 3]))],
  ['ReduceMean', (graph, x) => op.mul(graph, x, op.reduceMean(graph, x, [2, 3]))],
  ['Expand', (graph, x) => op.expand(graph, op.reduceMean(graph, x, [0, 2]), [3, 4, 2, 4])],
];

describe('gradients of operators that move and sum', () => {
  it.each(shaping)('%s', async (_name, build) => {
    await expectGradients([[2, 4, 4, 4]], build, 5);
  });
});

describe('gradients of convolution', () => {
  const cases: { name: string; x: Shape; kernel: Shape; options: Omit<op.ConvOptions, 'bias'> }[] = [
    { name: '3x3', x: [2, 3, 4, 5], kernel: [2, 3, 3, 3], options: { pads: [1, 1, 1, 1] } },
    { name: '3x3 without padding', x: [1, 2, 4, 5], kernel: [3, 2, 3, 3], options: {} },
    { name: '3x3, stride 2', x: [2, 2, 5, 6], kernel: [3, 2, 3, 3], options: { pads: [1, 1, 1, 1], stride: 2 } },
    { name: '1x1', x: [2, 3, 3, 2], kernel: [4, 3, 1, 1], options: {} },
    { name: '2x2, stride 2', x: [2, 3, 4, 6], kernel: [4, 3, 2, 2], options: { stride: 2 } },
    { name: '4x4, stride 2', x: [2, 2, 4, 6], kernel: [3, 2, 4, 4], options: { pads: [1, 1, 1, 1], stride: 2 } },
    { name: '2x2, stride 2, odd size', x: [1, 2, 5, 3], kernel: [2, 2, 2, 2], options: { stride: 2 } },
    { name: '2x2, one-sided padding', x: [1, 2, 3, 4], kernel: [2, 2, 2, 2], options: { pads: [1, 0, 0, 1] } },
    { name: 'grouped 3x3', x: [2, 4, 3, 4], kernel: [6, 2, 3, 3], options: { groups: 2, pads: [1, 1, 1, 1] } },
    { name: 'depthwise 3x3', x: [2, 3, 4, 4], kernel: [3, 1, 3, 3], options: { groups: 3, pads: [1, 1, 1, 1] } },
  ];
  it.each(cases)('$name', async ({ x, kernel, options }) => {
    await expectGradients(
      [x, kernel, [kernel[0]]],
      (graph, input, weight, bias) => op.conv(graph, input, weight, { ...options, bias }),
      3,
    );
  });
});

describe('gradients', () => {
  it('treats stopped values as constants', async () => {
    const graph = new Graph();
    const x = graph.input('x', [2]);
    const square = op.mul(graph, x, x);
    const loss = op.sumAll(graph, op.mul(graph, square, x));
    graph.output('d', gradients(graph, loss, [x], [square])[0]);
    const run = await runnerFor(graph);
    expect([...(await run({ x: { shape: [2], data: Float32Array.of(2, 3) } })).d]).toEqual([4, 9]);
  });

  it('says which operator has no gradient', () => {
    const graph = new Graph();
    const x = graph.input('x', [2]);
    const loss = op.sumAll(graph, op.max(graph, x, op.scalar(graph, 0)));
    expect(() => gradients(graph, loss, [x])).toThrow('Max has no gradient');
  });

  it('refuses a target the loss does not depend on', () => {
    const graph = new Graph();
    const [x, y] = [graph.input('x', [2]), graph.input('y', [2])];
    expect(() => gradients(graph, op.sumAll(graph, x), [y])).toThrow('does not depend on y');
  });
});
