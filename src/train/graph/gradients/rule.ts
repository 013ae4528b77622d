import { count, fixed } from '../shapes';
import { reduceSum, reshape } from '../operators';
import type { Graph, GraphNode, Value } from '../graph';

/**
 * How a node passes gradients back: from those of its outputs (undefined where an output is not used) to those of its inputs
 * (undefined for inputs that have none, such as axes). `wanted` tells which inputs anybody asks for.
 */
export type GradientRule = (
  graph: Graph,
  node: GraphNode,
  outputs: readonly (Value | undefined)[],
  wanted: readonly boolean[],
) => (Value | undefined)[];

/** A rule for a node with one output. */
export function simple(
  rule: (graph: Graph, gradient: Value, node: GraphNode, wanted: readonly boolean[]) => (Value | undefined)[],
): GradientRule {
  return (graph, node, [gradient], wanted) => (gradient ? rule(graph, gradient, node, wanted) : []);
}

/** Sums a gradient over the axes along which `target` was repeated. */
export function unbroadcast(graph: Graph, gradient: Value, target: Value): Value {
  const from = fixed(gradient);
  const to = fixed(target);
  if (from.length === to.length && from.every((size, axis) => size === to[axis])) return gradient;
  const lead = from.length - to.length;
  const axes = from.map((_, axis) => axis).filter(axis => axis < lead || (to[axis - lead] === 1 && from[axis] !== 1));
  const summed = axes.length > 0 ? reduceSum(graph, gradient, axes) : gradient;
  return reshape(graph, summed, to);
}

export function intAttribute(node: GraphNode, name: string): number {
  const attribute = node.attributes[name];
  if (!('int' in attribute)) throw new Error(`${node.op} has no whole number "${name}"`);
  return attribute.int;
}

export function intsAttribute(node: GraphNode, name: string): readonly number[] {
  const attribute = node.attributes[name];
  if (!('ints' in attribute)) throw new Error(`${node.op} has no list "${name}"`);
  return attribute.ints;
}

export function floatAttribute(node: GraphNode, name: string): number {
  const attribute = node.attributes[name];
  if (!('float' in attribute)) throw new Error(`${node.op} has no number "${name}"`);
  return attribute.float;
}

export function elements(value: Value): number {
  return count(fixed(value));
}
