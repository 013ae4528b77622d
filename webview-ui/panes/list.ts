import { text } from '../text';
import { branchPane } from './branch';
import { differencePane } from './difference';
import { pinnedPane } from './pinned';
import { uncertaintyPane } from './uncertainty';
import { stagePane, type Pane, type PaneInputs } from './pane';

/** The panes that this image, model and settings have, in the order in which pixels go through the scheme. */
export function panesOf({ auto, image, knobs, models, page, pinned, reference }: PaneInputs): Pane[] {
  const noisy = stagePane('noisy', text.panes.noisy, text.panes.noisyHint, true);
  if (!knobs) return [noisy];
  const { mode, masks, r3Ratio } = knobs.settings;
  // What was chosen from the image is about its result; who sets masks by hand looks at what they do.
  const scheme = mode === 'masks' && !auto;
  const model = models.find(each => each.name === knobs.model);
  // Of pages of another size nothing lies beside this one.
  const { info } = image;
  const pins = pinned.filter(({ size }) => size.width === info?.width && size.height === info.height);
  const result = pins.some(pin => pin.page !== page) ? text.panes.resultOf(page + 1) : text.panes.result;
  return [
    noisy,
    ...Array.from({ length: masks }, (_, i) => branchPane(i, scheme)),
    stagePane('union', text.panes.combined, text.panes.combinedHint, scheme),
    ...(r3Ratio > 0 ? [stagePane('refined', text.panes.r3, text.panes.r3Hint, false)] : []),
    ...(model?.singlePass === true
      ? [stagePane('single', text.panes.singlePass, text.panes.singlePassHint, false)]
      : []),
    stagePane('result', result, text.panes.resultHint, true),
    ...pins.map(pin => pinnedPane(pin, pinned, { knobs, page })),
    ...(reference
      ? [stagePane('reference', text.panes.reference, reference.name, false, { measures: undefined })]
      : []),
    differencePane('result', 'noisy', text.panes.difference, text.panes.differenceHint),
    ...(reference ? [differencePane('result', 'reference', text.panes.error, text.panes.errorHint, 'error')] : []),
    ...(model?.predictsScale === true ? [uncertaintyPane] : []),
  ];
}
