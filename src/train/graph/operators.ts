/** The operators networks, losses and gradients are written in: each adds ONNX nodes to a graph and knows its output shape. */
import { added, broadcast, convolved, fixed, scaled } from './shapes';
import type { Attributes, Dim, Graph, Value } from './graph';

export interface ConvOptions {
  readonly bias?: Value;
  readonly stride?: number;
  readonly groups?: number;
  /** Zero padding: top, left, bottom, right. */
  readonly pads?: readonly [number, number, number, number];
}

/** x [N,C,H,W], weight [O,C/groups,kh,kw]. */
export function conv(graph: Graph, x: Value, weight: Value, options: ConvOptions = {}): Value {
  const { bias, stride = 1, groups = 1, pads = [0, 0, 0, 0] } = options;
  const [outputs, perGroup, kernelHeight, kernelWidth] = fixed(weight);
  const [batch, channels, height, width] = x.shape;
  if (channels !== perGroup * groups)
    throw new Error(`conv: ${String(channels)} channels into a kernel for ${String(perGroup * groups)}`);
  const shape = [
    batch,
    outputs,
    convolved(height, kernelHeight, stride, pads[0] + pads[2]),
    convolved(width, kernelWidth, stride, pads[1] + pads[3]),
  ];
  return graph.node('Conv', bias ? [x, weight, bias] : [x, weight], shape, {
    kernel_shape: { ints: [kernelHeight, kernelWidth] },
    strides: { ints: [stride, stride] },
    pads: { ints: pads },
    group: { int: groups },
  });
}

export function add(graph: Graph, a: Value, b: Value): Value {
  return graph.node('Add', [a, b], broadcast(a, b));
}

export function sub(graph: Graph, a: Value, b: Value): Value {
  return graph.node('Sub', [a, b], broadcast(a, b));
}

export function mul(graph: Graph, a: Value, b: Value): Value {
  return graph.node('Mul', [a, b], broadcast(a, b));
}

export function div(graph: Graph, a: Value, b: Value): Value {
  return graph.node('Div', [a, b], broadcast(a, b));
}

/** Elementwise maximum; without a gradient. */
export function max(graph: Graph, a: Value, b: Value): Value {
  return graph.node('Max', [a, b], broadcast(a, b));
}

export function scalar(graph: Graph, value: number): Value {
  return graph.constant([value]);
}

function elementwise(op: string): (graph: Graph, x: Value) => Value {
  return (graph, x) => graph.node(op, [x], x.shape);
}

export const relu = elementwise('Relu');
export const softplus = elementwise('Softplus');
export const sigmoid = elementwise('Sigmoid');
export const log = elementwise('Log');
export const sqrt = elementwise('Sqrt');
export const abs = elementwise('Abs');
export const neg = elementwise('Neg');
export const sign = elementwise('Sign');

export function leakyRelu(graph: Graph, x: Value, slope: number): Value {
  return graph.node('LeakyRelu', [x], x.shape, { alpha: { float: slope } });
}

/** 1 where x > 0, else `otherwise`: two fast passes, where Sign or Where would be slow ones. */
export function positive(graph: Graph, x: Value, otherwise: number): Value {
  const steep = mul(graph, x, scalar(graph, 1e30));
  return graph.node('Clip', [steep, scalar(graph, otherwise), scalar(graph, 1)], x.shape);
}

export function concat(graph: Graph, values: readonly Value[], axis: number): Value {
  const sizes = values.map(value => value.shape[axis]);
  const total = sizes.every(size => typeof size === 'number')
    ? sizes.reduce((sum, size) => sum + size, 0)
    : sizes.join('+');
  return graph.node('Concat', values, replaced(values[0].shape, axis, total), { axis: { int: axis } });
}

export function split(graph: Graph, x: Value, sizes: readonly number[], axis: number): Value[] {
  const shapes = sizes.map(size => replaced(x.shape, axis, size));
  return graph.nodeWithOutputs('Split', [x, graph.integers(sizes)], shapes, { axis: { int: axis } });
}

/** x[begin:end] along one axis. */
export function slice(graph: Graph, x: Value, axis: number, begin: number, end: number): Value {
  return sliceAxes(graph, x, [axis], [begin], [end]);
}

/** x[begin:end] along several axes, ends not negative. */
export function sliceAxes(
  graph: Graph,
  x: Value,
  axes: readonly number[],
  begins: readonly number[],
  ends: readonly number[],
): Value {
  const shape = [...x.shape];
  axes.forEach((axis, i) => (shape[axis] = ends[i] - begins[i]));
  return graph.node('Slice', [x, graph.integers(begins), graph.integers(ends), graph.integers(axes)], shape);
}

/** Zero or edge or reflection padding of the two last axes: top, left, bottom, right. */
export function pad(
  graph: Graph,
  x: Value,
  pads: readonly [number, number, number, number],
  mode: 'constant' | 'edge' | 'reflect' = 'constant',
): Value {
  const [batch, channels, height, width] = x.shape;
  const shape = [batch, channels, added(height, pads[0] + pads[2]), added(width, pads[1] + pads[3])];
  return padAxes(graph, x, [0, 0, pads[0], pads[1]], [0, 0, pads[2], pads[3]], shape, mode);
}

export function padAxes(
  graph: Graph,
  x: Value,
  begins: readonly number[],
  ends: readonly number[],
  shape: readonly Dim[],
  mode = 'constant',
): Value {
  return graph.node('Pad', [x, graph.integers([...begins, ...ends])], shape, { mode: { string: mode } });
}

export function depthToSpace(graph: Graph, x: Value, block: number): Value {
  const [batch, channels, height, width] = x.shape;
  const shape = [batch, scaled(channels, 1 / (block * block)), scaled(height, block), scaled(width, block)];
  return graph.node('DepthToSpace', [x], shape, { blocksize: { int: block }, mode: { string: 'DCR' } });
}

export function spaceToDepth(graph: Graph, x: Value, block: number): Value {
  const [batch, channels, height, width] = x.shape;
  const shape = [batch, scaled(channels, block * block), scaled(height, 1 / block), scaled(width, 1 / block)];
  return graph.node('SpaceToDepth', [x], shape, { blocksize: { int: block } });
}

export function reshape(graph: Graph, x: Value, shape: readonly number[]): Value {
  return graph.node('Reshape', [x, graph.integers(shape)], shape);
}

export function transpose(graph: Graph, x: Value, order: readonly number[]): Value {
  return graph.node(
    'Transpose',
    [x],
    order.map(axis => x.shape[axis]),
    { perm: { ints: order } },
  );
}

/** Repeats axes of size 1 up to the given shape. */
export function expand(graph: Graph, x: Value, shape: readonly number[]): Value {
  return graph.node('Expand', [x, graph.integers(shape)], shape);
}

export function zeros(graph: Graph, shape: readonly number[]): Value {
  return graph.node('ConstantOfShape', [graph.integers(shape)], shape);
}

/** Reverses the two last axes of a kernel, by a product with a permutation: a Slice with negative steps copies number by number. */
export function flip(graph: Graph, kernel: Value): Value {
  const [outputs, inputs, height, width] = fixed(kernel);
  const area = height * width;
  const reversal = Array.from({ length: area * area }, (_, i) =>
    Math.floor(i / area) + (i % area) === area - 1 ? 1 : 0,
  );
  const flat = reshape(graph, kernel, [outputs * inputs, area]);
  return reshape(graph, gemm(graph, flat, graph.constant(reversal, [area, area])), [outputs, inputs, height, width]);
}

/** Every `stride`-th element of the two last axes, `size` of them, from an offset on. */
export function window(
  graph: Graph,
  x: Value,
  offset: readonly [number, number],
  size: readonly [number, number],
  stride: number,
): Value {
  const ends = size.map((length, i) => offset[i] + (length - 1) * stride + 1);
  const where = [
    graph.integers(offset),
    graph.integers(ends),
    graph.integers([2, 3]),
    graph.integers([stride, stride]),
  ];
  return graph.node('Slice', [x, ...where], [x.shape[0], x.shape[1], ...size]);
}

/** Sum over the given axes, which stay with size 1. */
export function reduceSum(graph: Graph, x: Value, axes: readonly number[]): Value {
  return graph.node('ReduceSum', [x, graph.integers(axes)], kept(x.shape, axes), { keepdims: { int: 1 } });
}

/** Mean over the given axes, which stay with size 1. */
export function reduceMean(graph: Graph, x: Value, axes: readonly number[]): Value {
  const attributes: Attributes = { axes: { ints: axes }, keepdims: { int: 1 } };
  return graph.node('ReduceMean', [x], kept(x.shape, axes), attributes);
}

/** Sum of everything, as a scalar. */
export function sumAll(graph: Graph, x: Value): Value {
  return reshape(
    graph,
    reduceSum(
      graph,
      x,
      x.shape.map((_, axis) => axis),
    ),
    [],
  );
}

/** Mean of everything, as a scalar. */
export function meanAll(graph: Graph, x: Value): Value {
  return reshape(
    graph,
    reduceMean(
      graph,
      x,
      x.shape.map((_, axis) => axis),
    ),
    [],
  );
}

/** a [...,m,k] times b [...,k,n]. */
export function matmul(graph: Graph, a: Value, b: Value): Value {
  return graph.node('MatMul', [a, b], [...a.shape.slice(0, -1), b.shape[b.shape.length - 1]]);
}

/** a [m,k] (or [k,m] when transposed) times b [k,n] (or [n,k] when transposed). */
export function gemm(graph: Graph, a: Value, b: Value, transposeA = false, transposeB = false): Value {
  const shape = [a.shape[transposeA ? 1 : 0], b.shape[transposeB ? 0 : 1]];
  return graph.node('Gemm', [a, b], shape, {
    transA: { int: transposeA ? 1 : 0 },
    transB: { int: transposeB ? 1 : 0 },
  });
}

function replaced(shape: readonly Dim[], axis: number, size: Dim): Dim[] {
  return shape.map((old, i) => (i === axis ? size : old));
}

function kept(shape: readonly Dim[], axes: readonly number[]): Dim[] {
  return shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
}
