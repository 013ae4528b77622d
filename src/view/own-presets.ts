import type * as vscode from 'vscode';
import * as z from 'zod';
import type { OwnPreset } from '../messages/view';
import { RememberedSettings } from './view-memory';

const key = 'amsnet.presets';

const Entry = z.object({ name: z.string().min(1), model: z.string().min(1), settings: RememberedSettings });

/**
 * Settings that the user has given a name, kept for all workspaces and windows on this machine. Each view asks anew: another
 * window may have changed them. Entries that make no sense are dropped.
 */
export class OwnPresets {
  constructor(private readonly state: vscode.Memento) {}

  /** By name. */
  get all(): readonly OwnPreset[] {
    const stored = this.state.get<unknown>(key);
    const presets = (Array.isArray(stored) ? stored : []).flatMap(each => Entry.safeParse(each).data ?? []);
    return presets.sort((one, other) => one.name.localeCompare(other.name));
  }

  /** Takes the place of one of the same name. */
  async save(preset: OwnPreset): Promise<void> {
    await this.state.update(key, [...this.#without(preset.name), preset]);
  }

  async remove(name: string): Promise<void> {
    await this.state.update(key, this.#without(name));
  }

  #without(name: string): OwnPreset[] {
    return this.all.filter(preset => preset.name !== name);
  }
}
