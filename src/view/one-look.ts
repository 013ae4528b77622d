import type { Engine, Job, Params, Patch, Provenance } from '../client/contract';
import { hasCode } from '../core/errors';
import { area, atLevel, intersection, type Point, type Rect } from '../core/geometry';
import { presets, type DenoiseSettings } from '../core/settings';
import type { Activity, PinName, StageName, ViewMessage } from '../messages/view';
import type { Before } from './drafts';
import type { FilePixels, FileStage } from './file-pixels';
import { isCancelled } from './problem';

export type Look = Extract<ViewMessage, { type: 'look' }>;

/**
 * How long a pass under way may take after the view has moved on before the engine is killed for it: a slow network on a
 * slow machine finishes its pass, a hung one does not stay.
 */
export const patienceMs = 10_000;
/** Edge of the preview's tiles: a run of the fast network on one takes less than a second, and halos are a small share of it. */
const previewTile = 768;
/**
 * Edge of the tile about the eye that comes before the others: with its halo a sixth of one of these, and a fraction of a second for
 * any of the bundled networks.
 */
const spotTile = 128;
/** Before, the time left would be guessed from the start of the engine. */
const estimateAfter = { seconds: 2, fraction: 0.03 };
/** A picture that takes longer than this is told of, and can be stopped, before its first pixels are there. */
const slowMs = 200;

/** What comes of a look while it goes on. */
export interface LookEvents {
  /** `pin`: the result of a job that was pinned. */
  patch(patch: Patch, job: Job, pin?: PinName): void;
  /** The job of a pinned result, while there is one. */
  pinnedJob(pin: PinName): Job | undefined;
  preview(patch: Patch, job: Job): void;
  /** Of the result that is wanted of `job` what fewer passes make of it. */
  draft(patch: Patch, job: Job): void;
  /** The whole preview is there, and the exact pixels are asked for next. */
  previewed(): void;
  /** The model that previews are made with. */
  previewModel(): string | undefined;
  /** All of the result of `job`, which may have fewer passes than the one that is wanted, is there in the viewport. */
  made(job: Job, viewport: Rect): void;
  progress(activity: Activity): void;
}

interface Place {
  readonly viewport: Rect;
  readonly level: number;
  readonly eye?: Point;
}

/** The pixels of one viewport: those of files, then of the result and what it is made of, soonest what is soon made; pins last. */
export class OneLook {
  readonly #cancel = new AbortController();
  readonly #files: readonly FileStage[];
  readonly #pins: readonly PinName[];
  /** The result before what it is made of. */
  readonly #computed: readonly StageName[];
  readonly #place: Place;
  readonly #start = performance.now();
  #before: Before;
  /** Pixels of the level, over all stages: those that are there, and all. */
  #there = 0;
  readonly #wanted: number;

  /** @param before what is to come before the exact pixels: all of it, or what a look that this one replaces has left of it */
  constructor(
    private readonly engine: Engine,
    private readonly pictures: FilePixels,
    private readonly events: LookEvents,
    private readonly look: Look,
    private readonly job: Job,
    before: Before,
  ) {
    const { viewport, level, eye, stages } = look;
    this.#place = { viewport, level, ...(eye && { eye }) };
    this.#before = before;
    this.#files = stages.filter(isFile);
    this.#pins = stages.filter(isPin);
    this.#computed = stages
      .filter((stage): stage is StageName => !isFile(stage) && !isPin(stage))
      .sort((a, b) => Number(b === 'result') - Number(a === 'result'));
    this.#wanted = area(atLevel(viewport, level)) * (this.#byNetwork || this.#files.length);
  }

  /** What of it is still to come. */
  get before(): Before {
    return this.#before;
  }

  /** Of what the network makes. */
  cancel(): void {
    this.#cancel.abort();
  }

  /**
   * The first question is asked before it returns.
   * @returns how the pixels were made, if a network was needed for them
   * @throws {AmsnetError} as `render` of the engine; `cancelled` after `cancel`
   */
  async run(): Promise<Provenance | undefined> {
    const slow = setTimeout(() => {
      if (!this.#signal.aborted && this.#there === 0) {
        this.events.progress({ kind: 'visible', fraction: undefined, secondsLeft: undefined });
      }
    }, slowMs);
    try {
      // What needs no network comes at once, instead of tile by tile behind what does.
      const pictures = this.pictures.ask(this.#files, this.job, this.#place, patch => {
        this.#came(patch, this.job);
      });
      const [provenance] = await Promise.all([this.#compute(pictures), pictures]);
      return provenance;
    } finally {
      clearTimeout(slow);
    }
  }

  get #signal(): AbortSignal {
    return this.#cancel.signal;
  }

  /** How many stages a network makes. */
  get #byNetwork(): number {
    return this.#computed.length + this.#pins.length;
  }

  async #compute(pictures: Promise<unknown>): Promise<Provenance | undefined> {
    const provenance = this.#computed.length > 0 ? await this.#current(pictures) : undefined;
    for (const pin of this.#pins) {
      const job = this.events.pinnedJob(pin);
      if (!job) continue;
      const { viewport, level } = this.#place;
      await this.#render({ job, stages: ['result'], viewport, level }, patch => {
        this.#came(patch, job, pin);
      });
    }
    return provenance;
  }

  /** The stages of the settings as they are now. */
  async #current(pictures: Promise<unknown>): Promise<Provenance> {
    const { look, job } = this;
    const hasResult = this.#computed.includes('result');
    let missing = this.#computed;
    // Asked at once where there is no preview: only then does a tile under way go over to the new request.
    if (look.preview && this.events.previewModel() !== undefined) {
      // A run of the network would keep the engine from sending what it stands over.
      await pictures;
      await this.#preview();
      this.#before = { drafts: [], spot: false };
    }
    for (const settings of hasResult ? this.#before.drafts : []) {
      missing = await this.#draft({ ...job, settings }, missing);
      this.#before = { drafts: this.#before.drafts.slice(1), spot: false };
    }
    const provenance = await this.#render({ job, stages: [...missing], ...this.#place, ...this.#spot }, patch => {
      this.#came(patch, job);
    });
    if (hasResult) this.events.made(job, look.viewport);
    return provenance;
  }

  /**
   * What R3 takes all its passes for is there before: what it refines, and what its first repetition makes of that.
   * @param of `job` with fewer passes
   * @returns which of the `missing` stages are still missing
   */
  async #draft(of: Job, missing: readonly StageName[]): Promise<readonly StageName[]> {
    // What is made on the way to it: later it would have to be made again.
    const alongside = of.settings.r3Ratio === 0 ? missing.filter(isOfPdStage) : [];
    try {
      await this.#render({ job: of, stages: ['result', ...alongside], ...this.#place, ...this.#spot }, patch => {
        if (patch.stage !== 'result') {
          this.#came(patch, this.job);
          return;
        }
        this.#before = { ...this.#before, spot: false };
        this.events.draft(patch, this.job);
      });
    } catch (error) {
      if (!canBeMissed(error)) throw error;
      return missing;
    }
    this.events.made({ ...of, settings: withoutR3(of.settings) }, this.#place.viewport);
    return missing.filter(stage => !alongside.includes(stage));
  }

  /** Before the exact pixels, because all of it is there before the first of them would be. */
  async #preview(): Promise<void> {
    const { preview } = this.look;
    const { image, page, device } = this.job;
    const model = this.events.previewModel();
    if (!preview || model === undefined) return;
    const settings = presets['single-pass'];
    const job: Job = { image, model, device, settings, tile: previewTile, ...(page === undefined ? {} : { page }) };
    try {
      await this.#render({ job, stages: ['result'], ...preview, preview: true }, patch => {
        this.events.preview(patch, job);
      });
      this.events.previewed();
    } catch (error) {
      if (!canBeMissed(error)) throw error;
    }
  }

  get #spot(): { spot?: number } {
    return this.#before.spot ? { spot: spotTile } : {};
  }

  #render(params: Params<'render'>, onPatch: (patch: Patch) => void): Promise<Provenance> {
    const onProgress = (patch: Patch) => {
      if (!this.#signal.aborted) onPatch(patch);
    };
    return this.engine.request('render', params, { signal: this.#signal, onProgress, patienceMs });
  }

  #came(patch: Patch, job: Job, pin?: PinName): void {
    // A view that has moved on still has use for pixels of files.
    if (isFile(patch.stage) || !this.#signal.aborted) this.events.patch(patch, job, pin);
    if (this.#signal.aborted) return;
    // Pictures say nothing of the time that the others take.
    if (isFile(patch.stage) && this.#byNetwork > 0) return;
    if (!isFile(patch.stage) && this.#before.spot) this.#before = { ...this.#before, spot: false };
    const { viewport, level } = this.#place;
    this.#there += area(intersection(patch.rect, atLevel(viewport, level)));
    const fraction = Math.min(1, this.#there / this.#wanted);
    const seconds = (performance.now() - this.#start) / 1000;
    const tooSoon = seconds < estimateAfter.seconds || fraction < estimateAfter.fraction;
    const secondsLeft = tooSoon ? undefined : (seconds * (1 - fraction)) / fraction;
    this.events.progress({ kind: 'visible', fraction, secondsLeft });
  }
}

/**
 * Of what comes before the exact pixels: these come without it, or with the reason why none do. That the engine ended must be told, as
 * the next request starts another one.
 */
function canBeMissed(error: unknown): boolean {
  return !isCancelled(error) && !hasCode(error, 'engine/crashed');
}

function isPin(stage: StageName | PinName): stage is PinName {
  return stage.startsWith('pin:');
}

function isFile(stage: StageName | PinName): stage is FileStage {
  return stage === 'noisy' || stage === 'reference';
}

/** Whether a stage is made on the way to the union, or is it. */
function isOfPdStage(stage: StageName): boolean {
  return stage === 'union' || stage.startsWith('branch:');
}

function withoutR3(settings: DenoiseSettings): DenoiseSettings {
  return { ...settings, r3Ratio: 0 };
}
