import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ModelCard } from '../../../src/engine/models/card';
import { plainGraph } from '../../../src/engine/models/plain-graph';
import type { Runner } from '../../../src/engine/models/run-graph';
import { nativeTraits } from '../../../src/engine/models/traits';
import { openInMemory } from '../../../src/engine/sessions/open-session';
import { withPlainPasses } from '../../../src/engine/sessions/plain-passes';
import { InferenceSession, Tensor } from '../../../src/runtime/onnxruntime';
import { decodeModel } from '../../../src/train/graph/onnx';
import { modelFolder, numbers } from './support';

const path = join(modelFolder, 'amsnet-fast.onnx');
const traits = nativeTraits(ModelCard.parse(JSON.parse(readFileSync(join(modelFolder, 'amsnet-fast.json'), 'utf8'))));
const edge = 32;
const draw = numbers();
const input = new Tensor(
  'float32',
  Float32Array.from({ length: 3 * edge * edge }, () => draw()),
  [1, 3, edge, edge],
);
const maskOf = (hidden: number) =>
  new Tensor('float32', new Float32Array(edge * edge).fill(1).fill(0, 0, hidden), [1, 1, edge, edge]);

describe('the graph of a plain pass', () => {
  it('has neither fill nor uncertainty, and the same inputs', () => {
    const graph = plainGraph(readFileSync(path), 'mask', 'output');
    expect(graph).toBeDefined();
    const { node, input: inputs, output } = decodeModel(graph ?? new Uint8Array()).graph;
    const operators = node.map(({ op_type }) => op_type);
    for (const left of ['Pad', 'Max', 'Div', 'Softplus']) expect(operators).not.toContain(left);
    expect(inputs.map(({ name }) => name)).toEqual(['input', 'mask']);
    expect(output.map(({ name }) => name)).toEqual(['output']);
  });

  it('computes the same to the last bit', async () => {
    const whole = await InferenceSession.create(path);
    const plain = await openInMemory(plainGraph(readFileSync(path), 'mask', 'output') ?? new Uint8Array());
    const inputs = { input, mask: maskOf(0) };
    const expected = await whole.run(inputs, ['output']);
    expect((await plain.run(inputs, ['output'])).output.data).toEqual(expected.output.data);
  });

  it('is not made where all of the graph is needed', () => {
    const once = plainGraph(readFileSync(path), 'mask', 'output') ?? new Uint8Array();
    expect(plainGraph(once, 'mask', 'output')).toBeUndefined();
  });
});

describe('plain passes', () => {
  /** Runs of the whole network and of the plain one, which is made from the given file. */
  async function counted(from = path) {
    const runs = { whole: 0, plain: 0 };
    const counting = (session: Runner, name: keyof typeof runs): Runner => ({
      run: (inputs, outputs) => {
        runs[name]++;
        return session.run(inputs, outputs);
      },
    });
    const open = async () => counting(await openInMemory(readFileSync(from)), 'plain');
    return {
      runs,
      network: withPlainPasses(counting(await InferenceSession.create(path), 'whole'), path, traits, open),
    };
  }

  it('go to the plain graph once it was seen to compute the same, others to the whole one', async () => {
    const { runs, network } = await counted();
    await network.run({ input, mask: maskOf(0) }, ['output']);
    expect(runs).toEqual({ whole: 1, plain: 2 });
    await network.run({ input, mask: maskOf(1) }, ['output']);
    await network.run({ input, mask: maskOf(0) }, ['output', 'residual_scale']);
    expect(runs).toEqual({ whole: 3, plain: 2 });
  });

  it('stay with the whole graph where the plain one computes something else', async () => {
    const { runs, network } = await counted(join(modelFolder, 'amsnet.onnx'));
    await network.run({ input, mask: maskOf(0) }, ['output']);
    expect(runs).toEqual({ whole: 2, plain: 1 });
  });
});
