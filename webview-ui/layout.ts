import type { Size } from '../src/core/geometry';
import { fitScale } from './camera';

/** A share of the largest scale that makes no difference. */
const asLarge = 0.92;

/** The number of columns with which `count` panes of one size show the image largest; side by side where that is about as large. */
export function columnsFor(count: number, area: Size, image: Size, headerHeight: number): number {
  const scales = Array.from({ length: count }, (_, i) => {
    const pane = { width: area.width / (i + 1), height: area.height / Math.ceil(count / (i + 1)) - headerHeight };
    return pane.width < 1 || pane.height < 1 ? 0 : fitScale(image, pane);
  });
  const enough = Math.max(...scales) * asLarge;
  return enough > 0 ? scales.findLastIndex(scale => scale >= enough) + 1 : 1;
}
