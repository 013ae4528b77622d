import * as vscode from 'vscode';
import * as z from 'zod';
import type { ComparedResource } from './comparison-files';

/** How many comparisons a workspace remembers: those whose pages are open when the window goes. */
const limit = 30;

const Entry = z.object({
  id: z.string(),
  images: z.array(z.object({ uri: z.string(), version: z.string().optional() })),
});

/**
 * What each page compares. Kept by the host: a page that comes back names its comparison, and can name no file.
 */
export class ComparisonStore {
  /** @param key of its own for each kind of page */
  constructor(
    private readonly state: vscode.Memento,
    private readonly key: string,
  ) {}

  recall(id: string): ComparedResource[] | undefined {
    const entry = this.#entries().find(each => each.id === id);
    return entry?.images.map(({ uri, version }) => ({ uri: vscode.Uri.parse(uri, true), version }));
  }

  async remember(id: string, images: readonly ComparedResource[]): Promise<void> {
    const entry = { id, images: images.map(({ uri, version }) => ({ uri: uri.toString(), version })) };
    await this.state.update(this.key, [entry, ...this.#entries()].slice(0, limit));
  }

  async forget(id: string): Promise<void> {
    await this.state.update(
      this.key,
      this.#entries().filter(each => each.id !== id),
    );
  }

  #entries(): z.infer<typeof Entry>[] {
    const stored = this.state.get<unknown>(this.key);
    return (Array.isArray(stored) ? stored : []).flatMap(each => {
      const entry = Entry.safeParse(each);
      return entry.success ? [entry.data] : [];
    });
  }
}
