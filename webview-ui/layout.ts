import type { Size } from '../src/core/geometry';
import { fitScale } from './camera';

/** The number of columns with which `count` panes of one size show the image largest; fewer rows where it is equal. */
export function columnsFor(count: number, area: Size, image: Size, headerHeight: number): number {
  let best = { columns: 1, scale: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const pane = { width: area.width / columns, height: area.height / rows - headerHeight };
    if (pane.width < 1 || pane.height < 1) continue;
    const scale = Math.min(pane.width / image.width, pane.height / image.height, Math.max(1, fitScale(image, pane)));
    if (scale >= best.scale) best = { columns, scale };
  }
  return best.columns;
}
