import { text } from '../text';
import { whole, type CompareMode } from './mode';

/** One pane at a time in the same place: what differs moves. */
export const flip: CompareMode = {
  id: 'flip',
  label: text.compare.flip,
  layers: () => [whole(0)],
};
