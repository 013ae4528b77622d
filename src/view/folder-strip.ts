import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Engine } from '../client/contract';
import { formatOfPath } from '../client/image-formats';
import type { FolderMessage, HostMessage } from '../messages/view';

/** Longest edge of a thumbnail: those of the strip at two device pixels for each of CSS. */
const edge = 128;

export interface FolderStripOptions {
  readonly image: string;
  readonly engine: Engine;
  /** Shows another image of the folder, looked at as this one. */
  readonly open: (image: string, look: object) => void;
}

/** The images beside one that is shown: their names, and thumbnails of those that are looked at. */
export class FolderStrip {
  /** Read anew with each page, as files come and go. */
  #names: Promise<readonly string[]> | undefined;
  #reading: AbortController | undefined;

  constructor(private readonly options: FolderStripOptions) {}

  async receive(message: FolderMessage, post: (message: HostMessage) => void): Promise<void> {
    const names = await (this.#names ??= this.#read());
    const current = names.indexOf(path.basename(this.options.image));
    if (message.type === 'folder') post({ type: 'folder', names, current });
    else if (message.type === 'thumbnails') await this.#thumbnails(names, message, post);
    else {
      const { to, look } = message;
      const next = to === 'next' ? current + 1 : to === 'previous' ? current - 1 : to;
      const name = next < 0 ? undefined : names.at(next);
      if (name !== undefined && next !== current) this.options.open(this.#path(name), look);
    }
  }

  /** The page is hidden, and will start anew. */
  stop(): void {
    this.#reading?.abort();
    this.#names = undefined;
  }

  /** In the order in which the Explorer has them. @returns this image alone where the folder cannot be read */
  async #read(): Promise<readonly string[]> {
    const { image } = this.options;
    const names = await readdir(path.dirname(image)).catch(() => [path.basename(image)]);
    const { compare } = new Intl.Collator(undefined, { numeric: true });
    return names.filter(name => formatOfPath(name) !== undefined).sort(compare);
  }

  /** One after the other, so that the engine's other work waits for one at most; a newer question takes the place of this one. */
  async #thumbnails(
    names: readonly string[],
    { wanted }: Extract<FolderMessage, { type: 'thumbnails' }>,
    post: (message: HostMessage) => void,
  ): Promise<void> {
    this.#reading?.abort();
    const { signal } = (this.#reading = new AbortController());
    for (const index of wanted) {
      const name = names.at(index);
      if (name === undefined) return;
      const params = { image: this.#path(name), edge };
      const thumbnail = await this.options.engine.request('thumbnail', params, { signal }).catch(() => null);
      if (signal.aborted) return;
      post({ type: 'thumbnail', index, thumbnail });
    }
  }

  #path(name: string): string {
    return path.join(path.dirname(this.options.image), name);
  }
}
