import type { StageName, ViewState } from '../src/messages/view';

export type PaneId = StageName | 'difference';

/** One picture of the view. */
export interface Pane {
  readonly id: PaneId;
  readonly label: string;
  readonly hint: string;
  /** Whether it is shown as long as the user has said nothing else. */
  readonly byDefault: boolean;
}

/** The panes that this image, model and settings have, in the order in which pixels go through the scheme. */
export function panesOf(state: ViewState): Pane[] {
  const { knobs, models, reference } = state;
  if (!knobs) return [pane('noisy', 'Noisy', 'The image as it is in the file', true)];
  const { mode, masks, r3Ratio, strength } = knobs.settings;
  const model = models.find(each => each.name === knobs.model);
  const branches = Array.from({ length: masks }, (_, i) =>
    pane(`branch:${i}`, `Branch ${i + 1}`, `What the network makes of the image with mask ${i + 1} over it`, true),
  );
  return [
    pane('noisy', 'Noisy', 'The image as it is in the file', true),
    ...branches,
    pane('union', 'Combined', 'Every pixel from the branch in which it was hidden', true),
    pane('refined', 'R3', 'Combined, refined by random replacement', mode === 'masks' && r3Ratio > 0),
    ...(model?.singlePass === true
      ? [pane('single', 'Single pass', 'One pass of the network with nothing hidden', false)]
      : []),
    pane('result', 'Result', 'What will be saved', mode === 'single-pass' || strength < 1),
    ...(reference ? [pane('reference', 'Reference', reference.name, false)] : []),
    pane('difference', 'Difference', 'Result minus noisy, gray where nothing changed', false),
  ];
}

/** The stages that a pane is made of. */
export function stagesOf(id: PaneId): StageName[] {
  return id === 'difference' ? ['noisy', 'result'] : [id];
}

function pane(id: PaneId, label: string, hint: string, byDefault: boolean): Pane {
  return { id, label, hint, byDefault };
}
