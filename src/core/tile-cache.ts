import { LRUCache } from 'lru-cache';
import type { RunControl } from './control';
import type { Planes } from './geometry';
import { SharedRuns } from './shared-run';

/**
 * Computed tiles under their keys, the least recently used ones forgotten first, so that memory is bounded at any
 * image size. Its planes are shared: whoever gets them must not write into them.
 */
export class TileCache {
  readonly #tiles: LRUCache<string, Planes>;
  readonly #running = new SharedRuns<Planes>();

  /**
   * @param limit Most bytes of pixels to hold. A tile larger than that is not held at all.
   * @param others Where tiles are found that this cache does not hold; nothing is put there.
   */
  constructor(
    readonly limit: number,
    private readonly others?: TileCache,
  ) {
    // The library takes no size of 0 for one.
    this.#tiles = new LRUCache({ maxSize: Math.max(1, limit), sizeCalculation: ({ data }) => data.byteLength });
  }

  /** Bytes of pixels held now, never above `limit`. */
  get bytes(): number {
    return this.#tiles.calculatedSize;
  }

  get(key: string): Planes | undefined {
    return this.#tiles.get(key) ?? this.others?.get(key);
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
    this.#tiles.set(key, tile);
  }
}
