import { text } from '../text';
import { branchPane } from './branch';
import { differencePane } from './difference';
import { pinnedPane } from './pinned';
import { stagePane, type Pane, type PaneInputs } from './pane';

/** The panes that this image, model and settings have, in the order in which pixels go through the scheme. */
export function panesOf({ auto, knobs, models, pinned, reference }: PaneInputs): Pane[] {
  const noisy = stagePane('noisy', text.panes.noisy, text.panes.noisyHint, true);
  if (!knobs) return [noisy];
  const { mode, masks, r3Ratio } = knobs.settings;
  // What was chosen from the image is about its result; who sets masks by hand looks at what they do.
  const scheme = mode === 'masks' && !auto;
  const model = models.find(each => each.name === knobs.model);
  return [
    noisy,
    ...Array.from({ length: masks }, (_, i) => branchPane(i, scheme)),
    stagePane('union', text.panes.combined, text.panes.combinedHint, scheme),
    ...(r3Ratio > 0 ? [stagePane('refined', text.panes.r3, text.panes.r3Hint, false)] : []),
    ...(model?.singlePass === true
      ? [stagePane('single', text.panes.singlePass, text.panes.singlePassHint, false)]
      : []),
    stagePane('result', text.panes.result, text.panes.resultHint, true),
    ...pinned.map(pin => pinnedPane(pin, pinned, knobs)),
    ...(reference
      ? [stagePane('reference', text.panes.reference, reference.name, false, { measures: undefined })]
      : []),
    differencePane('result', 'noisy', text.panes.difference, text.panes.differenceHint),
  ];
}
