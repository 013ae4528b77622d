import type { RunControl } from './control';
import { crop, type PixelSource, type Planes } from './geometry';
import type { BranchNetwork } from './network';
import { DenoisePipeline } from './pipeline';
import type { DenoiseSettings } from './settings';
import { TileCache } from './tile-cache';

const cacheBytes = 64 << 20;

/** Pixels in memory as an image of their own. What is read may be the planes themselves: do not write into it. */
export function planesSource(planes: Planes): PixelSource {
  const { width, height } = planes;
  return { width, height, read: rect => crop(planes, { x: 0, y: 0, width, height }, rect) };
}

/**
 * The result for a crop that is small enough for one tile: `[3, height, width]`, not clamped.
 * @throws {CancelledError} between two runs of the network
 */
export function denoiseCrop(
  noisy: PixelSource,
  network: BranchNetwork,
  settings: DenoiseSettings,
  control: RunControl,
): Promise<Planes> {
  const { width, height } = noisy;
  const cache = new TileCache(cacheBytes);
  const pipeline = new DenoisePipeline({
    noisy,
    network,
    settings,
    tile: Math.max(width, height),
    cache,
    key: 'crop',
  });
  return pipeline.read('result', { x: 0, y: 0, width, height }, control);
}
