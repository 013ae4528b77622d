import type { Knobs, StageName, ViewState } from './protocol';

/** What the pixels of a stage can depend on. */
export interface StageInputs extends Knobs {
  readonly revision: number;
  readonly reference: string | undefined;
}

/**
 * Names the pixels of a stage: it holds only what that stage depends on, so that equal keys mean equal pixels. This is
 * how the view knows which panes a knob leaves as they are.
 */
export function stageKey(stage: StageName, inputs: StageInputs): string {
  const { revision, model, device, settings: s } = inputs;
  const network = [revision, model, device];
  const draws = [...network, s.pdFactor, s.masks, s.seed];
  const union = [...draws, s.maskSets, s.combine];
  const refined = s.r3Ratio > 0 ? [...union, s.r3Ratio, s.r3Count] : union;
  switch (stage) {
    case 'noisy':
      return String(revision);
    case 'reference':
      return [revision, inputs.reference].join('|');
    case 'single':
      return network.join('|');
    case 'union':
      return union.join('|');
    case 'refined':
      return refined.join('|');
    case 'result':
      return [s.mode, ...(s.mode === 'single-pass' ? network : refined), s.strength].join('|');
    default:
      return draws.join('|');
  }
}

/** Names the score of a stage: its pixels and what they were measured against. */
export function scoreKey(stage: StageName, inputs: StageInputs): string {
  return [stageKey(stage, inputs), inputs.reference].join('|');
}

export function inputsOf({ knobs, image, reference }: ViewState): StageInputs | undefined {
  return knobs && { ...knobs, revision: image.revision, reference: reference?.path };
}
