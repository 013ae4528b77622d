import * as z from 'zod';
import { Batch, type BatchFile } from '../../batch/batch';
import { denoiseFile, type Recipe } from '../../batch/denoise-file';
import { Journal } from '../../batch/journal';
import { existingRules } from '../../batch/names';
import { RetryingEngine } from '../../batch/retrying-engine';
import type { EngineLease } from '../../client/engine-client';
import { Device } from '../../client/device';
import { canChoose } from '../../core/auto-settings';
import { isCancelled } from '../problem';

/** What is to be done; it stays in the journal, with which the batch goes on after a reload. */
export const BatchPlan = z.object({
  inputs: z.array(z.object({ path: z.string(), subfolder: z.string().exactOptional() })).readonly(),
  template: z.string(),
  rule: z.enum(existingRules),
  /** The one that suits each image, unless one is named. */
  model: z.string().exactOptional(),
  device: Device,
  /** Whether it was stopped by a person. */
  paused: z.boolean(),
});
export type BatchPlan = z.infer<typeof BatchPlan>;

export type BatchPhase = 'running' | 'paused' | 'ended';

export interface BatchSessionOptions {
  readonly acquire: () => EngineLease;
  /** Something about a file, or about all if none is said. */
  readonly changed: (file?: BatchFile) => void;
  /** It has come to its end. */
  readonly ended: () => void;
}

/** Edge of the tiles: smaller than on the command line, so that a view beside the batch waits less for the network. */
const tile = 512;

/** A batch of the editor: runs, pauses, is cancelled, tries failures again, and remembers all of it in its journal. */
export class BatchSession {
  readonly #batch: Batch;
  #abort: AbortController | undefined;
  #running: Promise<void> | undefined;
  #error: unknown;

  private constructor(
    private readonly journal: Journal,
    private plan: BatchPlan,
    private readonly options: BatchSessionOptions,
  ) {
    const { inputs, template, rule } = plan;
    this.#batch = new Batch({
      // The engine is held only while the batch runs.
      engine: { request: (...request) => this.#engine().request(...request) },
      inputs,
      template,
      rule,
      journal,
      denoise: async (input, place, running) =>
        denoiseFile(this.#engine(), input, template, await this.#recipeOnce(running.signal), place, running),
      onChange: options.changed,
    });
  }

  static async start(path: string, plan: BatchPlan, options: BatchSessionOptions): Promise<BatchSession> {
    const journal = await Journal.open(path, { afresh: true });
    await journal.setPlan(plan);
    return new BatchSession(journal, plan, options);
  }

  /** What another window, or this one before it was loaded anew, has left. */
  static async restore(path: string, options: BatchSessionOptions): Promise<BatchSession | undefined> {
    const journal = await Journal.open(path);
    const plan = BatchPlan.safeParse(journal.plan);
    if (!plan.success) {
      await journal.close();
      return undefined;
    }
    const session = new BatchSession(journal, plan.data, options);
    await session.#batch.restore();
    return session;
  }

  get journalPath(): string {
    return this.journal.path;
  }

  get files(): readonly BatchFile[] {
    return this.#batch.files;
  }

  get phase(): BatchPhase {
    if (this.#running) return 'running';
    return this.#batch.count('waiting') > 0 ? 'paused' : 'ended';
  }

  /** Why the whole of it could not go on, if it could not. */
  get error(): unknown {
    return this.#error;
  }

  get secondsLeft(): number | undefined {
    return this.#batch.secondsLeft;
  }

  count(...states: BatchFile['state'][]): number {
    return this.#batch.count(...states);
  }

  get rows() {
    return this.journal.rows;
  }

  /** Whether it was under way when its window went. */
  get wasRunning(): boolean {
    return !this.plan.paused && this.#batch.count('waiting') > 0;
  }

  async resume(): Promise<void> {
    if (this.#running) return this.#running;
    await this.#remember({ paused: false });
    this.#running = this.#run();
    this.options.changed();
    return this.#running;
  }

  /** What is under way begins anew when it goes on. */
  async pause(): Promise<void> {
    await this.#remember({ paused: true });
    await this.stop();
  }

  /** Gives up what is not done. */
  async cancel(): Promise<void> {
    await this.stop();
    this.#batch.drop();
    await this.#remember({ inputs: this.#batch.files.map(({ input }) => input) });
    this.options.changed();
  }

  async retry(which?: (file: BatchFile) => boolean): Promise<void> {
    this.#batch.retry(which);
    await this.resume();
  }

  /** Without a word in the journal: the next window goes on. */
  async stop(): Promise<void> {
    this.#abort?.abort();
    await this.#running;
  }

  /** Gives the journal back, and with `forget` deletes it. */
  async close(forget: boolean): Promise<void> {
    await this.stop();
    if (forget) await this.journal.remove();
    await this.journal.close();
  }

  async #run(): Promise<void> {
    const abort = (this.#abort = new AbortController());
    this.#error = undefined;
    try {
      await this.#batch.run(abort.signal);
    } catch (error) {
      if (!isCancelled(error)) this.#error = error;
    } finally {
      this.#running = undefined;
      this.#lease?.dispose();
      this.#lease = undefined;
      this.#recipe = undefined;
    }
    this.options.changed();
    if (!abort.signal.aborted) this.options.ended();
  }

  #lease: EngineLease | undefined;
  #recipe: Promise<Recipe> | undefined;

  #engine(): EngineLease {
    return (this.#lease ??= this.options.acquire());
  }

  #recipeOnce(signal: AbortSignal): Promise<Recipe> {
    return (this.#recipe ??= this.#askRecipe(signal));
  }

  async #askRecipe(signal: AbortSignal): Promise<Recipe> {
    const { model, device } = this.plan;
    const info = await new RetryingEngine(this.#engine()).request('inspectModel', { model }, { signal });
    return {
      model: model ?? info.name,
      device,
      tile,
      settings: info.defaults,
      ...(info.hasCard && canChoose(info) && { auto: { changes: {}, anyModel: model === undefined } }),
    };
  }

  async #remember(change: Partial<BatchPlan>): Promise<void> {
    this.plan = { ...this.plan, ...change };
    await this.journal.setPlan(this.plan);
  }
}
