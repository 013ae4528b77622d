import type { ModelInfo } from '../client/contract';
import type { Device } from '../client/device';
import { presets, withChanges } from '../core/settings';
import type { KnobChange, Knobs, StageName, ViewState } from '../messages/view';

/** What is kept of a view while it is closed. */
export interface Memory {
  readonly knobs: Knobs;
  /** Only if the user picked it; one found by its name is found again. */
  readonly reference?: string;
}

export function initialState(name: string, allowModelFiles: boolean): ViewState {
  return {
    image: { name, revision: 0, info: undefined },
    knobs: undefined,
    models: [],
    devices: [],
    reference: undefined,
    noise: undefined,
    activity: undefined,
    provenance: undefined,
    measured: undefined,
    paused: false,
    problem: undefined,
    notice: undefined,
    measureSeconds: undefined,
    attempt: 0,
    keeps: undefined,
    allowModelFiles,
  };
}

/** The knobs of a view that opens: as remembered while that model is still there, else what the model's card recommends. */
export function knobsFor(
  models: readonly ModelInfo[],
  wished: string,
  device: Device,
  memory: Memory | undefined,
): Knobs {
  const model = models.find(each => each.name === wished) ?? models.at(0);
  if (memory && memory.knobs.model === model?.name) return memory.knobs;
  return { model: model?.name ?? wished, device, settings: model?.defaults ?? presets.masks };
}

export function merged(knobs: Knobs, { model, device, settings }: KnobChange): Knobs {
  return {
    model: model ?? knobs.model,
    device: device ?? knobs.device,
    settings: withChanges(knobs.settings, settings),
  };
}

/** Stages that a report can have a score for; noisy and result always have theirs. */
export function measurable(stage: StageName): boolean {
  return stage !== 'noisy' && stage !== 'result' && stage !== 'reference';
}
