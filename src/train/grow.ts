/** Starts a wider or deeper network from a smaller one without changing what it computes. */
import { count } from './graph/shapes';
import type { NamedWeights, ParameterLayout, ParameterSpec } from './parameter-layout';

/**
 * Copies each weight into the first channels of its successor. Weights from new channels into old ones become zero, so that new
 * channels have no say at first but receive gradients. New layers must not change anything by themselves: the second convolution
 * of a new residual block and the way up from a new level become zero.
 */
export function grow(layout: ParameterLayout, values: Float32Array, smaller: NamedWeights): void {
  for (const spec of layout.specs) {
    const target = layout.part(values, spec.name);
    const source = smaller.get(spec.name);
    if (source) copy(target, spec, source.data, source.shape);
    else if (/\.second\.|^up\d/.test(spec.name)) target.fill(0);
  }
}

function copy(
  target: Float32Array,
  { name, shape }: ParameterSpec,
  source: Float32Array,
  from: readonly number[],
): void {
  if (shape.length === 1) {
    eachOutput(name, shape[0], from[0], (to, at) => (target[to] = source[at]));
    return;
  }
  const area = count(shape.slice(2));
  eachOutput(name, shape[0], from[0], (to, at) => {
    for (let input = 0; input < shape[1]; input++) {
      for (let k = 0; k < area; k++) {
        target[(to * shape[1] + input) * area + k] = input < from[1] ? source[(at * from[1] + input) * area + k] : 0;
      }
    }
  });
}

/** Pairs of new and old output channels. The ways up hold four groups of channels, one for each pixel of a 2x2 block. */
function eachOutput(name: string, wide: number, narrow: number, visit: (to: number, from: number) => void): void {
  const groups = name.startsWith('up') ? 4 : 1;
  for (let group = 0; group < groups; group++) {
    for (let i = 0; i < narrow / groups; i++) visit((group * wide) / groups + i, (group * narrow) / groups + i);
  }
}
