/** The engine as the benchmarks use it: a process of its own for every measurement, so that its peak memory is that of one job. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Engine, Job } from '../../src/client/contract';
import { EngineClient } from '../../src/client/engine-client';
import { type DenoiseSettings, presets } from '../../src/core/settings';
import { ModelRegistry } from '../../src/engine/models/registry';

export const root = join(import.meta.dirname, '..', '..');
const modelFolder = join(root, 'models');
/** The default model. */
export const { name: model } = await new ModelRegistry([modelFolder]).find(undefined);
/** The three presets with the published combination of branches, under the names that the tables show. */
export const modes: Readonly<Record<string, DenoiseSettings>> = {
  'single pass': presets['single-pass'],
  'two masks': presets.masks,
  'two masks + R3': presets.amsnet,
};

/** What a process has used so far, as far as the system tells. */
export interface Usage {
  /** Most memory that it has held, in bytes. */
  readonly peakMemory: number | undefined;
  /** Processor seconds of all its threads: unlike seconds they hardly depend on what else the machine does. */
  readonly processor: number | undefined;
}

export interface BenchEngine extends Engine {
  usage(): Usage;
}

export async function withEngine<T>(work: (engine: BenchEngine) => Promise<T>): Promise<T> {
  const client = new EngineClient({
    script: join(root, 'dist', 'engine.js'),
    modelFolders: [modelFolder],
    log: () => undefined,
  });
  const lease = client.acquire();
  try {
    return await work({
      request: (method, params, options) => lease.request(method, params, options),
      usage: () => usageOf(client.pid),
    });
  } finally {
    lease.dispose();
  }
}

function usageOf(pid: number | undefined): Usage {
  if (pid === undefined || process.platform !== 'linux') return { peakMemory: undefined, processor: undefined };
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  // Behind the name in brackets: user and system time are fields 14 and 15, in hundredths of a second.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return { peakMemory: Number(kilobytes) * 1024, processor: (Number(fields[11]) + Number(fields[12])) / 100 };
}

export function job(image: string, settings: DenoiseSettings, tile: number): Job {
  return { image, model, device: 'cpu', settings, tile };
}

/** A photo of any size: a noisy sample, mirrored at its edges again and again. */
export async function makePhoto(path: string, width: number, height: number): Promise<void> {
  const sample = sharp(join(root, 'samples', 'chelsea_noisy.png'));
  const { width: w, height: h } = await sample.metadata();
  const right = Math.max(0, Math.min(w, width - w));
  const bottom = Math.max(0, Math.min(h, height - h));
  const unit = await sample.extend({ right, bottom, extendWith: 'mirror' }).png().toBuffer();
  const blank = sharp({ create: { width, height, channels: 3, background: 'black' }, limitInputPixels: false });
  await blank
    .composite([{ input: unit, tile: true, gravity: 'northwest' }])
    .jpeg({ quality: 95 })
    .toFile(path);
}

/** Seconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
