/**
 * Gradients of convolution, in the forms that measured fastest on a CPU: the input's as a convolution with the flipped kernel,
 * the weights' by laying out shifted copies and one matrix product.
 */
import {
  concat,
  conv,
  depthToSpace,
  flip,
  gemm,
  matmul,
  mul,
  pad,
  reduceSum,
  reshape,
  slice,
  spaceToDepth,
  transpose,
  window,
  zeros,
} from '../operators';
import { fixed } from '../shapes';
import { intAttribute, intsAttribute, simple } from './rule';
import type { Graph, GraphNode, Value } from '../graph';
import type { GradientRule } from './rule';

interface Geometry {
  readonly groups: number;
  readonly stride: number;
  readonly pads: readonly [number, number, number, number];
  /** The windows neither overlap nor leave gaps nor touch padding: 1x1 and 2x2 with stride 2. */
  readonly blocks: boolean;
  /** One output pixel per input pixel, around each the same square: 3x3 with padding 1. */
  readonly sameSize: boolean;
}

export const convolutionGradients: Record<string, GradientRule> = {
  Conv: simple((graph, gradient, node, [wantX, wantWeight, wantBias]) => {
    const [x, weight] = node.inputs;
    const geometry = geometryOf(node);
    return [
      wantX ? inputGradient(graph, gradient, x, weight, geometry) : undefined,
      wantWeight ? weightGradient(graph, gradient, x, weight, geometry) : undefined,
      wantBias ? reshape(graph, reduceSum(graph, gradient, [0, 2, 3]), [fixed(weight)[0]]) : undefined,
    ];
  }),
};

function geometryOf(node: GraphNode): Geometry {
  const [height, width] = intsAttribute(node, 'kernel_shape');
  const [stride] = intsAttribute(node, 'strides');
  const [top, left, bottom, right] = intsAttribute(node, 'pads');
  const groups = intAttribute(node, 'group');
  const blocks = groups === 1 && height === stride && width === stride && top + left + bottom + right === 0;
  const pads = [top, left, bottom, right] as const;
  const sameSize = height > 1 && stride === 1 && height === width && pads.every(size => 2 * size + 1 === height);
  return { groups, stride, pads, blocks, sameSize };
}

function inputGradient(
  graph: Graph,
  gradient: Value,
  x: Value,
  weight: Value,
  { groups, stride, pads, blocks }: Geometry,
): Value {
  const [outputs, perGroup, height, width] = fixed(weight);
  const [, , rows, columns] = fixed(x);
  if (blocks && rows % stride === 0 && columns % stride === 0) {
    const kernel = reshape(graph, transpose(graph, weight, [2, 3, 1, 0]), [height * width * perGroup, outputs, 1, 1]);
    const blocked = conv(graph, gradient, kernel);
    return stride === 1 ? blocked : depthToSpace(graph, blocked, stride);
  }
  if (stride === 1) {
    const around = [height - 1 - pads[0], width - 1 - pads[1], height - 1 - pads[2], width - 1 - pads[3]] as const;
    return conv(graph, gradient, flip(graph, exchanged(graph, weight, groups)), { groups, pads: around });
  }
  const [, , outRows, outColumns] = fixed(gradient);
  const rest = [
    rows + pads[0] + pads[2] - (outRows - 1) * stride - height,
    columns + pads[1] + pads[3] - (outColumns - 1) * stride - width,
  ];
  return graph.node('ConvTranspose', [gradient, weight], x.shape, {
    kernel_shape: { ints: [height, width] },
    strides: { ints: [stride, stride] },
    pads: { ints: pads },
    output_padding: { ints: rest },
    group: { int: groups },
  });
}

/** The kernel with input and output channels exchanged, per group. */
function exchanged(graph: Graph, weight: Value, groups: number): Value {
  const [outputs, inputs, height, width] = fixed(weight);
  if (groups === 1) return transpose(graph, weight, [1, 0, 2, 3]);
  const grouped = reshape(graph, weight, [groups, outputs / groups, inputs, height, width]);
  return reshape(graph, transpose(graph, grouped, [0, 2, 1, 3, 4]), [groups * inputs, outputs / groups, height, width]);
}

function weightGradient(graph: Graph, gradient: Value, x: Value, weight: Value, geometry: Geometry): Value {
  const { groups } = geometry;
  if (groups === 1) return denseWeightGradient(graph, gradient, x, weight, geometry);
  const [outputs, inputs] = fixed(weight);
  const perGroup = outputs / groups;
  const parts = Array.from({ length: groups }, (_, group) =>
    denseWeightGradient(
      graph,
      slice(graph, gradient, 1, group * perGroup, (group + 1) * perGroup),
      slice(graph, x, 1, group * inputs, (group + 1) * inputs),
      slice(graph, weight, 0, group * perGroup, (group + 1) * perGroup),
      geometry,
    ),
  );
  return concat(graph, parts, 0);
}

function denseWeightGradient(graph: Graph, gradient: Value, x: Value, weight: Value, geometry: Geometry): Value {
  const [outputs, inputs, height, width] = fixed(weight);
  if (geometry.sameSize) return movedWeightGradient(graph, gradient, x, weight);
  const columns = windows(graph, gradient, x, height, width, geometry);
  const rows = channelsFirst(graph, gradient);
  const product = reshape(graph, gemm(graph, rows, columns, false, true), [outputs, height * width, inputs]);
  return reshape(graph, transpose(graph, product, [0, 2, 1]), [outputs, inputs, height, width]);
}

/**
 * For kernels that keep the size. The sum over pixels q of gradient[q] x[q + (dy,dx)] is a product of `gradient` moved down by dy and
 * `x` moved left by dx; so k copies of the one and k copies of the other give all k x k positions in one product, where im2col copies
 * k x k times. With each plane as one row of pixels a move is an offset, and one Concat with zeros between makes all copies.
 */
function movedWeightGradient(graph: Graph, gradient: Value, x: Value, weight: Value): Value {
  const [outputs, inputs, size] = fixed(weight);
  const [, , rows, columns] = fixed(x);
  const radius = (size - 1) / 2;
  const length = (rows + 2 * radius) * columns;
  const down = Array.from({ length: size }, (_, dy) => ({ plane: gradient, offset: dy * columns }));
  const left = Array.from({ length: size }, (_, dx) => ({
    plane: withoutWrapping(graph, x, radius - dx),
    offset: radius * columns + radius - dx,
  }));
  const across = transpose(graph, movedCopies(graph, left, length), [0, 2, 1]);
  const perSample = matmul(graph, movedCopies(graph, down, length), across);
  const product = reshape(graph, reduceSum(graph, perSample, [0]), [outputs, size, inputs, size]);
  return transpose(graph, product, [0, 2, 1, 3]);
}

/** Zero in the columns that a move by `by`, to the right if positive, would carry around the edge into another row. */
function withoutWrapping(graph: Graph, plane: Value, by: number): Value {
  if (by === 0) return plane;
  const [, , , columns] = fixed(plane);
  const kept = Array.from({ length: columns }, (_, at) => (at + by >= 0 && at + by < columns ? 1 : 0));
  return mul(graph, plane, graph.constant(kept, [columns]));
}

/** [N, C x copies, length]: the pixels of each plane [N,C,H,W] from its offset on, zeros around them. */
function movedCopies(graph: Graph, copies: readonly { plane: Value; offset: number }[], length: number): Value {
  const [batch, channels, rows, columns] = fixed(copies[0].plane);
  const pixels = rows * columns;
  const gap = (size: number) => (size > 0 ? [zeros(graph, [batch, channels, size])] : []);
  const parts = copies.flatMap(({ plane, offset }) => [
    ...gap(offset),
    reshape(graph, plane, [batch, channels, pixels]),
    ...gap(length - offset - pixels),
  ]);
  return reshape(graph, concat(graph, parts, 2), [batch, channels * copies.length, length]);
}

/** im2col: [kernel positions x channels, batch x output pixels]. */
function windows(
  graph: Graph,
  gradient: Value,
  x: Value,
  height: number,
  width: number,
  { stride, pads, blocks }: Geometry,
): Value {
  const [, , rows, columns] = fixed(x);
  if (blocks && rows % stride === 0 && columns % stride === 0)
    return channelsFirst(graph, stride === 1 ? x : spaceToDepth(graph, x, stride));
  const padded = transpose(graph, pads.some(size => size > 0) ? pad(graph, x, pads) : x, [1, 0, 2, 3]);
  const [, , outRows, outColumns] = fixed(gradient);
  const positions = Array.from({ length: height * width }, (_, i) => {
    const offset = [Math.floor(i / width), i % width] as const;
    return window(graph, padded, offset, [outRows, outColumns], stride);
  });
  return asMatrix(graph, concat(graph, positions, 0));
}

function channelsFirst(graph: Graph, x: Value): Value {
  return asMatrix(graph, transpose(graph, x, [1, 0, 2, 3]));
}

function asMatrix(graph: Graph, x: Value): Value {
  const [first, ...rest] = fixed(x);
  return reshape(graph, x, [first, rest.reduce((product, size) => product * size, 1)]);
}
