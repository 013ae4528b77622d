/** How large a tile may be, and what to do where memory ends. */
import { freemem } from 'node:os';
import type { Size } from '../../core/geometry';
import type { NetworkTraits } from '../models/traits';
import { text } from '../text';
import { type Place, providers } from './provider';

/** Tile edge for a network with global context whose whole image does not fit. */
export const globalTile = 512;
/** Tiles smaller than this are mostly halo: they take hardly less. */
const leastTile = 32;

/** Edge of a tile: as wished, but the whole image for a network with global context if that can be afforded. */
export function chooseTile(image: Size, traits: NetworkTraits, wished: number, free = availableBytes()): number {
  if (Number.isFinite(traits.halo) || traits.fixedSize) return wished;
  const bytes = image.width * image.height * (traits.bytesPerPixel ?? 0);
  return bytes < free / 2 ? Math.max(image.width, image.height) : Math.min(wished, globalTile);
}

/** Memory of the machine, or of the container that this runs in. */
function availableBytes(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(freemem(), constrained - process.memoryUsage.rss()) : freemem();
}

/** The largest tile that fitted where the wished one did not, by model and device; remembered for later jobs. */
export class TileLimits {
  private readonly limits = new Map<string, number>();

  limited(key: string, tile: number): number {
    return Math.min(tile, this.limits.get(key) ?? Infinity);
  }

  /**
   * After `tile` did not fit: smaller tiles once, then the CPU, which has nothing to give way to and gets smaller ones as long as
   * that helps.
   * @returns what is done instead, as a sentence; undefined where nothing is left to try
   */
  retreat(key: string, device: Place, tile: number): { readonly note: string; readonly device: Place } | undefined {
    const { title } = providers[device];
    const onCpu = device === 'cpu';
    const smaller = Math.max(leastTile, Math.min(tile >> 1, onCpu ? globalTile : Infinity));
    // Another job may have found a limit in the meantime: then that is to be tried first.
    const isTried = onCpu ? this.limited(key, tile) < tile : this.limits.has(key);
    if (!isTried && smaller < tile) this.limits.set(key, smaller);
    const limit = this.limited(key, tile);
    if (limit < tile) return { note: text.smallerTiles(title, limit), device };
    return onCpu ? undefined : { note: text.cpuInstead(title), device: 'cpu' };
  }
}
