import { execFile } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { text } from '../text';
import type { RealDevice } from './provider';

const patienceMs = 10_000;

/** What the processors of a device are called; none where nobody tells. */
export async function hardwareOf(device: RealDevice): Promise<string[]> {
  if (device === 'cpu') return [text.processor(cpus().at(0)?.model.trim() ?? process.arch, availableParallelism())];
  return device === 'cuda' ? askNvidia('name,memory.total') : [];
}

/** Names of processors with the version of their driver; none where nobody tells. */
export async function driversOf(device: RealDevice): Promise<string[]> {
  return device === 'cuda' ? askNvidia('name,driver_version') : [];
}

/** The driver's own tool comes with every driver. */
function askNvidia(fields: string): Promise<string[]> {
  const query = [`--query-gpu=${fields}`, '--format=csv,noheader'];
  return new Promise(resolve => {
    execFile('nvidia-smi', query, { timeout: patienceMs, windowsHide: true }, (error, answer) => {
      resolve(error ? [] : answer.split('\n').flatMap(line => line.trim() || []));
    });
  });
}
