import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pdDown } from '../../../src/core/pixel-shuffle';
import { gradients } from '../../../src/train/graph/backward';
import { Graph } from '../../../src/train/graph/graph';
import { conv, relu } from '../../../src/train/graph/operators';
import { totalVariation, weightedL1 } from '../../../src/train/losses';
import { runnerFor } from './run-graph';

interface Stored {
  shape: number[];
  data: number[];
}

interface TrainStep {
  weights: Record<string, Stored>;
  steps: { input: Stored; pdFactor: number; maskIndex: Stored; loss: number; gradients: Record<string, Stored> }[];
}

interface TotalVariation {
  reduction: string;
  input: Stored;
  loss: number;
}

const golden = join(import.meta.dirname, '..', '..', 'fixtures', 'golden');

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(golden, file), 'utf8'));
}

const array = ({ shape, data }: Stored) => ({ shape, data: Float32Array.from(data) });

describe('the published implementation', () => {
  const { weights, steps } = read('train_step.json') as TrainStep;

  it.each(steps.map((step, i) => ({ ...step, number: i + 1 })))(
    'has the same loss and gradients in step $number',
    async step => {
      const [batch, , height, width] = step.input.shape;
      const f = step.pdFactor;
      const shape = [batch * f * f, 3, height / f, width / f];
      const graph = new Graph();
      const image = graph.input('image', shape);
      const hidden = graph.input('hidden', [shape[0], 1, shape[2], shape[3]]);
      const visible = graph.input('visible', hidden.shape);
      const parameters = Object.fromEntries(
        Object.entries(weights).map(([name, stored]) => [name, graph.input(name, stored.shape)]),
      );
      const masked = graph.node('Mul', [image, visible], shape);
      const inner = relu(
        graph,
        conv(graph, masked, parameters['a.weight'], { bias: parameters['a.bias'], pads: [1, 1, 1, 1] }),
      );
      const output = conv(graph, inner, parameters['b.weight'], { bias: parameters['b.bias'], pads: [1, 1, 1, 1] });
      const loss = weightedL1(graph, output, image, hidden);
      const names = Object.keys(weights);
      gradients(
        graph,
        loss,
        names.map(name => parameters[name]),
      ).forEach((gradient, i) => {
        graph.output(`d.${names[i]}`, gradient);
      });
      graph.output('loss', loss);

      const down = pdDown(Float32Array.from(step.input.data), [batch, 3, height, width], f);
      const isHidden = Float32Array.from(step.maskIndex.data, index => (index === 0 ? 1 : 0));
      const run = await runnerFor(graph);
      const results = await run({
        ...Object.fromEntries(names.map(name => [name, array(weights[name])])),
        image: { shape, data: down },
        hidden: { shape: step.maskIndex.shape, data: isHidden },
        visible: { shape: step.maskIndex.shape, data: isHidden.map(value => 1 - value) },
      });
      expect(results.loss[0]).toBeCloseTo(step.loss, 4);
      for (const name of names) {
        step.gradients[name].data.forEach((value, i) => {
          expect(Math.abs(results[`d.${name}`][i] - value)).toBeLessThan(1e-4);
        });
      }
    },
  );

  it('has the same total variation', async () => {
    const [stored] = (read('tv_loss.json') as TotalVariation[]).filter(({ reduction }) => reduction === 'mean');
    const graph = new Graph();
    graph.output('tv', totalVariation(graph, graph.input('x', stored.input.shape)));
    const run = await runnerFor(graph);
    expect((await run({ x: array(stored.input) })).tv[0]).toBeCloseTo(stored.loss, 4);
  });
});
