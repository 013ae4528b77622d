import { differencePane } from '../panes/difference';
import { text } from '../text';
import { whole, type CompareMode } from './mode';

/** What the second pane has and the first has not. */
export const difference: CompareMode = {
  id: 'difference',
  label: text.panes.difference,
  inPlaceOfFirst: (first, second) =>
    differencePane(
      second.stages[0],
      first.stages[0],
      text.differences.of(second.label, first.label),
      text.differences.hint(second.label, first.label),
    ),
  layers: () => [whole(0)],
};
