/** Gradients of operators that move, join, cut, repeat or sum elements. */
import {
  concat,
  depthToSpace,
  div,
  expand,
  mul,
  padAxes,
  reshape,
  scalar,
  sliceAxes,
  spaceToDepth,
  split,
  transpose,
} from '../operators';
import { fixed } from '../shapes';
import { elements, intAttribute, intsAttribute, simple, unbroadcast } from './rule';
import type { GradientRule } from './rule';

export const shapingGradients: Record<string, GradientRule> = {
  Concat: simple((graph, gradient, node) => {
    const axis = intAttribute(node, 'axis');
    return split(
      graph,
      gradient,
      node.inputs.map(input => fixed(input)[axis]),
      axis,
    );
  }),
  Split: (graph, node, gradients) => {
    const parts = gradients.map((gradient, i) => gradient ?? mul(graph, node.outputs[i], scalar(graph, 0)));
    return [concat(graph, parts, intAttribute(node, 'axis')), undefined];
  },
  Slice: simple((graph, gradient, node) => {
    if (node.inputs.length > 4) throw new Error('a Slice with steps has no gradient');
    const [x, begins, ends, axes] = node.inputs;
    const shape = fixed(x);
    const before = shape.map(() => 0);
    const after = shape.map(() => 0);
    graph.integersOf(axes).forEach((axis, i) => {
      before[axis] = graph.integersOf(begins)[i];
      after[axis] = shape[axis] - graph.integersOf(ends)[i];
    });
    return [padAxes(graph, gradient, before, after, shape)];
  }),
  Pad: simple((graph, gradient, node) => {
    const [x, pads] = node.inputs;
    const mode = node.attributes.mode;
    if (!('string' in mode) || mode.string !== 'constant') throw new Error('only padding with zeros has a gradient');
    const shape = fixed(x);
    const before = graph.integersOf(pads).slice(0, shape.length);
    const axes = shape.map((_, axis) => axis);
    return [
      sliceAxes(
        graph,
        gradient,
        axes,
        before,
        shape.map((size, axis) => before[axis] + size),
      ),
    ];
  }),
  DepthToSpace: simple((graph, gradient, node) => [spaceToDepth(graph, gradient, intAttribute(node, 'blocksize'))]),
  SpaceToDepth: simple((graph, gradient, node) => [depthToSpace(graph, gradient, intAttribute(node, 'blocksize'))]),
  Reshape: simple((graph, gradient, { inputs: [x] }) => [reshape(graph, gradient, fixed(x))]),
  Expand: simple((graph, gradient, { inputs: [x] }) => [unbroadcast(graph, gradient, x)]),
  Transpose: simple((graph, gradient, node) => {
    const order = intsAttribute(node, 'perm');
    return [
      transpose(
        graph,
        gradient,
        order.map((_, axis) => order.indexOf(axis)),
      ),
    ];
  }),
  ReduceSum: simple((graph, gradient, { inputs: [x] }) => [expand(graph, gradient, fixed(x))]),
  ReduceMean: simple((graph, gradient, { inputs: [x], outputs: [mean] }) => {
    const share = elements(x) / elements(mean);
    return [expand(graph, div(graph, gradient, scalar(graph, share)), fixed(x))];
  }),
};
