import { whole, type CompareMode } from './mode';

/** One pane on each side of a divider. */
export const swipe: CompareMode = {
  id: 'swipe',
  label: 'Swipe',
  shareLabel: 'Divider',
  divider: 'x',
  layers: (share, held) => (held ? [whole(1)] : [whole(0), { ...whole(1), left: share }]),
};

export const swipeDown: CompareMode = {
  id: 'swipe-down',
  label: 'Swipe, top and bottom',
  shareLabel: 'Divider',
  divider: 'y',
  layers: (share, held) => (held ? [whole(1)] : [whole(0), { ...whole(1), top: share }]),
};
