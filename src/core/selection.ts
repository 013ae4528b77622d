/** What of an image is measured: a rectangle, or a line. */
import type { Point, Rect } from './geometry';

export const selectionShapes = ['rectangle', 'line'] as const;
export type SelectionShape = (typeof selectionShapes)[number];

/** From one whole pixel to another, both of which belong to it: corners of a rectangle, ends of a line. */
export interface Selection {
  readonly shape: SelectionShape;
  readonly from: Point;
  readonly to: Point;
}

/** The rectangle between the two pixels. */
export function rectOf({ from, to }: Pick<Selection, 'from' | 'to'>): Rect {
  return {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(to.x - from.x) + 1,
    height: Math.abs(to.y - from.y) + 1,
  };
}

/** The pixels of the line between the two, in order: one in each column, or in each row of a steep line. */
export function pixelsOf({ from, to }: Pick<Selection, 'from' | 'to'>): Point[] {
  const steps = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const share = steps === 0 ? 0 : i / steps;
    return { x: Math.round(from.x + share * (to.x - from.x)), y: Math.round(from.y + share * (to.y - from.y)) };
  });
}
