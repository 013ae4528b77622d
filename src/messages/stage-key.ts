import { fastModel } from '../client/fast-model';
import { settingsKey } from '../core/stages';
import type { Knobs, StageName, ViewState } from './view';

/** What the pixels of a stage can depend on. */
export interface StageInputs extends Knobs {
  readonly revision: number;
  readonly page: number;
  readonly reference: string | undefined;
}

/**
 * Names the pixels of a stage: it holds only what that stage depends on, so that equal keys mean equal pixels. This is
 * how the view knows which panes a knob leaves as they are.
 */
export function stageKey(stage: StageName, inputs: StageInputs): string {
  const { revision, page, model, device, settings, reference } = inputs;
  if (stage === 'noisy') return [revision, page].join('|');
  if (stage === 'reference') return [revision, page, reference].join('|');
  return [revision, page, model, device, settingsKey(stage, settings)].join('|');
}

/** The strength of pixels of the result that differ from those of `inputs` in nothing else; undefined of any others. */
export function strengthOf(key: string, inputs: StageInputs): number | undefined {
  const strength = Number(key.slice(key.lastIndexOf('|') + 1));
  const settings = { ...inputs.settings, strength };
  return stageKey('result', { ...inputs, settings }) === key ? strength : undefined;
}

/** The model of previews: the fast one, whatever the knobs say. Undefined if there is none. */
export function previewModel(models: ViewState['models']): string | undefined {
  return models.find(({ name, singlePass }) => name === fastModel && singlePass)?.name;
}

/** Names the pixels of a stage, of the result that a draft stands for, or of the preview, which no setting changes. */
export function layerKey(layer: StageName | 'preview' | 'draft', inputs: StageInputs): string {
  if (layer === 'preview') return [inputs.revision, inputs.page, inputs.device].join('|');
  return stageKey(layer === 'draft' ? 'result' : layer, inputs);
}

/** Names the score of a stage: its pixels and what they were measured against. */
export function scoreKey(stage: StageName, inputs: StageInputs): string {
  return [stageKey(stage, inputs), inputs.reference].join('|');
}

export function inputsOf({ knobs, image, page, reference }: ViewState): StageInputs | undefined {
  return knobs && { ...knobs, revision: image.revision, page, reference: reference?.path };
}
