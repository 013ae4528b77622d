import { branchPane } from './branch';
import { differencePane } from './difference';
import { stagePane, type Pane, type PaneInputs } from './pane';

/** The panes that this image, model and settings have, in the order in which pixels go through the scheme. */
export function panesOf({ knobs, models, reference }: PaneInputs): Pane[] {
  const noisy = stagePane('noisy', 'Noisy', 'The image as it is in the file', true);
  if (!knobs) return [noisy];
  const { mode, masks, r3Ratio } = knobs.settings;
  const scheme = mode === 'masks';
  const model = models.find(each => each.name === knobs.model);
  return [
    noisy,
    ...Array.from({ length: masks }, (_, i) => branchPane(i, scheme)),
    stagePane('union', 'Combined', 'All branches as one image', scheme),
    ...(r3Ratio > 0 ? [stagePane('refined', 'R3', 'Combined, refined by random replacement', false)] : []),
    ...(model?.singlePass === true
      ? [stagePane('single', 'Single pass', 'One pass of the network with nothing hidden', false)]
      : []),
    stagePane('result', 'Result', 'What will be saved', true),
    ...(reference ? [stagePane('reference', 'Reference', reference.name, false, { measures: undefined })] : []),
    differencePane(),
  ];
}
