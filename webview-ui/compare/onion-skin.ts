import { text } from '../text';
import { whole, type CompareMode } from './mode';

/** One pane shines through the other. */
export const onionSkin: CompareMode = {
  id: 'onion',
  label: text.compare.onionSkin,
  shareLabel: text.compare.opacity,
  layers: share => [whole(0), whole(1, share)],
};
