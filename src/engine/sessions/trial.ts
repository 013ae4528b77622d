/**
 * Trying a provider in a process of its own: a driver that crashes takes nothing along, and what ONNX Runtime writes to
 * standard error, which alone names the library that is missing, can be read here.
 */
import { spawn } from 'node:child_process';
import { InferenceSession, Tensor } from '../../runtime/onnxruntime';
import { Graph } from '../../train/graph/graph';
import type { DeviceInfo } from '../../client/contract';
import { text } from '../text';
import { providers, sessionOptions, withoutCpuFallback, type RealDevice } from './provider';

/** Drivers have been seen to take ten seconds for their first program. */
const trialMs = 60_000;

/** Why a device cannot be used. */
export type Unavailable = Required<Pick<DeviceInfo, 'reason'>> & Pick<DeviceInfo, 'missing'>;

/** In the trial process: creates a session of one convolution on `device` and runs it. */
export async function runTrial(device: RealDevice): Promise<void> {
  if (device === 'cuda') requireDriver();
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

/**
 * The driver's library is the last one that ONNX Runtime misses, and the only one that nobody else can provide.
 * @throws {Error} of the system's loader if it is not there
 */
function requireDriver(): void {
  if (process.platform !== 'linux') return;
  try {
    process.dlopen({ exports: {} }, 'libcuda.so.1');
  } catch (error) {
    // One that is there is no module of Node, which is an error as well.
    if (String(error).includes('cannot open shared object file')) throw error;
  }
}

/** Starts this program again to try `device`. @returns why it cannot be used, undefined if it can. */
export function tryProvider(device: RealDevice): Promise<Unavailable | undefined> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [process.argv[1], JSON.stringify({ trial: device })], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: trialMs,
      killSignal: 'SIGKILL',
    });
    let words = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (words += chunk));
    child.once('error', error => {
      resolve({ reason: error.message });
    });
    child.once('close', (code, signal) => {
      if (code === 0) resolve(undefined);
      else resolve(explainFailure(device, words, signal));
    });
  });
}

/** The reason in what a failed trial wrote. */
export function explainFailure(device: RealDevice, words: string, signal: NodeJS.Signals | null): Unavailable {
  const missing =
    /([\w.+-]+): cannot open shared object file/.exec(words)?.[1] ??
    /error 126.*?([\w.+-]+\.dll)/is.exec(words)?.[1] ??
    /Library not loaded: \S*?([\w.+-]+\.dylib)/.exec(words)?.[1];
  if (missing?.startsWith('libcuda.') === true || missing === 'nvcuda.dll')
    return { reason: text.noNvidiaDriver(missing), missing: 'driver' };
  if (missing !== undefined) return { reason: text.libraryMissing(missing), missing: 'library' };
  if (signal !== null) return { reason: text.driverCrashed(signal) };
  const last = words.trim().split('\n').at(-1) ?? '';
  return { reason: last === '' ? text.didNotStart(providers[device].title) : last };
}
