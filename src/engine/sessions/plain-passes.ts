import { readFile } from 'node:fs/promises';
import type { Tensor } from '../../runtime/onnxruntime';
import { plainGraph } from '../models/plain-graph';
import type { Runner, Tensors } from '../models/run-graph';
import { isNative } from '../models/tensor-format';
import type { NetworkTraits } from '../models/traits';
import { smallRun } from './small-run';

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
  const [a, b] = [await smallRun(one, traits), await smallRun(other, traits)];
  return a.every((value, i) => Math.abs(value - b[i]) < 1e-5);
}
