import type { Engine, Method, Params, RequestOptions, Result } from '../client/contract';
import { AmsnetError, firstLine } from '../core/errors';
import { text } from './text';

/** Asks once more, of the process that is started then, where the engine ended in the middle of a request. */
export class RetryingEngine implements Engine {
  /** How it went, one sentence for the crash, if there was one. */
  readonly notes: string[] = [];

  constructor(private readonly engine: Engine) {}

  async request<M extends Method>(method: M, params: Params<M>, options?: RequestOptions<M>): Promise<Result<M>> {
    try {
      return await this.engine.request(method, params, options);
    } catch (error) {
      const crashed = error instanceof AmsnetError && error.code === 'engine/crashed';
      if (!crashed || this.notes.length > 0) throw error;
      this.notes.push(text.engineRestarted(firstLine(error)));
      return await this.engine.request(method, params, options);
    }
  }
}
