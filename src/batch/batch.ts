/** Many images one after the other: what became of each, what comes next, how long it will take. */
import { resolve } from 'node:path';
import type { Engine, Progress } from '../client/contract';
import { lacksMemory } from '../client/process-end';
import { AmsnetError, CancelledError, firstLine, hasCode } from '../core/errors';
import { fileIdentity } from '../files/same-file';
import type { Finished, Running } from './denoise-file';
import { isSame, type Journal, type Row, versionOf } from './journal';
import { mayExist, nameOf, namesModel, type BatchInput, type ExistingRule, type Place, type Taken } from './names';
import { errorOf, toFailure, toRecord } from './record';
import { isS3 } from './s3-path';
import { text } from './text';

export type FileState = 'waiting' | 'running' | Row['state'];

/** An image of a batch and what has become of it. */
export interface BatchFile {
  readonly input: BatchInput;
  readonly state: FileState;
  /** 0..1 */
  readonly fraction: number;
  /** Estimate, while it runs and once there is one. */
  readonly secondsLeft?: number | undefined;
  readonly output?: string | undefined;
  readonly error?: unknown;
  /** What was made in this run; not of a file that was finished before. */
  readonly finished?: Finished | undefined;
}

export interface BatchOptions {
  readonly engine: Engine;
  readonly inputs: readonly BatchInput[];
  /** What results are called. */
  readonly template: string;
  readonly rule: ExistingRule;
  readonly journal?: Journal | undefined;
  readonly denoise: (input: BatchInput, place: Place, running: Running) => Promise<Finished | Taken>;
  /** Where images and results are looked for, if not among files. */
  readonly versionOf?: typeof versionOf;
  /** Something about this file is new. */
  readonly onChange?: (file: BatchFile) => void;
  /** This file has come to its end; in the order of the list. */
  readonly onSettled?: (file: BatchFile) => void;
}

/** The next image is decoded and the last one encoded while the network works on another: two are under way. */
const together = 2;
/** Files larger than this are images of which two may not fit into memory. */
const largeBytes = 24 << 20;

interface Entry extends BatchFile {
  state: FileState;
  fraction: number;
  secondsLeft?: number | undefined;
  output?: string | undefined;
  error?: unknown;
  finished?: Finished | undefined;
  /** Of the image file, to weigh it by. */
  bytes: number;
  /** How the engine ended during it. */
  crash?: { readonly how: string; readonly lacksMemory: boolean } | undefined;
  /** It is to be done once more. */
  again?: boolean;
}

export class Batch {
  readonly #files: Entry[];
  readonly #taken = new Set<string>();
  /** The image of every result, by the identity of its file. */
  readonly #results = new Map<string, string>();
  /** Those of the images, which are never replaced. */
  readonly #images: ReadonlySet<string>;
  /** Bytes of images that were denoised, and the seconds that they took. */
  #done = { bytes: 0, seconds: 0 };
  #startedAt: number | undefined;
  /** The engine ended on an image that went well in smaller tiles: the others get them from the start. */
  #needsSmallerTiles = false;

  readonly #versionOf: typeof versionOf;

  constructor(private readonly options: BatchOptions) {
    this.#versionOf = options.versionOf ?? versionOf;
    this.#files = options.inputs.map(input => ({ input, state: 'waiting', fraction: 0, bytes: 0 }));
    const images = options.rule === 'replace' ? options.inputs : [];
    this.#images = new Set(images.map(({ path }) => fileIdentity(path)));
    for (const { input, output } of options.journal?.rows ?? []) {
      if (output !== null) this.#results.set(fileIdentity(output), resolve(input));
    }
  }

  get files(): readonly BatchFile[] {
    return this.#files;
  }

  get isRunning(): boolean {
    return this.#startedAt !== undefined;
  }

  count(...states: FileState[]): number {
    return this.#files.filter(({ state }) => states.includes(state)).length;
  }

  /** Estimate of the whole, once something has been denoised. */
  get secondsLeft(): number | undefined {
    const running = this.#files.filter(({ state }) => state === 'running');
    const bytes = this.#done.bytes + running.reduce((sum, each) => sum + each.fraction * each.bytes, 0);
    const seconds = this.#done.seconds + this.#runningSeconds();
    if (bytes === 0) return undefined;
    const left = this.#files.filter(({ state }) => state === 'waiting' || state === 'running');
    const bytesLeft = left.reduce((sum, each) => sum + (1 - each.fraction) * each.bytes, 0);
    return (seconds / bytes) * bytesLeft;
  }

  /** Those that failed are to be done again. */
  retry(which: (file: BatchFile) => boolean = () => true): void {
    for (const file of this.#files) {
      if (file.state === 'failed' && which(file))
        this.#change(file, { state: 'waiting', fraction: 0, error: undefined });
    }
  }

  /** What waits is not to be done. */
  drop(): void {
    this.#files.splice(0, Infinity, ...this.#files.filter(({ state }) => state !== 'waiting'));
  }

  /** What the journal knows of an earlier run, as far as the results are still as they were. */
  async restore(): Promise<void> {
    for (const file of this.#files) {
      const row = this.options.journal?.rowOf(file.input.path);
      if (!row) continue;
      const { state, output, record } = row;
      const kept = output !== null && isSame(row.result, await this.#versionOf(output));
      if (state === 'failed') this.#change(file, { state, error: errorOf(record) });
      else if (kept) this.#change(file, { state, fraction: 1, output });
    }
  }

  /**
   * Denoises all that wait. What is under way when `signal` is aborted waits again; a failure is that of one image.
   * @throws {AmsnetError} cancelled, or what the journal could not be written with
   */
  async run(signal: AbortSignal): Promise<void> {
    this.#startedAt = performance.now();
    const flight: { file: Entry; ended: Promise<void> }[] = [];
    try {
      for (const file of this.#files) file.bytes = (await this.#versionOf(file.input.path))?.size ?? 1;
      for (;;) {
        for (let next; (next = this.#next(flight.map(({ file }) => file))) && !signal.aborted;) {
          this.#change(next, { state: 'running', fraction: 0 });
          const ended = this.#run(next, signal);
          // It is waited for in its turn.
          ended.catch(() => undefined);
          flight.push({ file: next, ended });
        }
        const first = flight.shift();
        if (!first) break;
        await first.ended;
        if (first.file.again === true) {
          // One crash is often the machine's fault, two of one image are the image's: so nothing else may cause the second.
          await Promise.all(flight.map(({ ended }) => ended));
          first.file.again = false;
          await this.#run(first.file, signal);
        }
        if (signal.aborted) throw new CancelledError();
        this.options.onSettled?.(first.file);
      }
    } finally {
      await Promise.allSettled(flight.map(({ ended }) => ended));
      this.#done.seconds += this.#runningSeconds();
      this.#startedAt = undefined;
      for (const file of this.#files)
        if (file.state === 'running') this.#change(file, { state: 'waiting', fraction: 0 });
    }
    if (signal.aborted) throw new CancelledError();
  }

  #next(flight: readonly Entry[]): Entry | undefined {
    const next = this.#files.find(({ state }) => state === 'waiting');
    const alone = next === undefined || [...flight, next].some(({ bytes }) => bytes > largeBytes);
    return flight.length === 0 || (flight.length < together && !alone) ? next : undefined;
  }

  /** Rejects only with what the journal failed with, or when it was cancelled. */
  async #run(file: Entry, signal: AbortSignal): Promise<void> {
    const { journal, denoise, rule } = this.options;
    const { input } = file;
    const source = await this.#versionOf(input.path);
    try {
      const before = journal?.rowOf(input.path);
      const kept = before?.output != null && isSame(before.result, await this.#versionOf(before.output));
      if (kept && isSame(before.source, source)) {
        this.#change(file, { state: before.state, fraction: 1, output: before.output ?? undefined });
        return;
      }
      const own = kept && before.state === 'done';
      // Of an image that has changed the batch's own result is made again.
      if (!own && (await this.#found(file, signal))) return;
      const place: Place = {
        rule,
        taken: this.#taken,
        isOwn: output => own && before.output === output,
        isOthers: output => this.#isOthers(input.path, output),
      };
      const finished = await denoise(input, place, {
        signal,
        smallerTiles: this.#needsSmallerTiles || file.crash?.lacksMemory === true,
        onProgress: progress => {
          this.#progress(file, progress);
        },
        onBegin: async (output, overwrite) => {
          this.#change(file, { output });
          if (!overwrite && !(await this.#versionOf(output))) await journal?.begin(input.path, output);
        },
      });
      if ('report' in finished) {
        this.#done.bytes += file.bytes;
        const { report, settings, auto, output, smallerTiles = false } = finished;
        const crash =
          file.crash === undefined
            ? []
            : [text.engineRestarted(file.crash.how, file.crash.lacksMemory && smallerTiles)];
        if (file.crash?.lacksMemory === true) this.#needsSmallerTiles = smallerTiles;
        const told = { ...finished, report: { ...report, notes: [...report.notes, ...crash] } };
        this.#change(file, { state: 'done', fraction: 1, output, finished: told });
        await this.#note(file, source, toRecord(told.report, settings, auto));
      } else {
        this.#change(file, { output: finished.taken });
        await this.#skip(file, source, signal);
      }
    } catch (error) {
      if (signal.aborted || error instanceof CancelledError) throw new CancelledError();
      if (hasCode(error, 'engine/crashed') && file.crash === undefined) {
        this.#change(file, {
          crash: { how: firstLine(error), lacksMemory: lacksMemory(error) },
          again: true,
          fraction: 0,
        });
        return;
      }
      this.#change(file, { state: 'failed', error });
      await this.#note(file, source, { error: toFailure(input.path, error).error });
    }
  }

  /** Whether the result is there already, as far as that can be told before the model is chosen. */
  async #found(file: Entry, signal: AbortSignal): Promise<boolean> {
    const { journal, rule, template } = this.options;
    if (namesModel(template)) return false;
    const output = nameOf(template, file.input, '');
    if (!(await this.#versionOf(output)) || this.#isOthers(file.input.path, output)) return false;
    const source = await this.#versionOf(file.input.path);
    const wasMaking = journal?.wasMaking(file.input.path, output) === true;
    if (rule !== 'skip' && !wasMaking) return false;
    this.#change(file, { output });
    await this.#skip(file, source, signal, wasMaking ? 'done' : 'skipped');
    return true;
  }

  /** The result is there: it stays, if it is one. */
  async #skip(file: Entry, source: Row['source'], signal: AbortSignal, state: Row['state'] = 'skipped'): Promise<void> {
    const { output = nameOf(this.options.template, file.input, '') } = file;
    await this.#verify(file.input.path, output, signal);
    this.#change(file, { state, fraction: 1, output });
    await this.#note(file, source, {});
  }

  /** @throws {AmsnetError} output/exists if the file is damaged or of another size than the image */
  async #verify(image: string, output: string, signal: AbortSignal): Promise<void> {
    // An object is whole or not there, and would have to be fetched.
    if (isS3(output) || isS3(image)) return;
    const { engine } = this.options;
    const inspect = (path: string) => engine.request('inspectImage', { image: path }, { signal });
    const notItsResult = (why: string) => new AmsnetError('output/exists', ...text.notItsResult(output, image, why));
    const [source, result] = await Promise.all([
      inspect(image),
      inspect(output).catch((error: unknown) => {
        throw error instanceof AmsnetError && error.code.startsWith('image/')
          ? notItsResult(error.message.replace(/\.$/, ''))
          : error;
      }),
    ]);
    const size = (info: typeof source) => `${info.width} x ${info.height}`;
    if (size(source) !== size(result)) throw notItsResult(text.otherSize(size(result), size(source)));
  }

  async #note(file: Entry, source: Row['source'], record: Row['record']): Promise<void> {
    const { state, output = null } = file;
    if (state === 'waiting' || state === 'running') return;
    if (output !== null && state !== 'failed') this.#results.set(fileIdentity(output), resolve(file.input.path));
    const result = state === 'failed' || output === null ? null : await this.#versionOf(output);
    await this.options.journal?.add({ input: file.input.path, output, state, source, result, record });
  }

  #isOthers(image: string, output: string): boolean {
    const place = fileIdentity(output);
    const owner = this.#results.get(place);
    const isImage = this.#images.has(place) && mayExist(output) && place !== fileIdentity(image);
    return isImage || (owner !== undefined && owner !== resolve(image));
  }

  #progress(file: Entry, { fraction, secondsLeft }: Progress): void {
    this.#change(file, { fraction, secondsLeft });
  }

  #change(file: Entry, change: Partial<Entry>): void {
    Object.assign(file, change);
    this.options.onChange?.(file);
  }

  #runningSeconds(): number {
    return this.#startedAt === undefined ? 0 : (performance.now() - this.#startedAt) / 1000;
  }
}
