import { text } from '../text';
import type { DifferenceKind } from './kind';

/** Brighter the more they differ, in whichever direction. */
export const absolute: DifferenceKind = {
  id: 'absolute',
  label: text.differences.absolute,
  signed: false,
  of: (value, other) => Math.abs(value - other),
  written: difference => text.differences.value(difference),
  end: gain => text.differences.levels(255 / gain),
};
