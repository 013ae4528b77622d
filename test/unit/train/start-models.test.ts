import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ort from '../../../src/runtime/onnxruntime';
import { expect, it } from 'vitest';
import { readWeights } from '../../../src/train/graph/onnx';
import { networkOf } from '../../../src/train/architectures/registry';
import { cardInterface, inferenceModel, layoutOf } from '../../../src/train/network';
import { Random } from '../../../src/train/random';

it.each(['start/bootstrap', 'amsnet', 'amsnet-fast', 'amsnet-science', 'amsnet-strong'])(
  '%s has the card of its network, which computes the same with its weights',
  async name => {
    const stem = join(import.meta.dirname, '../../../models', name);
    const bytes = readFileSync(`${stem}.onnx`);
    const weights = readWeights(bytes);
    const network = networkOf(weights);
    expect(JSON.parse(readFileSync(`${stem}.json`, 'utf8'))).toMatchObject(cardInterface(network));
    const layout = layoutOf(network);
    const parameters = new Float32Array(layout.size);
    layout.fill(parameters, weights);
    const random = new Random(1, 0, 0);
    const edge = 96;
    // Away from the borders, where the fill of hidden pixels reflects in bootstrap and ours repeats the last row.
    const isInside = (at: number) => at >= 44 && at < 52;
    const input = Float32Array.from({ length: 3 * edge * edge }, () => random.uniform());
    const mask = Float32Array.from({ length: edge * edge }, () => (random.chance(0.5) ? 1 : 0));
    for (let i = 0; i < input.length; i++) input[i] *= mask[i % mask.length];
    const [theirs, ours] = await Promise.all(
      [bytes, inferenceModel(network, parameters)].map(async model => {
        const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 3 });
        const { output } = await session.run({
          input: new ort.Tensor('float32', input, [1, 3, edge, edge]),
          mask: new ort.Tensor('float32', mask, [1, 1, edge, edge]),
        });
        return output.data as Float32Array;
      }),
    );
    const worst = ours.reduce((most, value, i) => {
      const inside = isInside(i % edge) && isInside(Math.floor(i / edge) % edge);
      return inside ? Math.max(most, Math.abs(value - theirs[i])) : most;
    }, 0);
    expect(worst).toBeLessThan(1e-5);
    expect(ours).not.toEqual(input);
  },
);
