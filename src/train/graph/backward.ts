/** Reverse-mode differentiation of a recorded graph. */
import { add, reshape } from './operators';
import { convolutionGradients } from './gradients/convolution';
import { elementwiseGradients } from './gradients/elementwise';
import { shapingGradients } from './gradients/shaping';
import { fixed } from './shapes';
import type { Graph, Value } from './graph';
import type { GradientRule } from './gradients/rule';

const rules: Record<string, GradientRule | undefined> = {
  ...elementwiseGradients,
  ...shapingGradients,
  ...convolutionGradients,
};

/**
 * Adds the nodes that compute d loss / d target, for a scalar loss and targets that lie before it in the same graph.
 * `stops` are values that count as constants (a "detach").
 */
export function gradients(graph: Graph, loss: Value, targets: readonly Value[], stops: readonly Value[] = []): Value[] {
  const forward = [...graph.nodes];
  const stopped = new Set(stops.map(value => value.name));
  const dependent = new Set(targets.map(value => value.name));
  for (const node of forward) {
    if (!node.inputs.some(input => dependent.has(input.name) && !stopped.has(input.name))) continue;
    for (const output of node.outputs) if (!stopped.has(output.name)) dependent.add(output.name);
  }
  const known = new Map<string, Value>([[loss.name, reshape(graph, graph.constant([1]), fixed(loss))]]);
  for (const node of forward.reverse()) {
    const outputs = node.outputs.map(output => known.get(output.name));
    const wanted = node.inputs.map(input => dependent.has(input.name) && !stopped.has(input.name));
    if (!wanted.includes(true) || outputs.every(gradient => gradient === undefined)) continue;
    const rule = rules[node.op];
    if (!rule) throw new Error(`the operator ${node.op} has no gradient`);
    const parts = rule(graph, node, outputs, wanted);
    node.inputs.forEach((input, i) => {
      const part = parts[i];
      if (!wanted[i] || part === undefined) return;
      const sum = known.get(input.name);
      known.set(input.name, sum ? add(graph, sum, part) : part);
    });
  }
  return targets.map(target => {
    const gradient = known.get(target.name);
    if (!gradient) throw new Error(`the loss does not depend on ${target.name}`);
    return gradient;
  });
}
