import type * as vscode from 'vscode';
import * as z from 'zod';
import { Settings } from '../client/contract';
import { Device } from '../client/device';
import { presets } from '../core/settings';
import { mostPinned } from '../messages/view';
import type { Memory } from './knobs';

/** How many images a workspace remembers the knobs of. */
const limit = 200;
const key = 'amsnet.views';

/** A setting that came with a later version has its usual value. */
export const RememberedSettings = z
  .looseObject({})
  .transform(settings => ({ ...presets.masks, ...settings }))
  .pipe(Settings);

const RememberedKnobs = z.object({ model: z.string(), device: Device, settings: RememberedSettings });
const length = z.int().min(1);
const Pinned = z.object({
  id: z.int().min(0),
  knobs: RememberedKnobs,
  page: z.int().min(0),
  size: z.object({ width: length, height: length }),
});

const Entry = z.object({
  image: z.string(),
  knobs: RememberedKnobs,
  auto: z.string().exactOptional(),
  reference: z.string().exactOptional(),
  page: z.int().min(0).exactOptional(),
  // Without those of another version the view is still as it was.
  pinned: z.array(Pinned).max(mostPinned).exactOptional().catch([]),
});
type Entry = z.infer<typeof Entry>;

/** What every view was set to, kept in the workspace's state, the newest first. Entries that make no sense are dropped. */
export class ViewMemory {
  constructor(private readonly state: vscode.Memento) {}

  recall(image: string): Memory | undefined {
    return this.#entries().find(entry => entry.image === image);
  }

  async remember(image: string, memory: Memory): Promise<void> {
    const others = this.#entries().filter(entry => entry.image !== image);
    await this.state.update(key, [{ image, ...memory }, ...others].slice(0, limit));
  }

  #entries(): Entry[] {
    const stored = this.state.get<unknown>(key);
    return (Array.isArray(stored) ? stored : []).flatMap(each => {
      const entry = Entry.safeParse(each);
      return entry.success ? [entry.data] : [];
    });
  }
}
