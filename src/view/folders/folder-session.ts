import { comparePair, pairsOf, type ComparedPair, type FilePair } from '../../batch/folder-pairs';
import { RetryingEngine } from '../../batch/retrying-engine';
import type { EngineLease } from '../../client/engine-client';
import { isCancelled } from '../problem';
import type { FoldersHostMessage, FoldersState, ListedPair } from '../../messages/folders';
import { text } from '../text';

export interface FolderSessionOptions {
  readonly id: string;
  readonly a: string;
  readonly b: string;
  /** The engine is held only while pairs are measured. */
  readonly acquire: () => EngineLease;
}

/** While one pair is measured, the files of the next are read. */
const atATime = 2;
/** As often as anybody looks. */
const tellMs = 200;

/** Two folders: measures their images pair by pair, and tells the page that lists them. Knows nothing of VS Code. */
export class FolderSession {
  #state: FoldersState;
  /** Undefined until the folders have been read. */
  #pairs: readonly FilePair[] | undefined;
  /** By the number of the pair. */
  readonly #compared = new Map<number, ComparedPair>();
  readonly #untold = new Set<number>();
  #timer: NodeJS.Timeout | undefined;
  #work: AbortController | undefined;
  #post: ((message: FoldersHostMessage) => void) | undefined;

  constructor(private readonly options: FolderSessionOptions) {
    const { id, a, b } = options;
    this.#state = { id, a, b, phase: 'reading', problem: undefined };
  }

  get state(): FoldersState {
    return this.#state;
  }

  /** Those that are measured so far. */
  get results(): readonly ComparedPair[] {
    return [...this.#compared.values()];
  }

  /** The files of a pair, where both are there. */
  filesOf(number: number): readonly [a: string, b: string] | undefined {
    const { a, b } = this.#pairs?.at(number) ?? {};
    return a === undefined || b === undefined ? undefined : [a, b];
  }

  /** Reads the folders, then measures; what was known before is old. @throws never; what goes wrong is shown in the page. */
  async refresh(): Promise<void> {
    const mine = this.#begin('reading');
    this.#compared.clear();
    this.#pairs = undefined;
    this.#tellAll();
    try {
      const pairs = await pairsOf(this.options.a, this.options.b);
      if (this.#work !== mine) return;
      this.#pairs = pairs;
      this.#tellAll();
    } catch (error) {
      const problem = text.folders.unreadable(error instanceof Error ? error.message : String(error));
      if (this.#work === mine) this.#end({ phase: 'stopped', problem });
      return;
    }
    await this.resume();
  }

  /** Goes on with what is not measured yet. */
  async resume(): Promise<void> {
    const pairs = this.#pairs;
    if (!pairs) return this.refresh();
    const mine = this.#begin('comparing');
    const waiting = pairs.flatMap((pair, number) => (this.#compared.has(number) ? [] : [{ pair, number }])).values();
    const lease = this.options.acquire();
    try {
      await Promise.all(Array.from({ length: atATime }, () => this.#measure(lease, waiting, mine)));
      if (this.#work === mine) this.#end({ phase: 'ended' });
    } catch (error) {
      // What is wrong with a pair is said in its row; only a stop ends all of them.
      if (!isCancelled(error)) throw error;
    } finally {
      lease.dispose();
    }
  }

  stop(): void {
    if (this.#work) this.#end({ phase: 'stopped' });
  }

  /** Shows everything to a page that has (re)started. */
  attach(post: (message: FoldersHostMessage) => void): void {
    this.#post = post;
    this.#tellAll();
  }

  /** The page is hidden, and will start anew. The work goes on. */
  detach(): void {
    this.#post = undefined;
  }

  dispose(): void {
    this.detach();
    this.stop();
    clearTimeout(this.#timer);
  }

  /** @param waiting one list for all that measure side by side */
  async #measure(
    engine: EngineLease,
    waiting: Iterator<{ pair: FilePair; number: number }>,
    mine: AbortController,
  ): Promise<void> {
    for (let next = waiting.next(); !next.done && this.#work === mine; next = waiting.next()) {
      const { pair, number } = next.value;
      const result = await comparePair(new RetryingEngine(engine), pair, {}, mine.signal);
      if (this.#work !== mine) return;
      this.#compared.set(number, result);
      this.#tellSoon(number);
    }
  }

  #begin(phase: FoldersState['phase']): AbortController {
    this.#work?.abort();
    this.#work = new AbortController();
    this.#update({ phase, problem: undefined });
    return this.#work;
  }

  #end(change: Partial<FoldersState>): void {
    this.#work?.abort();
    this.#work = undefined;
    this.#tell();
    this.#update(change);
  }

  #update(change: Partial<FoldersState>): void {
    this.#state = { ...this.#state, ...change };
    this.#post?.({ type: 'folders', state: this.#state });
  }

  #tellAll(): void {
    this.#untold.clear();
    this.#post?.({ type: 'folders', state: this.#state });
    const pairs = this.#pairs ?? [];
    this.#post?.({ type: 'pairs', pairs: pairs.map((pair, i) => this.#listed(pair, i)), all: pairs.length });
  }

  #tellSoon(number: number): void {
    this.#untold.add(number);
    this.#timer ??= setTimeout(() => {
      this.#tell();
    }, tellMs);
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const pairs = this.#pairs ?? [];
    const changed = [...this.#untold].map(number => this.#listed(pairs[number], number));
    if (changed.length > 0) this.#post?.({ type: 'pairs', pairs: changed });
    this.#untold.clear();
  }

  #listed(pair: FilePair, number: number): [number, ListedPair] {
    const only = pair.a === undefined ? 'b' : pair.b === undefined ? 'a' : undefined;
    const found = this.#compared.get(number);
    // What one folder lacks is known before anything is measured.
    if (!found) return [number, { name: pair.name, state: only ? 'missing' : 'waiting', only }];
    const { name, state, psnr, ssim, maxDifference, peak, error } = found;
    return [number, { name, state, only, psnr, ssim, maxDifference, peak, message: error?.message }];
  }
}
