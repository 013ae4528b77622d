/** How fast devices were, for the engines to come: only what they depend on makes them be timed anew. */
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { availableParallelism, cpus, release } from 'node:os';
import { dirname } from 'node:path';
import * as z from 'zod';
import { saveFile } from '../../files/save';
import { env } from '../../runtime/onnxruntime';
import type { Model } from '../models/registry';
import type { DeviceTiming } from './device-timing';
import { driversOf } from './hardware';
import type { RealDevice } from './provider';

/** Other programs, heat and power saving count as well: nothing is believed for ever. */
const maxAgeMs = 30 * 24 * 3_600_000;
const maxEntries = 200;

const Entry = z.object({ cpu: z.number().nonnegative(), accelerator: z.number().nonnegative(), at: z.number() });
type Entry = z.infer<typeof Entry>;
const Entries = z.record(z.string(), Entry.optional().catch(undefined)).catch({});

interface How {
  /** All of the machine that a timing depends on. */
  readonly machine: (device: RealDevice) => Promise<readonly string[]>;
  readonly now: () => number;
}

/** In one file, which may be damaged, written by others at the same time, or out of reach: then devices are timed again. */
export class RememberedTimings {
  private readonly how: How;

  constructor(
    private readonly path: string,
    how: Partial<How> = {},
  ) {
    this.how = { machine: machineFor, now: Date.now, ...how };
  }

  /** As it was timed before, else as `take` times it now. @throws what `take` throws */
  async of(model: Model, device: RealDevice, take: () => Promise<DeviceTiming>): Promise<DeviceTiming> {
    const key = await this.keyOf(model, device).catch(() => undefined);
    if (key === undefined) return take();
    const known = (await this.entries()).get(key);
    if (known) return known;
    const taken = await take();
    // A folder that cannot be written to costs a second at the next start.
    await this.add(key, taken).catch(() => undefined);
    return taken;
  }

  private async add(key: string, { cpu, accelerator }: DeviceTiming): Promise<void> {
    const entries = (await this.entries()).set(key, { cpu, accelerator, at: this.how.now() });
    const latest = [...entries].sort(([, a], [, b]) => b.at - a.at).slice(0, maxEntries);
    await mkdir(dirname(this.path), { recursive: true });
    await saveFile(this.path, Buffer.from(JSON.stringify(Object.fromEntries(latest), undefined, 1)), true);
  }

  /** Those that can be read and are not too old. */
  private async entries(): Promise<Map<string, Entry>> {
    const content: unknown = await readFile(this.path, 'utf8')
      .then(text => JSON.parse(text) as unknown)
      .catch(() => ({}));
    const now = this.how.now();
    const isValid = (entry: [string, Entry | undefined]): entry is [string, Entry] =>
      entry[1] !== undefined && entry[1].at <= now && now - entry[1].at < maxAgeMs;
    return new Map(Object.entries(Entries.parse(content)).filter(isValid));
  }

  private async keyOf({ path }: Model, device: RealDevice): Promise<string> {
    const hash = createHash('sha256').update(await readFile(path));
    return `${device} ${hash.update(JSON.stringify(await this.how.machine(device))).digest('hex')}`;
  }
}

async function machineFor(device: RealDevice): Promise<readonly string[]> {
  const processor = cpus().at(0)?.model ?? process.arch;
  return [env.versions.node ?? '', processor, String(availableParallelism()), release(), ...(await driversOf(device))];
}
