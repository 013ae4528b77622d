import { seededDraws } from '../../src/core/draws';
import type { Rect } from '../../src/core/geometry';

/** How a branch shows the pixels that were hidden from it: not at all, tinted, or nothing but them. */
export const markings = ['off', 'mark', 'only'] as const;
export type Marking = (typeof markings)[number];

/**
 * Which pixels of `rect` were hidden in a branch: 1 = hidden, row-major. The very draws of the scheme, so nothing needs
 * to be sent; of several mask sets the first is shown, as in the pane.
 */
export function hiddenPixels(seed: number, masks: number, branch: number, rect: Rect): Uint8Array {
  return seededDraws(seed)
    .pdMaskIndex(0, masks, rect)
    .map(index => (index === branch ? 1 : 0));
}

/** A layer over `rect` in one colour (`rgba`, 0..255) on the pixels where `where` equals `value`: `[height, width, 4]`. */
export function layerOf(where: Uint8Array, value: 0 | 1, rgba: readonly number[]): Uint8Array {
  const layer = new Uint8Array(where.length * 4);
  for (let i = 0; i < where.length; i++) if (where[i] === value) layer.set(rgba, i * 4);
  return layer;
}
