import { text } from '../text';
import type { DifferenceKind } from './kind';

/** The difference as a share of what it is a difference from: the same in shadows as in light. */
export const relative: DifferenceKind = {
  id: 'relative',
  label: text.differences.relative,
  signed: false,
  // Black has no shares: there it is that of the darkest gray.
  of: (value, other) => (255 * Math.abs(value - other)) / Math.max(1, other),
  written: difference => text.differences.share((100 * difference) / 255),
  end: gain => text.differences.share(100 / gain),
};
