import type { Rect, Size } from '../../core/geometry';
import type { DenoisePipeline } from '../../core/pipeline';

/** The rows of tiles from top to bottom, each in full width. */
export function rowsOfTiles({ tiles, columns }: DenoisePipeline, { width }: Size): Rect[] {
  return tiles.filter((_, index) => index % columns === 0).map(({ y, height }) => ({ x: 0, y, width, height }));
}

/** Bands of at most `rows` rows that cover an image. */
export function bandsOf({ width, height }: Size, rows = 256): Rect[] {
  const count = Math.ceil(height / rows);
  return Array.from({ length: count }, (_, i) => ({
    x: 0,
    y: i * rows,
    width,
    height: Math.min(rows, height - i * rows),
  }));
}
