/** Sessions whose provider is known, not assumed. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession } from '../../runtime/onnxruntime';
import * as z from 'zod';
import { text } from '../text';
import { providers, sessionOptions, withoutCpuFallback, type RealDevice } from './provider';

export interface ProvenSession {
  readonly session: InferenceSession;
  /** What to tell the user: parts of the network that the device left to the CPU. */
  readonly notes: readonly string[];
}

/** Runs a network once, on anything. */
export type WarmUp = (session: InferenceSession) => Promise<unknown>;

/**
 * Creates a session and runs it once. That the device's provider ran is proven: either the session may not use the CPU
 * at all, or a profile of the first run says who ran what.
 * @throws {Error} of ONNX Runtime, or if the device ran nothing
 */
export async function openSession(path: string, device: RealDevice, warmUp: WarmUp): Promise<ProvenSession> {
  const options = { ...sessionOptions(device), ...threads() };
  if (device === 'cpu') return warmed(await InferenceSession.create(path, options), warmUp);
  try {
    return await warmed(await InferenceSession.create(path, { ...options, ...withoutCpuFallback }), warmUp);
  } catch (error) {
    // Providers leave the arithmetic of shapes to the CPU on purpose: that is no reason not to use them.
    if (!String(error).includes('fallback to CPU EP')) throw error;
  }
  return profiled(path, device, options, warmUp);
}

/** A session on the CPU of an ONNX file that lies in memory. */
export function openInMemory(model: Uint8Array): Promise<InferenceSession> {
  return InferenceSession.create(model, { ...sessionOptions('cpu'), ...threads() });
}

async function warmed(session: InferenceSession, warmUp: WarmUp): Promise<ProvenSession> {
  await warmUp(session);
  return { session, notes: [] };
}

async function profiled(
  path: string,
  device: RealDevice,
  options: InferenceSession.SessionOptions,
  warmUp: WarmUp,
): Promise<ProvenSession> {
  const folder = await mkdtemp(join(tmpdir(), 'amsnet-profile-'));
  try {
    const profileFilePrefix = join(folder, 'profile');
    const session = await InferenceSession.create(path, { ...options, enableProfiling: true, profileFilePrefix });
    await warmUp(session);
    session.endProfiling();
    const [profile] = await readdir(folder);
    const ran = operationsByProvider(await readFile(join(folder, profile), 'utf8'));
    const total = [...ran.values()].reduce((sum, count) => sum + count, 0);
    const own = ran.get(providers[device].provider) ?? 0;
    if (own === 0) {
      await session.release();
      throw new Error(text.ranNothing(providers[device].title, total));
    }
    const left = text.leftToCpu(total - own, total, providers[device].title);
    return { session, notes: own === total ? [] : [left] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const ProfileEvents = z.array(
  z.object({ cat: z.string().optional(), args: z.object({ provider: z.string().optional() }).optional() }),
);

/** How many operations each execution provider ran, from a profile of ONNX Runtime. */
export function operationsByProvider(profile: string): Map<string, number> {
  const ran = new Map<string, number>();
  for (const { cat, args } of ProfileEvents.parse(JSON.parse(profile))) {
    if (cat === 'Node' && args?.provider) ran.set(args.provider, (ran.get(args.provider) ?? 0) + 1);
  }
  return ran;
}

/** ONNX Runtime counts the machine's physical cores itself, but not those that this process may not use. */
function threads(): { intraOpNumThreads?: number } {
  const available = availableParallelism();
  return available < cpus().length ? { intraOpNumThreads: available } : {};
}
