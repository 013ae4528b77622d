import type { Job } from '../client/contract';
import { around, contains, type Rect } from '../core/geometry';
import type { DenoiseSettings } from '../core/settings';
import { settingsKey } from '../core/stages';

/** What is still to come before the exact pixels of a job. */
export interface Before {
  /** Its settings with fewer passes, the fewest first. */
  readonly drafts: readonly DenoiseSettings[];
  /** Whether a small tile about the eye comes before any other pixels that a network makes. */
  readonly spot: boolean;
}

/** Passes that need not be run again, and where. */
interface Passes {
  /** Names the PD stage, and one repetition of R3 on it. */
  readonly pdStage: string;
  readonly repetition: string;
  readonly r3Count: number;
  readonly place: Rect;
}

/** Which results of fewer passes come before one of many, and for which it is too late: they were there already. */
export class Drafts {
  #made: Passes | undefined;

  before({ settings, ...job }: Job, { viewport, level }: { readonly viewport: Rect; readonly level: number }): Before {
    const { mode, r3Ratio, r3Count } = settings;
    // Zoomed out a small tile is a few pixels.
    const spot = level === 0;
    if (mode === 'single-pass' || r3Ratio === 0) return { drafts: [], spot };
    const now = passesOf({ ...job, settings }, viewport);
    const made = this.#made && contains(this.#made.place, viewport) ? this.#made : undefined;
    const union = made?.pdStage === now.pdStage ? [] : [{ ...settings, r3Ratio: 0 }];
    // What stands there is nearer to what is wanted than the first repetition is, and a small tile has nothing to go on from.
    if (made?.repetition === now.repetition && made.r3Count < r3Count) return { drafts: [], spot: false };
    return { drafts: r3Count === 1 ? union : [...union, oneRepetition(settings)], spot };
  }

  /** All of the result of `job` is there in `viewport`. */
  made(job: Job, viewport: Rect): void {
    if (job.settings.mode === 'single-pass') return;
    const now = passesOf(job, viewport);
    const before = this.#made;
    this.#made = before?.pdStage === now.pdStage ? { ...now, place: around([before.place, viewport]) } : now;
  }
}

function passesOf({ model, device, page, settings }: Job, place: Rect): Passes {
  const name = (stage: 'union' | 'refined', of = settings) =>
    JSON.stringify([model, device, page, settingsKey(stage, of)]);
  const repetition = name('refined', oneRepetition(settings));
  return { pdStage: name('union'), repetition, r3Count: settings.r3Count, place };
}

function oneRepetition(settings: DenoiseSettings): DenoiseSettings {
  return { ...settings, r3Count: 1 };
}
