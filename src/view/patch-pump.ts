import type { PatchMessage } from './protocol';

/**
 * Bytes of pixels that may be under way to the webview. A browser-hosted VS Code moves about 30 MB/s: this is a tenth of
 * a second, so that a message about a new setting never waits long behind pixels of the old one.
 */
const bytesUnderWay = 3 << 20;

/** Hands patches to the webview no faster than it takes them in, and forgets those that nobody waits for any more. */
export class PatchPump {
  #queue: PatchMessage[] = [];
  #underWay = 0;

  constructor(private readonly post: (message: PatchMessage) => void) {}

  push(message: PatchMessage): void {
    this.#queue.push(message);
    this.#flow();
  }

  /** The webview has taken in a patch. */
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
    // One patch is always let through, however large it is.
    while (this.#underWay < bytesUnderWay) {
      const next = this.#queue.shift();
      if (!next) return;
      this.#underWay += next.pixels.byteLength;
      this.post(next);
    }
  }
}
