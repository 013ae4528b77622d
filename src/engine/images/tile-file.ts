import { area, type Planes } from '../../core/geometry';
import type { TileSpill } from '../../core/tile-cache';
import { Scratch } from '../../files/scratch';

interface Place {
  readonly slot: number;
  readonly width: number;
  readonly height: number;
}

/** Tiles in a temporary file: those of a row of a wide image, which a walk along its rows needs again. */
export class TileFile implements TileSpill {
  readonly #places = new Map<string, Place>();
  readonly #free: number[] = [];
  #slots = 0;
  #scratch: Scratch | undefined;

  /**
   * @param tileBytes of the largest tile
   * @param most tiles; the oldest ones are forgotten first
   */
  constructor(
    private readonly tileBytes: number,
    private readonly most: number,
  ) {}

  /** @throws {AmsnetError} output/disk-full or output/unwritable */
  set(key: string, { width, height, data }: Planes): void {
    this.#forget(key);
    const [oldest] = this.#places.keys();
    if (this.#places.size >= this.most) this.#forget(oldest);
    const slot = this.#free.pop() ?? this.#slots++;
    this.#scratch ??= new Scratch();
    this.#scratch.write(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), slot * this.tileBytes);
    this.#places.set(key, { slot, width, height });
  }

  take(key: string): Planes | undefined {
    const place = this.#places.get(key);
    if (place === undefined || this.#scratch === undefined) return undefined;
    const data = new Float32Array(3 * area(place));
    this.#scratch.read(new Uint8Array(data.buffer), place.slot * this.tileBytes);
    this.#forget(key);
    return { width: place.width, height: place.height, data };
  }

  /** Leaves nothing. */
  close(): void {
    this.#places.clear();
    this.#scratch?.close();
    this.#scratch = undefined;
  }

  #forget(key: string): void {
    const place = this.#places.get(key);
    if (place === undefined) return;
    this.#places.delete(key);
    this.#free.push(place.slot);
  }
}
