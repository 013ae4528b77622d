import { describe, expect, it } from 'vitest';
import { adamw, defaultAdamW } from '../../../src/train/graph/adamw';
import { Graph } from '../../../src/train/graph/graph';
import { numbers, runnerFor } from './run-graph';

const size = 12;
const options = { ...defaultAdamW, weightDecay: 0.1 };

/** The formula of Loshchilov and Hutter, with the gradient's norm clipped, in double precision. */
function expected(
  parameters: number[],
  moment1: number[],
  moment2: number[],
  gradient: number[],
  rate: number,
  step: number,
) {
  const norm = Math.hypot(...gradient);
  const clipped = gradient.map(value => value * Math.min(1, options.maxNorm / norm));
  const m = moment1.map((value, i) => options.beta1 * value + (1 - options.beta1) * clipped[i]);
  const v = moment2.map((value, i) => options.beta2 * value + (1 - options.beta2) * clipped[i] ** 2);
  const next = parameters.map((value, i) => {
    const mean = m[i] / (1 - options.beta1 ** step);
    const deviation = Math.sqrt(v[i] / (1 - options.beta2 ** step));
    return value - rate * options.weightDecay * value - (rate * mean) / (deviation + options.epsilon);
  });
  return { norm, m, v, next };
}

describe('adamw', () => {
  it.each([
    { name: 'a gradient that is clipped', scale: 1, step: 1 },
    { name: 'a short gradient, later on', scale: 0.1, step: 7 },
  ])('takes the step of the formula for $name', async ({ scale, step }) => {
    const graph = new Graph();
    const input = (name: string) => graph.input(name, [size]);
    const state = { parameters: input('parameters'), moment1: input('moment1'), moment2: input('moment2') };
    const next = adamw(graph, state, input('gradient'), graph.input('rate', []), graph.input('step', []), options);
    for (const name of ['parameters', 'moment1', 'moment2', 'norm'] as const) graph.output(`next_${name}`, next[name]);
    const run = await runnerFor(graph);

    const parameters = numbers(size, 1);
    const moment1 = numbers(size, 2).map(value => 0.1 * value);
    const moment2 = numbers(size, 3).map(value => 0.01 * value * value);
    const gradient = numbers(size, 4).map(value => scale * value);
    const vector = (data: Float32Array) => ({ shape: [size], data });
    const results = await run({
      parameters: vector(parameters),
      moment1: vector(moment1),
      moment2: vector(moment2),
      gradient: vector(gradient),
      rate: { shape: [], data: Float32Array.of(0.01) },
      step: { shape: [], data: Float32Array.of(step) },
    });
    const {
      norm,
      m,
      v,
      next: after,
    } = expected([...parameters], [...moment1], [...moment2], [...gradient], 0.01, step);
    expect(results.next_norm[0]).toBeCloseTo(norm, 5);
    for (let i = 0; i < size; i++) {
      expect(results.next_parameters[i]).toBeCloseTo(after[i], 5);
      expect(results.next_moment1[i]).toBeCloseTo(m[i], 6);
      expect(results.next_moment2[i]).toBeCloseTo(v[i], 6);
    }
  });
});
