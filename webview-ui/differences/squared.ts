import { text } from '../text';
import type { DifferenceKind } from './kind';

/** What PSNR is the mean of: large differences weigh far more than small ones. */
export const squared: DifferenceKind = {
  id: 'squared',
  label: text.differences.squared,
  signed: false,
  of: (value, other) => (value - other) ** 2,
  written: difference => text.differences.value(difference),
  end: gain => text.differences.squaredLevels(255 / gain),
};
