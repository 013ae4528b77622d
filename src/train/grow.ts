/** Starts a wider or deeper network from a smaller one without changing what it computes. */
import { count } from './graph/shapes';
import type { NamedWeights, ParameterLayout, ParameterSpec } from './parameter-layout';

/**
 * Copies each weight into the first channels of its successor. Weights from new channels into old ones become zero, so that new
 * channels have no say at first but receive gradients. New layers must not change anything by themselves: those that their
 * architecture calls `zeroIfNew` become zero.
 */
export function grow(layout: ParameterLayout, values: Float32Array, smaller: NamedWeights): void {
  for (const spec of layout.specs) {
    const target = layout.part(values, spec.name);
    const source = smaller.get(spec.name);
    if (source) copy(target, spec, source.data, source.shape);
    else if (spec.zeroIfNew) target.fill(0);
  }
}

function copy(target: Float32Array, spec: ParameterSpec, source: Float32Array, from: readonly number[]): void {
  const { shape } = spec;
  if (shape.length === 1) {
    eachOutput(spec, from[0], (to, at) => (target[to] = source[at]));
    return;
  }
  const area = count(shape.slice(2));
  eachOutput(spec, from[0], (to, at) => {
    for (let input = 0; input < shape[1]; input++) {
      for (let k = 0; k < area; k++) {
        target[(to * shape[1] + input) * area + k] = input < from[1] ? source[(at * from[1] + input) * area + k] : 0;
      }
    }
  });
}

/** Pairs of new and old output channels. */
function eachOutput(
  { shape: [wide], outputGroups: groups = 1 }: ParameterSpec,
  narrow: number,
  visit: (to: number, from: number) => void,
): void {
  for (let group = 0; group < groups; group++) {
    for (let i = 0; i < narrow / groups; i++) visit((group * wide) / groups + i, (group * narrow) / groups + i);
  }
}
