import { text } from '../text';
import { whole, type CompareMode } from './mode';

/** One pane on each side of a divider. */
export const swipe: CompareMode = {
  id: 'swipe',
  label: text.compare.swipe,
  shareLabel: text.compare.divider,
  divider: 'x',
  layers: share => [whole(0), { ...whole(1), left: share }],
};

export const swipeDown: CompareMode = {
  id: 'swipe-down',
  label: text.compare.swipeDown,
  shareLabel: text.compare.divider,
  divider: 'y',
  layers: share => [whole(0), { ...whole(1), top: share }],
};
