import type { Size } from '../src/core/geometry';
import { fitScale } from './camera';

/** A share of the largest scale that makes no difference. */
const asLarge = 0.92;

/**
 * The number of columns with which `count` panes of one size show the image largest; among those that are about as good
 * the one that leaves the fewest places empty, and rather side by side than one below the other.
 */
export function columnsFor(count: number, area: Size, image: Size, headerHeight: number): number {
  const layouts = Array.from({ length: count }, (_, i) => {
    const columns = i + 1;
    const rows = Math.ceil(count / columns);
    const pane = { width: area.width / columns, height: area.height / rows - headerHeight };
    const scale = pane.width < 1 || pane.height < 1 ? 0 : fitScale(image, pane);
    return { columns, scale, empty: rows * columns - count };
  });
  const enough = Math.max(...layouts.map(({ scale }) => scale)) * asLarge;
  const good = layouts.filter(({ scale }) => scale >= enough);
  return good.sort((a, b) => a.empty - b.empty || b.columns - a.columns)[0].columns;
}
