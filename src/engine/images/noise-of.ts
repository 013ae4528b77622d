import type { CancellationToken } from '../../core/control';
import { noiseInSteps, type Noise } from '../../core/noise';
import { SharedRuns } from '../../core/shared-run';
import { inTurns } from '../in-turns';
import type { Raster } from './raster';

const known = new WeakMap<Raster, Noise>();
const running = new WeakMap<Raster, SharedRuns<Noise>>();

/**
 * The noise of an image, estimated once: the choice of settings, the view, the run and its report all ask for it. It takes a second
 * of a large image, during which others get their turns.
 * @throws {CancelledError}
 */
export async function noiseOf(raster: Raster, token: CancellationToken): Promise<Noise> {
  const noise = known.get(raster);
  if (noise) return noise;
  const runs = running.get(raster) ?? new SharedRuns<Noise>();
  running.set(raster, runs);
  return runs.join('noise', { token, priority: 'interactive' }, async control => {
    const estimated = await inTurns(noiseInSteps(raster), control.token);
    known.set(raster, estimated);
    return estimated;
  });
}
