import type { Handler } from '../server';
import type { Services } from '../services';
import { withPipeline } from './pipeline-job';

/** By the runs of this network so far; where there are none, by a tile of the result, which is not computed for nothing. */
export function estimate(services: Services): Handler<'estimate'> {
  return ({ job }, { token }) =>
    withPipeline(services, job, { keepBranches: false }, token, async ({ pipeline, secondsFor }) => {
      if (secondsFor(pipeline.work) === undefined) {
        await pipeline.tile('result', pipeline.tiles.length >> 1, { token, priority: 'interactive' });
      }
      return { seconds: secondsFor(pipeline.work) ?? 0 };
    });
}
