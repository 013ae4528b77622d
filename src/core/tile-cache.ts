import { LRUCache } from 'lru-cache';
import type { RunControl } from './control';
import type { Planes } from './geometry';
import { SharedRuns } from './shared-run';

/** Where tiles are put for which memory is too small. */
export interface TileSpill {
  set(key: string, tile: Planes): void;
  /** The tile under `key`, which is not there any more then. */
  take(key: string): Planes | undefined;
}

/**
 * Computed tiles under their keys, the least recently used ones forgotten first, so that memory is bounded at any
 * image size. Its planes are shared: whoever gets them must not write into them.
 */
export class TileCache {
  readonly #tiles: LRUCache<string, Planes>;
  readonly #running = new SharedRuns<Planes>();

  /**
   * @param limit Most bytes of pixels to hold in memory. A tile larger than that is not held there at all.
   * @param others Where tiles are found that this cache does not hold; nothing is put there.
   * @param spill Where tiles go that are not held; forgotten without it.
   */
  constructor(
    readonly limit: number,
    private readonly others?: TileCache,
    private readonly spill?: TileSpill,
  ) {
    this.#tiles = new LRUCache({
      // The library takes no size of 0 for one.
      maxSize: Math.max(1, limit),
      sizeCalculation: ({ data }) => data.byteLength,
      dispose: (tile, key, why) => {
        if (why === 'evict') spill?.set(key, tile);
      },
    });
  }

  /** Bytes of pixels held in memory now, never above `limit`. */
  get bytes(): number {
    return this.#tiles.calculatedSize;
  }

  get(key: string): Planes | undefined {
    const held = this.#tiles.get(key) ?? this.others?.get(key);
    if (held) return held;
    const spilled = this.spill?.take(key);
    if (spilled) this.set(key, spilled);
    return spilled;
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
    if (tile.data.byteLength <= this.limit) this.#tiles.set(key, tile);
    else this.spill?.set(key, tile);
  }
}
