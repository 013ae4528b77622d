import type { KeyedPatch } from '../messages/view';

/**
 * Bytes of pixels that may be under way to the webview. A browser-hosted VS Code moves about 30 MB/s: this is a tenth of
 * a second, so that a message about a new setting never waits long behind pixels of the old one.
 */
const bytesUnderWay = 3 << 20;
/** Patches that come within this time travel together: zoomed out, each of many tiles has few pixels. */
const gatherMs = 10;

/** Hands patches to the webview no faster than it takes them in, and forgets those that nobody waits for any more. */
export class PatchPump {
  #queue: KeyedPatch[] = [];
  #underWay = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly post: (patches: KeyedPatch[]) => void) {}

  push(message: KeyedPatch): void {
    this.#queue.push(message);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#flow();
    }, gatherMs);
  }

  /** The webview has taken in patches of so many bytes. */
  received(bytes: number): void {
    this.#underWay = Math.max(0, this.#underWay - bytes);
    this.#flow();
  }

  /** Drops the patches that wait; those under way will still be acknowledged. */
  clear(): void {
    this.#queue = [];
  }

  /** A new webview has taken the place of the one before: nothing is under way to it. */
  reset(): void {
    this.#queue = [];
    this.#underWay = 0;
  }

  #flow(): void {
    const batch: KeyedPatch[] = [];
    // One patch is always let through, however large it is.
    while (this.#underWay < bytesUnderWay) {
      const next = this.#queue.shift();
      if (!next) break;
      this.#underWay += next.pixels.byteLength;
      batch.push(next);
    }
    if (batch.length > 0) this.post(batch);
  }
}
