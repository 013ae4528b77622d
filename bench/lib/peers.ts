/** The denoisers that people have, as yardsticks for speed and quality, where a Python that has them is at hand. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The interpreter; PYTHON names another one, for example that of a virtual environment. */
export const python = process.env.PYTHON ?? 'python3';
const program = join(import.meta.dirname, 'peers.py');

export const peers = { nlm: 'OpenCV NLM', tv: 'total variation', bm3d: 'BM3D' } as const;
export type Peer = keyof typeof peers;

export interface PeerTask {
  readonly peer: Peer;
  readonly source: string;
  /** Where to write the result, if it is wanted. */
  readonly target?: string;
  /** h of NLM (of 255), weight of total variation, sigma of BM3D (of 1). */
  readonly strength: number;
}

export interface PeerCost {
  readonly seconds: number;
  /** Processor seconds of all threads. */
  readonly processor: number;
}

/** The versions of those that are there. All of them read and write images with OpenCV. */
export function peerVersions(): Partial<Record<Peer, string>> {
  const { status, stdout } = spawnSync(python, [program], { input: '', encoding: 'utf8' });
  const versions = status === 0 ? (JSON.parse(stdout) as Record<Peer, string | null>) : undefined;
  if (!versions?.nlm) return {};
  return Object.fromEntries(Object.entries(versions).filter(([, version]) => version !== null));
}

export function runPeers(tasks: readonly PeerTask[]): PeerCost[] {
  const input = JSON.stringify(
    tasks.map(({ peer, source, target, strength }) => [peer, source, target ?? null, strength]),
  );
  const { status, stdout, stderr } = spawnSync(python, [program], { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the Python peers failed: ${stderr}`);
  return JSON.parse(stdout) as PeerCost[];
}
