/** What both ends of the connection between engine and users share besides the contract: envelope, errors, start. */
import { ProgressType, ResponseError } from 'vscode-jsonrpc/node';
import * as z from 'zod';
import { AmsnetError, CancelledError, errorCodes } from '../core/errors';
import { text } from './text';

export const progressType = new ProgressType<unknown>();

/** Answered whenever the engine's thread is free. */
export const pingMethod = 'ping';

/** Said before a run of a network, which blocks the engine's thread, and with nothing after it. */
export const runMethod = 'run';
export const RunNotice = z.object({
  model: z.string(),
  megapixels: z.number(),
  /** How long it may take at most. */
  seconds: z.number(),
});
export type RunNotice = z.infer<typeof RunNotice>;

/** The token for servers, or nothing: said once, for neither arguments nor environment of a process are secret. */
export const tokenMethod = 'token';

/** The parameters of every JSON-RPC request: those of the contract, and where to send progress if anyone listens. */
export const Envelope = z.object({ params: z.unknown(), progressToken: z.number().optional() });
export type Envelope = z.infer<typeof Envelope>;

/** The engine's one command line argument, as JSON. */
export const EngineStart = z.object({
  modelFolders: z.array(z.string()),
  /** Whether it may load models from anywhere else, and train. */
  trusted: z.boolean().default(false),
  /** Devices that are servers and may be used; any, unless said. */
  servers: z.array(z.string()).optional(),
});
export type EngineStart = z.infer<typeof EngineStart>;

const ErrorData = z.object({ code: z.enum(errorCodes), message: z.string(), action: z.string().optional() });

/** JSON-RPC wants a number; ours is in the data. */
const applicationError = -32000;

export function toResponseError(error: unknown): ResponseError<z.infer<typeof ErrorData>> {
  const message = error instanceof Error ? error.message : String(error);
  const data =
    error instanceof AmsnetError
      ? { code: error.code, message, ...(error.action === undefined ? {} : { action: error.action }) }
      : { code: 'engine/internal' as const, message: text.unexpected(message) };
  return new ResponseError(applicationError, message, data);
}

/** The error that the other side threw, with its code; anything else is a fault of the protocol. */
export function fromResponseError(error: unknown): AmsnetError {
  if (error instanceof AmsnetError) return error;
  const data = ErrorData.safeParse(error instanceof ResponseError ? error.data : undefined);
  if (!data.success) {
    const message = error instanceof Error ? error.message : String(error);
    return new AmsnetError('engine/protocol', text.errorInvalid(message));
  }
  const { code, message, action } = data.data;
  return code === 'cancelled' ? new CancelledError() : new AmsnetError(code, message, action);
}

/** One line that says what is wrong with a value that does not match its schema. */
export function explain(error: z.ZodError): string {
  return error.issues.map(issue => `${issue.path.join('.') || 'value'}: ${issue.message}`).join('; ');
}
