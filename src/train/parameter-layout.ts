/** A network's weights as one flat vector: named pieces with shapes, starting values, and their place in the vector. */
import { count } from './graph/shapes';
import { Random } from './random';
import { split, reshape } from './graph/operators';
import type { Graph, Value } from './graph/graph';

/** What becomes of a parameter where a smaller network is made larger (grow.ts). */
export interface Growth {
  /** Zero in a layer that the smaller network lacks, so that this layer changes nothing at first. */
  readonly zeroIfNew?: boolean;
  /** The outputs (first dimension) form so many groups, each of which is made larger by itself; 1 unless said. */
  readonly outputGroups?: number;
}

export interface ParameterSpec extends Growth {
  readonly name: string;
  readonly shape: readonly number[];
  /** Standard deviation of the normal starting values around `mean`. */
  readonly deviation: number;
  readonly mean: number;
}

/** Where a network description gets its weights from: a baked model, a training graph, or just a list. */
export type ParameterSource = (spec: ParameterSpec) => Value;

export type NamedWeights = ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: Float32Array }>;

/** The order and place of all parameters. */
export class ParameterLayout {
  readonly size: number;

  constructor(readonly specs: readonly ParameterSpec[]) {
    this.size = specs.reduce((sum, { shape }) => sum + count(shape), 0);
  }

  initial(seed: number): Float32Array {
    const values = new Float32Array(this.size);
    this.specs.forEach((spec, i) => {
      const random = new Random(seed, i);
      const part = this.part(values, spec.name);
      for (let k = 0; k < part.length; k++) part[k] = spec.mean + spec.deviation * random.normal();
    });
    return values;
  }

  /** A view of one parameter inside a flat vector. */
  part(values: Float32Array, name: string): Float32Array {
    let begin = 0;
    for (const spec of this.specs) {
      const length = count(spec.shape);
      if (spec.name === name) return values.subarray(begin, begin + length);
      begin += length;
    }
    throw new Error(`no parameter is called ${name}`);
  }

  /** Names of the parameters that `weights` lacks or has in another shape. */
  missing(weights: NamedWeights): string[] {
    const fits = ({ name, shape }: ParameterSpec) => weights.get(name)?.shape.join() === shape.join();
    return this.specs.filter(spec => !fits(spec)).map(({ name }) => name);
  }

  /** Copies weights of the same name and shape into a flat vector. */
  fill(values: Float32Array, weights: NamedWeights): void {
    const missing = new Set(this.missing(weights));
    for (const { name } of this.specs) {
      const found = weights.get(name);
      if (found && !missing.has(name)) this.part(values, name).set(found.data);
    }
  }

  /** Cuts a flat vector that is a graph input into the parameters. */
  unpack(graph: Graph, flat: Value): ParameterSource {
    const pieces = split(
      graph,
      flat,
      this.specs.map(({ shape }) => count(shape)),
      0,
    );
    const values = new Map(this.specs.map(({ name, shape }, i) => [name, reshape(graph, pieces[i], shape)]));
    return ({ name }) => {
      const value = values.get(name);
      if (!value) throw new Error(`no parameter is called ${name}`);
      return value;
    };
  }

  /** Bakes a flat vector into an inference model. */
  bake(graph: Graph, values: Float32Array): ParameterSource {
    return ({ name, shape }) => graph.weight(name, shape, this.part(values, name).slice());
  }
}
