import { readFile } from 'node:fs/promises';
import type { Tensor } from '../../runtime/onnxruntime';
import { roundUp } from '../../core/geometry';
import { plainGraph } from '../models/plain-graph';
import { runGraph, type Runner, type Tensors } from '../models/run-graph';
import { isNative } from '../models/tensor-format';
import type { NetworkTraits } from '../models/traits';

/** Opens an ONNX file that lies in memory. */
export type OpenGraph = (model: Uint8Array) => Promise<Runner>;

/**
 * A session that leaves passes with nothing hidden and no uncertainty wanted to another one, whose graph has nothing else
 * (models/plain-graph.ts). That one is opened for the first such pass, and used if it computes the same on a small picture.
 *
 * @param path of the session's model
 */
export function withPlainPasses(session: Runner, path: string, traits: NetworkTraits, open: OpenGraph): Runner {
  const { mask, output } = traits;
  if (mask === undefined || !isNative(mask, 1) || traits.fixedSize || traits.batch !== undefined) return session;
  let plain: Promise<Runner> | undefined;
  const openPlain = async (): Promise<Runner> => {
    try {
      const graph = plainGraph(await readFile(path), mask.name, output.name);
      const opened = graph && (await open(graph));
      return opened && (await computeTheSame(session, opened, traits)) ? opened : session;
    } catch {
      // The whole graph gives the same result, only later.
      return session;
    }
  };
  return {
    run: async (inputs, outputs) => {
      const wanted = isList(outputs) ? outputs : Object.keys(outputs);
      if (wanted.join() !== output.name || !showsAll(inputs[mask.name])) return session.run(inputs, outputs);
      plain ??= openPlain();
      return (await plain).run(inputs, outputs);
    },
  };
}

function isList(outputs: readonly string[] | Tensors): outputs is readonly string[] {
  return Array.isArray(outputs);
}

function showsAll({ data }: Tensor): boolean {
  return data instanceof Float32Array && data.every(value => value === 1);
}

async function computeTheSame(one: Runner, other: Runner, traits: NetworkTraits): Promise<boolean> {
  const edge = roundUp(Math.max(traits.minSize, 64), traits.stride);
  const input = Float32Array.from({ length: 3 * edge * edge }, (_, i) => (i % 251) / 250);
  const mask = new Float32Array(edge * edge).fill(1);
  const outputs: Float32Array[] = [];
  for (const runner of [one, other]) {
    const output = new Float32Array(input.length);
    await runGraph(runner, traits, { batch: 1, width: edge, height: edge, noiseLevel: 0.1, input, mask, output });
    outputs.push(output);
  }
  return outputs[0].every((value, i) => Math.abs(value - outputs[1][i]) < 1e-5);
}
