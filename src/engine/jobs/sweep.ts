import type { Score } from '../../client/contract';
import type { RunControl } from '../../core/control';
import { denoiseCrop, planesSource } from '../../core/crop-denoiser';
import { flatResidue } from '../../core/flat-residue';
import type { Planes, Rect } from '../../core/geometry';
import { orCancelled } from '../cancel';
import type { Raster } from '../images/raster';
import type { Handler } from '../server';
import type { Services } from '../services';
import { withPipeline } from './pipeline-job';
import { Reference } from './scoring';

/** Of the pipeline that brings the network; what is tried is one tile by itself. */
const leastTile = 32;

/**
 * Tries settings and models on a part of an image, one after the other. All results are scored together, anew with each: what
 * is flat is told from their mean.
 */
export function sweep(services: Services): Handler<'sweep'> {
  return async ({ region, points, ...rest }, { token, progress }) => {
    const control: RunControl = { token, priority: 'background', since: performance.now() };
    const pair = await orCancelled(token, () => services.images.pair(rest.image, rest.reference, rest.page));
    const { raster } = pair.image;
    const noisy = raster.read(region);
    const results: Planes[] = [];
    const tried: { score?: Score; seconds: number }[] = [];
    for (const point of points) {
      const start = performance.now();
      const job = { ...rest, ...point, tile: leastTile };
      const result = await withPipeline(services, job, { keepBranches: false }, token, ({ network }) =>
        denoiseCrop(planesSource(noisy), network, point.settings, control),
      );
      results.push(result);
      const score = pair.reference && scoreOf(raster, pair.reference.raster, region, result);
      tried.push({ ...(score && { score }), seconds: (performance.now() - start) / 1000 });
      const [before, ...left] = flatResidue(
        [noisy],
        results.map(each => [each]),
      );
      progress(tried.map((each, i) => ({ ...each, left: before > 0 ? left[i] / before : null })));
    }
    return {};
  };
}

/** Of the part as it would be saved. */
function scoreOf(raster: Raster, other: Raster, region: Rect, result: Planes): Score {
  const reference = new Reference(raster, other);
  const comparison = reference.comparison(region.width);
  const whole = { ...region, x: 0, y: 0 };
  const saved = raster.crop(region);
  saved.write(whole, result);
  comparison.addRows(reference.rowsOf(saved, whole), reference.rowsOfReference(other.crop(region)));
  return comparison.score;
}
