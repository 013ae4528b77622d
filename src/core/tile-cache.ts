import type { RunControl } from './control';
import type { Planes } from './geometry';
import { SharedRuns } from './shared-run';

/**
 * Computed tiles under their keys, the least recently used ones forgotten first, so that memory is bounded at any
 * image size. Its planes are shared: whoever gets them must not write into them.
 */
export class TileCache {
  readonly #tiles = new Map<string, Planes>();
  readonly #running = new SharedRuns<Planes>();
  #bytes = 0;

  /**
   * @param limit Most bytes of pixels to hold. A tile larger than that is not held at all.
   * @param others Where tiles are found that this cache does not hold; nothing is put there.
   */
  constructor(
    readonly limit: number,
    private readonly others?: TileCache,
  ) {}

  /** Bytes of pixels held now, never above `limit`. */
  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): Planes | undefined {
    const tile = this.#tiles.get(key);
    if (!tile) return this.others?.get(key);
    // A map iterates in the order of insertion, so inserting again makes this the most recently used one.
    this.#tiles.delete(key);
    this.#tiles.set(key, tile);
    return tile;
  }

  /**
   * The tile under `key`: held, or in the making for another request, or made now by `compute`.
   * @throws {CancelledError} as soon as `control` is cancelled; `compute` goes on if another request wants the tile
   */
  async obtain(key: string, control: RunControl, compute: (control: RunControl) => Promise<Planes>): Promise<Planes> {
    const held = this.get(key);
    if (held) return held;
    return this.#running.join(key, control, async shared => {
      const tile = await compute(shared);
      this.set(key, tile);
      return tile;
    });
  }

  set(key: string, tile: Planes): void {
    this.delete(key);
    if (tile.data.byteLength > this.limit) return;
    this.#tiles.set(key, tile);
    this.#bytes += tile.data.byteLength;
    for (const oldest of this.#tiles.keys()) {
      if (this.#bytes <= this.limit) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const tile = this.#tiles.get(key);
    if (!tile) return;
    this.#tiles.delete(key);
    this.#bytes -= tile.data.byteLength;
  }

  clear(): void {
    this.#tiles.clear();
    this.#bytes = 0;
  }
}
