import type { Engine, Job, Patch, Provenance } from '../client/contract';
import { hasCode } from '../core/errors';
import { area, atLevel, intersection } from '../core/geometry';
import { presets, type DenoiseSettings } from '../core/settings';
import { settingsKey } from '../core/stages';
import { isCancelled } from './problem';
import type { Activity, PinName, StageName, ViewMessage } from '../messages/view';

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

export interface VisiblePixelsEvents {
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
  progress(activity: Activity): void;
  /** Called for every look that was begun, also one that was given up, with the time that it took. */
  ended(seconds: number): void;
  /** How the pixels were made, if a network was needed for them. */
  done(provenance: Provenance | undefined): void;
  failed(error: unknown): void;
}

/** Passes that may be gone on from. */
interface Passes {
  /** Names the PD stage, and one repetition of R3 on it. */
  readonly pdStage: string;
  readonly repetition: string;
  readonly r3Count: number;
}

interface Draft {
  readonly job: Job;
  /** With fewer passes than those of the job. */
  readonly settings: DenoiseSettings;
  /** The stages that are wanted of the job. */
  readonly missing: readonly StageName[];
  readonly spot?: number;
}

/** Keeps one question open: the pixels of the newest viewport. A newer one replaces it. */
export class VisiblePixels {
  #current: AbortController | undefined;
  /** What was last computed by many passes. */
  #last: Passes | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly events: VisiblePixelsEvents,
  ) {}

  get busy(): boolean {
    return this.#current !== undefined;
  }

  stop(): void {
    this.#current?.abort();
    this.#current = undefined;
  }

  async look(look: Look, job: Job): Promise<void> {
    const before = this.#current;
    const mine = new AbortController();
    const start = performance.now();
    const end = () => {
      this.events.ended((performance.now() - start) / 1000);
    };
    this.#current = mine;
    try {
      const running = this.#request(look, job, mine.signal, before === undefined);
      // Only now: a tile that both viewports need goes over to the new request instead of being started again.
      before?.abort();
      const provenance = await running.finally(end);
      if (this.#current !== mine) return;
      this.#current = undefined;
      this.events.done(provenance);
    } catch (error) {
      if (this.#current !== mine) return;
      this.#current = undefined;
      mine.abort();
      if (!isCancelled(error)) this.events.failed(error);
    }
  }

  /** @param afresh nothing is under way that the new request could take over */
  async #request(look: Look, job: Job, signal: AbortSignal, afresh: boolean): Promise<Provenance | undefined> {
    const { viewport, level, stages, eye } = look;
    const seen = atLevel(viewport, level);
    // What needs no network comes at once, instead of tile by tile behind what does, and says nothing of the time left.
    const files = stages.filter(isFile);
    const pins = stages.filter(isPin);
    // The result before what it is made of.
    const computed = stages
      .filter((stage): stage is StageName => !isFile(stage) && !isPin(stage))
      .sort((a, b) => Number(b === 'result') - Number(a === 'result'));
    const wanted = area(seen) * (computed.length + pins.length || files.length);
    const start = performance.now();
    let there = 0;
    const onPatch = (patch: Patch, of: Job, pin?: PinName) => {
      if (signal.aborted) return;
      this.events.patch(patch, of, pin);
      if (isFile(patch.stage) && computed.length + pins.length > 0) return;
      there += area(intersection(patch.rect, seen));
      const fraction = Math.min(1, there / wanted);
      const seconds = (performance.now() - start) / 1000;
      const tooSoon = seconds < estimateAfter.seconds || fraction < estimateAfter.fraction;
      const secondsLeft = tooSoon ? undefined : (seconds * (1 - fraction)) / fraction;
      this.events.progress({ kind: 'visible', fraction, secondsLeft });
    };
    const onProgress = (patch: Patch) => {
      onPatch(patch, job);
    };
    const pictures = Promise.all(
      files.map(stage => {
        const image = (stage === 'noisy' ? job.image : job.reference) ?? job.image;
        const page = job.page === undefined ? {} : { page: job.page };
        // In the range of the noisy image, so that equal values look the same.
        const like = stage === 'noisy' ? {} : { like: { image: job.image, ...page } };
        const stageOf = (patch: Omit<Patch, 'stage'>) => {
          onProgress({ ...patch, stage });
        };
        return this.engine.request(
          'picture',
          { image, ...page, ...like, viewport, level },
          { signal, onProgress: stageOf },
        );
      }),
    );
    const compute = async (): Promise<Provenance | undefined> => {
      if (computed.length === 0) return undefined;
      let missing: readonly StageName[] = computed;
      let spot: { readonly spot?: number } = {};
      // Asked at once where there is no preview: only then does a tile under way go over to the new request.
      if (look.preview && this.events.previewModel() !== undefined) {
        // A run of the network would keep the engine from sending what it stands over.
        await pictures;
        await this.#preview(look, job, signal);
      } else if (afresh) {
        const { drafts, goesOn } = this.#draftsOf(job);
        // A small tile has not what there is to go on from.
        if (level === 0 && !goesOn) spot = { spot: spotTile };
        for (const settings of computed.includes('result') ? drafts : []) {
          missing = await this.#draft(look, { job, settings, missing, ...spot }, signal, onProgress);
          spot = {};
        }
      }
      const params = { job, stages: [...missing], viewport, level, ...(eye ? { eye } : {}), ...spot };
      return this.engine.request('render', params, { signal, onProgress, patienceMs });
    };
    /** After what belongs to the settings as they are now. */
    const computePinned = async (): Promise<void> => {
      for (const pin of pins) {
        const pinned = this.events.pinnedJob(pin);
        if (!pinned) continue;
        const params = { job: pinned, stages: ['result' as const], viewport, level };
        const onPinned = (patch: Patch) => {
          onPatch(patch, pinned, pin);
        };
        await this.engine.request('render', params, { signal, onProgress: onPinned, patienceMs });
      }
    };
    const computeAll = async () => {
      const provenance = await compute();
      await computePinned();
      return provenance;
    };
    const slow = setTimeout(() => {
      if (!signal.aborted && there === 0) {
        this.events.progress({ kind: 'visible', fraction: undefined, secondsLeft: undefined });
      }
    }, slowMs);
    const [provenance] = await Promise.all([computeAll(), pictures]).finally(() => {
      clearTimeout(slow);
    });
    return provenance;
  }

  /**
   * Settings with fewer passes, which need not be computed again.
   * @returns also whether nothing but more repetitions than last time are wanted
   */
  #draftsOf({ model, device, page, settings }: Job): { drafts: DenoiseSettings[]; goesOn: boolean } {
    const before = this.#last;
    const name = (stage: 'union' | 'refined', of = settings) =>
      JSON.stringify([model, device, page, settingsKey(stage, of)]);
    const { mode, r3Ratio, r3Count } = settings;
    const now = { pdStage: name('union'), repetition: name('refined', oneRepetition(settings)), r3Count };
    this.#last = now;
    if (mode === 'single-pass' || r3Ratio === 0) return { drafts: [], goesOn: false };
    // Then what stands there is nearer to what is wanted than the first repetition is.
    const goesOn = before?.repetition === now.repetition && before.r3Count < r3Count;
    const union = before?.pdStage === now.pdStage ? [] : [{ ...settings, r3Ratio: 0 }];
    const first = r3Count === 1 || goesOn ? [] : [oneRepetition(settings)];
    return { drafts: [...union, ...first], goesOn };
  }

  /**
   * What R3 takes all its passes for is there before: what it refines, and what its first repetition makes of that.
   * @returns which of the `missing` stages are still missing
   */
  async #draft(
    { viewport, level, eye }: Look,
    { job, settings, missing, spot }: Draft,
    signal: AbortSignal,
    onProgress: (patch: Patch) => void,
  ): Promise<readonly StageName[]> {
    // What is made on the way to it: later it would have to be made again.
    const alongside = settings.r3Ratio === 0 ? missing.filter(isOfPdStage) : [];
    const onPatch = (patch: Patch) => {
      if (patch.stage !== 'result') onProgress(patch);
      else if (!signal.aborted) this.events.draft(patch, job);
    };
    const params = {
      job: { ...job, settings },
      stages: ['result' as const, ...alongside],
      viewport,
      level,
      ...(eye && { eye }),
      ...(spot !== undefined && { spot }),
    };
    try {
      await this.engine.request('render', params, { signal, onProgress: onPatch, patienceMs });
    } catch (error) {
      if (!canBeMissed(error)) throw error;
      return missing;
    }
    return missing.filter(stage => !alongside.includes(stage));
  }

  /** Before the exact pixels, because all of it is there before the first of them would be. */
  async #preview({ preview }: Look, { image, page, device }: Job, signal: AbortSignal): Promise<void> {
    const model = this.events.previewModel();
    if (!preview || model === undefined) return;
    const settings = presets['single-pass'];
    const job: Job = { image, model, device, settings, tile: previewTile, ...(page === undefined ? {} : { page }) };
    const onProgress = (patch: Patch) => {
      if (!signal.aborted) this.events.preview(patch, job);
    };
    try {
      const params = { job, stages: ['result' as const], ...preview, preview: true };
      await this.engine.request('render', params, { signal, onProgress, patienceMs });
      this.events.previewed();
    } catch (error) {
      if (!canBeMissed(error)) throw error;
    }
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

function isFile(stage: StageName | PinName): stage is 'noisy' | 'reference' {
  return stage === 'noisy' || stage === 'reference';
}

/** Whether a stage is made on the way to the union, or is it. */
function isOfPdStage(stage: StageName): boolean {
  return stage === 'union' || stage.startsWith('branch:');
}

function oneRepetition(settings: DenoiseSettings): DenoiseSettings {
  return { ...settings, r3Count: 1 };
}
