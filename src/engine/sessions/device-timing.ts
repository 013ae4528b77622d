import type { Runner } from '../models/run-graph';
import type { NetworkTraits } from '../models/traits';
import { smallRun } from './small-run';

/** About what a tile is: accelerators need something to do before they are fast. */
const edge = 384;
/** A processor must be this much faster: less is what two timings of one device differ by. */
const margin = 1.2;

/** Milliseconds of one run on both. */
export interface DeviceTiming {
  readonly cpu: number;
  readonly accelerator: number;
}

export function cpuWins({ cpu, accelerator }: DeviceTiming): boolean {
  return cpu * margin < accelerator;
}

/** Times one run of a network on the processor and on an accelerator, each after one that warms it up. @throws of ONNX Runtime */
export async function timeOnBoth(
  cpu: Runner,
  accelerator: Runner,
  traits: NetworkTraits,
  now: () => number,
): Promise<DeviceTiming> {
  const timeOf = async (session: Runner) => {
    await smallRun(session, traits, edge);
    const start = now();
    await smallRun(session, traits, edge);
    return now() - start;
  };
  return { accelerator: await timeOf(accelerator), cpu: await timeOf(cpu) };
}
