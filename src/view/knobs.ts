import type { ModelInfo } from '../client/contract';
import type { Device } from '../client/device';
import { canChoose, neverChosen } from '../core/auto-settings';
import { type DenoiseSettings, withChanges } from '../core/settings';
import type { KnobChange, Knobs, PinnedResult, StageName, ViewState } from '../messages/view';

/** What is kept of a view while it is closed. */
export interface Memory {
  readonly knobs: Knobs;
  /** Settings that were chosen from the image, and will be chosen again: the model that the choice starts from. */
  readonly auto?: string | undefined;
  /** Only if the user picked it; one found by its name is found again. */
  readonly reference?: string;
  /** Of a stack that which was shown, unless it was the first. */
  readonly page?: number;
  /** With the settings that they are made with again. */
  readonly pinned?: readonly Omit<PinnedResult, 'score'>[];
}

export function initialState(name: string, allowModelFiles: boolean): ViewState {
  return {
    image: { name, revision: 0, info: undefined },
    page: 0,
    knobs: undefined,
    auto: undefined,
    models: [],
    devices: [],
    reference: undefined,
    presets: [],
    history: { undo: false, redo: false },
    pinned: [],
    noise: undefined,
    activity: undefined,
    provenance: undefined,
    measured: undefined,
    sweep: undefined,
    paused: false,
    problem: undefined,
    notice: undefined,
    seconds: undefined,
    measureSeconds: undefined,
    attempt: 0,
    keeps: undefined,
    allowModelFiles,
  };
}

/**
 * The knobs of a view that opens: as remembered while that model is still there, else what the model's card recommends, to
 * begin with where settings are chosen from the image.
 */
export function knobsFor(
  model: ModelInfo,
  device: Device,
  memory: Memory | undefined,
): Pick<ViewState, 'knobs' | 'auto'> {
  if (memory?.knobs.model === model.name) {
    return { knobs: memory.knobs, auto: memory.auto === undefined ? undefined : toBeChosen(memory.auto) };
  }
  return { knobs: { model: model.name, device, settings: model.defaults }, auto: autoOf(model) };
}

function toBeChosen(from: string): NonNullable<ViewState['auto']> {
  return { from, reason: undefined };
}

/** What a model begins with: a choice from the image where its card leaves one. */
export function autoOf(model: ModelInfo | undefined): ViewState['auto'] {
  return model?.hasCard === true && canChoose(model) ? toBeChosen(model.name) : undefined;
}

/** Settings and their reason after a change by hand. Another model brings its own recommended settings with it. */
export function changed(
  { knobs, auto, models }: Pick<ViewState, 'auto' | 'models'> & { readonly knobs: Knobs },
  change: KnobChange,
): Pick<ViewState, 'knobs' | 'auto'> {
  const model = models.find(({ name }) => name === (change.model ?? knobs.model));
  if (change.auto === true) {
    const settings = withChanges(model?.defaults ?? knobs.settings, kept(knobs.settings));
    return { knobs: merged({ ...knobs, settings }, change), auto: toBeChosen(auto?.from ?? knobs.model) };
  }
  const renewed = change.model !== undefined && model !== undefined;
  const byHand = Object.keys(change.settings ?? {}).some(name => !neverChosen.some(each => each === name));
  const before = renewed ? { ...knobs, settings: model.defaults } : knobs;
  const automatic = renewed ? autoOf(model) : auto;
  return { knobs: merged(before, change), auto: byHand ? undefined : automatic };
}

/** What a choice leaves as it was. */
export function kept({ strength, seed }: DenoiseSettings): Pick<DenoiseSettings, (typeof neverChosen)[number]> {
  return { strength, seed };
}

function merged(knobs: Knobs, { model, device, settings }: KnobChange): Knobs {
  return {
    model: model ?? knobs.model,
    device: device ?? knobs.device,
    settings: withChanges(knobs.settings, settings),
  };
}

/** Stages that a report can have a score for; noisy and result always have theirs. */
export function measurable(stage: StageName): boolean {
  return stage !== 'noisy' && stage !== 'result' && stage !== 'reference' && stage !== 'uncertainty';
}
