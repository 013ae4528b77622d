/** One run of the engine process, from fork to exit. */
import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import {
  CancellationTokenSource,
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import type * as z from 'zod';
import { AmsnetError, CancelledError } from '../core/errors';
import { currentLanguage } from '../core/language';
import { cudaEnvironment } from './cuda-runtime';
import { contract, type Method, type Params, type RequestOptions, type Result } from './contract';
import { engineEnvironment } from './environment';
import { mayLackMemory, type ProcessEnd } from './process-end';
import { text } from './text';
import { Watch, type WatchOptions } from './watch';
import {
  explain,
  fromResponseError,
  pingMethod,
  progressType,
  runMethod,
  RunNotice,
  tokenMethod,
  type EngineStart,
  type Envelope,
} from './wire';

export interface ProcessOptions extends Pick<EngineStart, 'modelFolders'> {
  /**
   * Whether the workspace is trusted: only then are models loaded from elsewhere than `modelFolders`, and trained. Asked
   * whenever a process starts; yes unless said.
   */
  readonly trusted?: (() => boolean) | undefined;
  /** Servers that the user named as devices. Asked whenever a process starts; any that a request names, unless said. */
  readonly servers?: (() => readonly string[]) | undefined;
  /** The token that these servers want. */
  readonly token?: (() => PromiseLike<string | undefined>) | undefined;
  /** Path of the bundled engine program. */
  readonly script: string;
  /** The node (or Electron) that runs it; this process's own unless said. */
  readonly execPath?: string | undefined;
  /** Added to what the engine gets of this process's environment. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly watch?: WatchOptions | undefined;
  /** Receives what the engine writes to its standard error output, line by line. */
  readonly log: (line: string) => void;
}

/** How long a cancelled request may go on before the process is killed, unless the request says otherwise. */
const defaultPatienceMs = 1000;
/** How long the process may take to end by itself once nobody needs it. */
const endMs = 2000;
const tailLines = 20;

/** A request that waits for an answer. */
interface PendingRequest {
  /** Tells it that the process has ended. */
  readonly reject: (error: AmsnetError) => void;
  /** How long it may go on once it is cancelled, in milliseconds. */
  readonly patienceMs: number;
}

export class EngineProcess {
  /** Resolves when the process has ended, with the error that its pending requests meet. Never rejects. */
  readonly ended: Promise<AmsnetError>;
  private readonly child: ChildProcess;
  private readonly connection: MessageConnection;
  private readonly tail: string[] = [];
  private readonly pending = new Set<PendingRequest>();
  private progressTokens = 0;
  private killReason: string | undefined;
  private released = false;
  private retiring = false;
  private hasEnded = false;
  private readonly watch: Watch;
  /** What the pending requests meet instead of a crash. */
  private endError: AmsnetError | undefined;

  constructor(options: ProcessOptions) {
    const { modelFolders, trusted = () => true, servers, token = () => Promise.resolve(undefined), log } = options;
    const start: EngineStart = { modelFolders, trusted: trusted(), ...(servers && { servers: [...servers()] }) };
    this.child = fork(options.script, [JSON.stringify(start)], {
      // Typed arrays cross in tens of milliseconds this way; as JSON they would be lost.
      serialization: 'advanced',
      // Flags of the parent (debugger, loaders) are not the engine's. Of V8's young generation, which grows by the number of
      // images, whatever their size, two megabytes are enough: what is large lies elsewhere.
      execArgv: ['--max-semi-space-size=2'],
      execPath: options.execPath ?? process.execPath,
      env: engineEnvironment(process.env, {
        AMSNET_LANGUAGE: currentLanguage(),
        ...cudaEnvironment(options.script),
        ...options.env,
      }),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.watch = this.watched(options);
    this.ended = new Promise(resolve => {
      const end = (what: string, lacksMemory: boolean) => {
        if (this.hasEnded) return;
        this.hasEnded = true;
        this.watch.dispose();
        const error = this.describeEnd(what, lacksMemory);
        for (const { reject } of this.pending) reject(error);
        this.pending.clear();
        resolve(error);
      };
      this.child.once('error', error => {
        end(text.notStarted(error.message), false);
      });
      // 'close' comes after the last line of the error output, which often says why.
      this.child.once('close', (code, signal) => {
        end(describeExit(code, signal), mayLackMemory(code, signal));
      });
      // No 'close' comes where this side has disconnected.
      this.child.once('exit', (code, signal) => {
        if (this.released) end(describeExit(code, signal), false);
      });
    });
    if (this.child.stderr) {
      createInterface({ input: this.child.stderr, crlfDelay: Infinity }).on('line', line => {
        this.remember(line, log);
      });
    }
    this.connection = createMessageConnection(new IPCMessageReader(this.child), new IPCMessageWriter(this.child));
    this.connection.onError(([error]) => {
      log(`engine connection: ${error.message}`);
    });
    this.connection.onNotification(runMethod, (run: unknown) => {
      this.watch.running(RunNotice.safeParse(run).data);
    });
    this.connection.listen();
    // The engine waits for it before it asks a server.
    const tell = (given: string | undefined) => this.connection.sendNotification(tokenMethod, given ?? '');
    token().then(tell, () => tell(undefined));
    this.child.on('message', () => {
      this.watch.heard();
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Whether it takes requests. */
  get alive(): boolean {
    return !this.hasEnded && !this.released && !this.wasKilled;
  }

  /** Whether this side ended it because of one request, at the cost of the others. */
  get wasKilled(): boolean {
    return this.killReason !== undefined;
  }

  /** Whether this side let it go. */
  get wasReleased(): boolean {
    return this.released;
  }

  /** @see Engine.request */
  async send<M extends Method>(method: M, params: Params<M>, options: RequestOptions<M> = {}): Promise<Result<M>> {
    const { signal, onProgress, patienceMs = defaultPatienceMs } = options;
    if (signal?.aborted) throw new CancelledError();
    if (this.hasEnded) throw await this.ended;
    const cancellation = new CancellationTokenSource();
    let watchdog: NodeJS.Timeout | undefined;
    const abort = () => {
      cancellation.cancel();
      watchdog = setTimeout(() => {
        this.kill(text.notCancelled(patienceMs / 1000));
      }, patienceMs);
    };
    signal?.addEventListener('abort', abort, { once: true });
    const progressToken = ++this.progressTokens;
    const envelope: Envelope = { params, ...(onProgress === undefined ? {} : { progressToken }) };
    const progress = this.connection.onProgress(progressType, progressToken, value => {
      const checked = contract[method].progress.safeParse(value);
      if (checked.success) onProgress?.(checked.data as Parameters<NonNullable<typeof onProgress>>[0]);
      else this.kill(text.invalidProgress(method));
    });
    let request: PendingRequest | undefined;
    try {
      const crash = new Promise<never>((_, fail) => {
        const reject = (error: AmsnetError) => {
          fail(signal?.aborted === true ? new CancelledError() : error);
        };
        request = { reject, patienceMs };
        this.pending.add(request);
      });
      const answer = this.connection.sendRequest<unknown>(method, envelope, cancellation.token);
      return this.checked(method, await Promise.race([crash, answer]));
    } catch (error) {
      throw fromResponseError(error);
    } finally {
      if (request) this.pending.delete(request);
      if (this.retiring) this.retire();
      clearTimeout(watchdog);
      signal?.removeEventListener('abort', abort);
      progress.dispose();
      cancellation.dispose();
    }
  }

  /** Ends the process at once; `reason` completes the sentence "The engine process ...". */
  kill(reason: string): void {
    this.killReason ??= reason;
    this.child.kill('SIGKILL');
  }

  /** Lets the process end once what it was asked has been answered. */
  retire(): void {
    if (this.pending.size === 0) this.release();
    else this.retiring = true;
  }

  /**
   * Lets the process end by itself, because nobody needs it any more, and makes it if it does not within the patience of
   * what it was asked: a training saves what it has learned first.
   */
  release(): void {
    if (!this.alive) return;
    this.released = true;
    const patienceMs = Math.max(endMs, ...[...this.pending].map(request => request.patienceMs));
    const deadline = setTimeout(() => this.child.kill('SIGKILL'), patienceMs).unref();
    this.child.once('exit', () => {
      clearTimeout(deadline);
    });
    if (this.child.connected) this.child.disconnect();
  }

  private watched({ watch }: ProcessOptions): Watch {
    return new Watch(
      {
        pid: () => this.pid,
        isNeeded: () => this.pending.size > 0 && !this.hasEnded,
        ping: () => void this.connection.sendRequest(pingMethod).catch(() => undefined),
        onSilent: (seconds, run) => {
          if (run) {
            const megapixels = run.megapixels.toPrecision(2);
            this.endError = new AmsnetError('model/failed', ...text.modelNeverReturned(run.model, megapixels, seconds));
          }
          this.kill(text.engineSilent(seconds));
        },
        onStopped: () => {
          this.kill(text.engineStopped);
        },
      },
      watch,
    );
  }

  private checked<M extends Method>(method: M, result: unknown): Result<M> {
    const schema: z.ZodType = contract[method].result;
    const checked = schema.safeParse(result);
    if (checked.success) return checked.data as Result<M>;
    throw new AmsnetError('engine/protocol', text.responseInvalid(method, explain(checked.error)));
  }

  private remember(line: string, log: (line: string) => void): void {
    if (line.trim() === '') return;
    log(line);
    this.tail.push(line);
    if (this.tail.length > tailLines) this.tail.shift();
  }

  private describeEnd(what: string, lacksMemory: boolean): AmsnetError {
    if (this.endError) return this.endError;
    const cause: ProcessEnd = { mayLackMemory: lacksMemory && !this.wasKilled };
    const lastLines = this.tail.join(' | ');
    return new AmsnetError('engine/crashed', ...text.engineEnded(this.killReason ?? what, lastLines), { cause });
  }
}

function describeExit(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? text.exited(code) : text.endedBySignal(signal);
}
