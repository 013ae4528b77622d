/** The engine as its users share it: one process, started by the first request, ended when the last user goes. */
import { Emitter } from 'vscode-jsonrpc/node';
import { AmsnetError, CancelledError, hasCode } from '../core/errors';
import { contract, type Engine, type Method, type Params, type RequestOptions, type Result } from './contract';
import { EngineProcess, type ProcessOptions } from './engine-process';
import { text } from './text';
import { explain } from './wire';

export interface EngineClientOptions extends ProcessOptions {
  /** How long the process outlives its last user, so that closing one view and opening another keeps it warm. */
  readonly idleMs?: number;
}

/** One user's hold on the engine. Disposing it cancels what that user still has running. */
export interface EngineLease extends Engine {
  dispose(): void;
}

/** Requests that change nothing outside the engine and may therefore be asked twice. */
const repeatable: ReadonlySet<Method> = new Set<Method>([
  'versions',
  'devices',
  'models',
  'inspectModel',
  'warmUp',
  'inspectImage',
  'noise',
  'chooseSettings',
  'render',
  'estimate',
  'picture',
  'pictureValue',
  'crop',
  'pixel',
  'compare',
]);

export class EngineClient {
  private readonly crashes = new Emitter<AmsnetError>();
  private readonly starts = new Emitter<void>();
  /** The process ended by itself or had to be killed; the error says how. */
  readonly onDidCrash = this.crashes.event;
  readonly onDidStart = this.starts.event;
  private process: EngineProcess | undefined;
  /** All that run, also those that only finish what they were asked before. */
  private readonly processes = new Set<EngineProcess>();
  private readonly leases = new Set<EngineLease>();
  private idle: NodeJS.Timeout | undefined;
  private disposed = false;

  constructor(private readonly options: EngineClientOptions) {}

  /** Process id of the running engine, for diagnosis. */
  get pid(): number | undefined {
    return this.process?.alive === true ? this.process.pid : undefined;
  }

  acquire(): EngineLease {
    clearTimeout(this.idle);
    const disposal = new AbortController();
    if (this.disposed) disposal.abort();
    const lease: EngineLease = {
      request: async (method, params, options = {}) => {
        const either = eitherOf(options.signal, disposal.signal);
        try {
          return await this.request(method, params, { ...options, signal: either.signal });
        } finally {
          either.dispose();
        }
      },
      dispose: () => {
        disposal.abort();
        if (this.leases.delete(lease) && this.leases.size === 0) this.release();
      },
    };
    this.leases.add(lease);
    return lease;
  }

  /** An engine that is held only for the time of each request. */
  get asNeeded(): Engine {
    return {
      request: async (...request) => {
        const lease = this.acquire();
        try {
          return await lease.request(...request);
        } finally {
          lease.dispose();
        }
      },
    };
  }

  /** Ends the process, whatever it is doing; what only reads is asked again of the new one. */
  restart(): void {
    this.process?.kill(text.restarted);
  }

  /** What is asked from now on is asked of a new process; what is under way ends in the old one. */
  renew(): void {
    this.process?.retire();
    this.process = undefined;
  }

  /** Ends the process now, whoever still holds a lease, and starts none any more. */
  dispose(): void {
    this.disposed = true;
    clearTimeout(this.idle);
    for (const lease of this.leases) lease.dispose();
    this.endProcess();
  }

  private async request<M extends Method>(
    method: M,
    params: Params<M>,
    options: RequestOptions<M>,
  ): Promise<Result<M>> {
    const checked = contract[method].params.safeParse(params);
    if (!checked.success) {
      throw new AmsnetError('settings/invalid', text.requestInvalid(method, explain(checked.error)));
    }
    // Before a process is started that nobody would end.
    if (isAborted(options)) throw new CancelledError();
    const process = this.running();
    try {
      return await process.send(method, params, options);
    } catch (error) {
      // The process was killed because another request did not stop: nobody asked for that here.
      const innocent = hasCode(error, 'engine/crashed') && process.wasKilled;
      if (!innocent || !repeatable.has(method)) throw error;
      if (isAborted(options)) throw new CancelledError();
      return await this.running().send(method, params, options);
    }
  }

  private running(): EngineProcess {
    if (this.process?.alive === true) return this.process;
    const started = new EngineProcess(this.options);
    this.process = started;
    this.processes.add(started);
    this.starts.fire();
    void started.ended.then(error => {
      this.processes.delete(started);
      if (this.process === started) this.process = undefined;
      if (!started.wasReleased) this.crashes.fire(error);
    });
    return started;
  }

  private release(): void {
    const { idleMs = 0 } = this.options;
    if (idleMs === 0) this.endProcess();
    else
      this.idle = setTimeout(() => {
        this.endProcess();
      }, idleMs).unref();
  }

  private endProcess(): void {
    for (const process of this.processes) process.release();
    this.process = undefined;
  }
}

function isAborted({ signal }: { readonly signal?: AbortSignal }): boolean {
  return signal?.aborted === true;
}

/** As AbortSignal.any, which keeps something of every such signal for as long as the longest-lived source lives. */
function eitherOf(one: AbortSignal | undefined, other: AbortSignal): { signal: AbortSignal; dispose(): void } {
  if (one === undefined) return { signal: other, dispose: () => undefined };
  const both = new AbortController();
  const abort = () => {
    both.abort();
  };
  for (const signal of [one, other]) {
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  }
  return {
    signal: both.signal,
    dispose: () => {
      for (const signal of [one, other]) signal.removeEventListener('abort', abort);
    },
  };
}
