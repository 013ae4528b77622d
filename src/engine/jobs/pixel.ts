import type { Handler } from '../server';
import type { Services } from '../services';
import { withPipeline } from './pipeline-job';
import { StageReader } from './render';

/** What the pointer lies on. Looks, and computes nothing: stages without that pixel give null. */
export function pixel(services: Services): Handler<'pixel'> {
  return ({ job, stages, x, y }, { token }) =>
    withPipeline(services, job, { keepBranches: false }, token, prepared => {
      const { tiles } = prepared.pipeline;
      const tile = tiles.findIndex(t => x >= t.x && x < t.x + t.width && y >= t.y && y < t.y + t.height);
      const reader = new StageReader(prepared);
      const values = stages.map((stage): [number, number, number] | null => {
        if (tile < 0) return null;
        const point = stage === 'noisy' || stage === 'reference';
        const rect = point ? { x, y, width: 1, height: 1 } : tiles[tile];
        const planes = reader.ready(stage, tile, rect);
        if (!planes) return null;
        const area = rect.width * rect.height;
        const at = (y - rect.y) * rect.width + x - rect.x;
        const [red, green, blue] = [planes.data[at], planes.data[at + area], planes.data[at + 2 * area]];
        const mean = (red + green + blue) / 3;
        return prepared.image.raster.shape.colours === 'gray' ? [mean, mean, mean] : [red, green, blue];
      });
      return Promise.resolve(values);
    });
}
