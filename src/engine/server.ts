/** The engine's end of the connection: checks what arrives, runs the handler of the request, reports errors by code. */
import type { MessageConnection } from 'vscode-jsonrpc/node';
import type * as z from 'zod';
import { contract, type Method, type Params, type ProgressOf, type Result } from '../client/contract';
import { text } from '../client/text';
import { Envelope, explain, pingMethod, progressType, toResponseError } from '../client/wire';
import type { CancellationToken } from '../core/control';
import { AmsnetError } from '../core/errors';
import { outOfMemory } from './reason';

export interface RequestContext<M extends Method> {
  readonly token: CancellationToken;
  /** Dropped if nobody listens. */
  readonly progress: (value: ProgressOf<M>) => void;
  /** The same; resolves once it is on its way, also if this process ends then. */
  readonly announce: (value: ProgressOf<M>) => Promise<void>;
}

export type Handler<M extends Method> = (params: Params<M>, context: RequestContext<M>) => Promise<Result<M>>;
export type Handlers = { readonly [M in Method]: Handler<M> };

export function serve(connection: MessageConnection, handlers: Handlers): void {
  connection.onRequest(pingMethod, () => null);
  for (const method of Object.keys(contract) as Method[]) register(connection, method, handlers[method]);
}

function register<M extends Method>(connection: MessageConnection, method: M, handler: Handler<M>): void {
  connection.onRequest(method, async (message: unknown, token: CancellationToken) => {
    try {
      const { params, progressToken } = parse(method, Envelope, message);
      const announce = async (value: ProgressOf<M>) => {
        if (progressToken !== undefined) await connection.sendProgress(progressType, progressToken, value);
      };
      const context: RequestContext<M> = { token, announce, progress: value => void announce(value) };
      return await handler(parse<z.ZodType>(method, contract[method].params, params) as Params<M>, context);
    } catch (error) {
      throw toResponseError(outOfMemory(error) ?? error);
    }
  });
}

function parse<S extends z.ZodType>(method: Method, schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AmsnetError('engine/protocol', text.requestInvalid(method, explain(parsed.error)));
}
