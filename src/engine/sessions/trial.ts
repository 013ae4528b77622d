/**
 * Trying a provider in a process of its own: a driver that crashes takes nothing along, and what ONNX Runtime writes to
 * standard error, which alone names the library that is missing, can be read here.
 */
import { spawn } from 'node:child_process';
import { InferenceSession, Tensor } from '../../runtime/onnxruntime';
import { Graph } from '../../train/graph/graph';
import { text } from '../text';
import { providers, sessionOptions, withoutCpuFallback, type RealDevice } from './provider';

/** Drivers have been seen to take ten seconds for their first program. */
const trialMs = 60_000;

/** In the trial process: creates a session of one convolution on `device` and runs it. */
export async function runTrial(device: RealDevice): Promise<void> {
  const graph = new Graph();
  const input = graph.input('input', [1, 1, 4, 4]);
  const weight = graph.weight('weight', [1, 1, 1, 1], Float32Array.of(2));
  graph.output('output', graph.node('Conv', [input, weight], [1, 1, 4, 4]));
  const session = await InferenceSession.create(graph.toOnnx('trial'), {
    ...sessionOptions(device),
    ...withoutCpuFallback,
  });
  const { output } = await session.run({ input: new Tensor('float32', new Float32Array(16).fill(3), [1, 1, 4, 4]) });
  if (output.data[0] !== 6) throw new Error(text.wrongResult(String(output.data[0])));
}

/** Starts this program again to try `device`. @returns why it cannot be used, undefined if it can. */
export function tryProvider(device: RealDevice): Promise<string | undefined> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [process.argv[1], JSON.stringify({ trial: device })], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: trialMs,
      killSignal: 'SIGKILL',
    });
    let words = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (words += chunk));
    child.once('error', error => {
      resolve(error.message);
    });
    child.once('close', (code, signal) => {
      if (code === 0) resolve(undefined);
      else resolve(explainFailure(device, words, signal));
    });
  });
}

/** The reason in what a failed trial wrote. */
export function explainFailure(device: RealDevice, words: string, signal: NodeJS.Signals | null): string {
  const missing =
    /([\w.+-]+): cannot open shared object file/.exec(words)?.[1] ??
    /error 126.*?([\w.+-]+\.dll)/is.exec(words)?.[1] ??
    /Library not loaded: \S*?([\w.+-]+\.dylib)/.exec(words)?.[1];
  if (missing?.startsWith('libcuda.') === true || missing === 'nvcuda.dll') return text.noNvidiaDriver(missing);
  if (missing !== undefined) return text.libraryMissing(missing);
  if (signal !== null) return text.driverCrashed(signal);
  const last = words.trim().split('\n').at(-1) ?? '';
  return last === '' ? text.didNotStart(providers[device].title) : last;
}
