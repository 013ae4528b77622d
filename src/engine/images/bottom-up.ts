/** Files whose first row is the lowest one. */
import type { Rect, Size } from '../../core/geometry';
import type { Samples } from '../../core/samples';

/** Where the rows of `band` lie, counted from the bottom. */
export function fromBottom(band: Rect, { height }: Size): Rect {
  return { ...band, y: height - band.y - band.height };
}

/** The rows in opposite order. @param row samples of each */
export function flipped(data: Samples, row: number): Samples {
  const turned = data.slice();
  for (let from = 0; from < data.length; from += row) {
    turned.set(data.subarray(from, from + row), data.length - row - from);
  }
  return turned;
}
