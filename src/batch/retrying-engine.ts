import type { Engine, Job, Method, Params, RequestOptions, Result } from '../client/contract';
import { lacksMemory } from '../client/process-end';
import { firstLine, hasCode } from '../core/errors';
import { text } from './text';

const leastTile = 64;

/**
 * Asks once more, of the process that is started then, where the engine ended in the middle of a request. Systems end a process that
 * takes too much memory: where it may have been that, what works in tiles gets tiles of half the edge, which take less and give the
 * same pixels.
 */
export class RetryingEngine implements Engine {
  /** How it went, one sentence for the crash, if there was one. */
  readonly notes: string[] = [];

  constructor(private readonly engine: Engine) {}

  async request<M extends Method>(method: M, params: Params<M>, options?: RequestOptions<M>): Promise<Result<M>> {
    try {
      return await this.engine.request(method, params, options);
    } catch (error) {
      if (!hasCode(error, 'engine/crashed') || this.notes.length > 0) throw error;
      const smaller = lacksMemory(error) ? withSmallerTiles(params) : params;
      this.notes.push(text.engineRestarted(firstLine(error), smaller !== params));
      return await this.engine.request(method, smaller, options);
    }
  }
}

/** Half the edge, down to tiles that are mostly halo. */
export function smallerTile(tile: number): number {
  return Math.max(Math.min(tile, leastTile), Math.floor(tile / 2));
}

/** The same where there are no tiles, or none that are worth halving. */
function withSmallerTiles<T>(params: T): T {
  if (typeof params !== 'object' || params === null || !('job' in params)) return params;
  const { job } = params as { readonly job: Pick<Job, 'tile'> };
  const tile = smallerTile(job.tile);
  return tile < job.tile ? { ...params, job: { ...job, tile } } : params;
}
