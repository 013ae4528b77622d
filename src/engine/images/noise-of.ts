import { estimateNoise, type Noise } from '../../core/noise';
import type { Raster } from './raster';

const known = new WeakMap<Raster, Noise>();

/** The noise of an image, estimated once: the choice of settings, the view, the run and its report all ask for it. */
export function noiseOf(raster: Raster): Noise {
  const noise = known.get(raster) ?? estimateNoise(raster);
  known.set(raster, noise);
  return noise;
}
