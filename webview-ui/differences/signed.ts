import { text } from '../text';
import type { DifferenceKind } from './kind';

/** Brighter where the picture is brighter than the other one. */
export const signed: DifferenceKind = {
  id: 'signed',
  label: text.differences.signed,
  signed: true,
  of: (value, other) => value - other,
  written: difference =>
    difference > 0 ? text.differences.positive(String(difference)) : text.differences.value(difference),
  // Half of what there is lies on each side of gray.
  end: gain => text.differences.levels(128 / gain),
};
