import type { Planes, Rect, Size } from '../../core/geometry';
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

/** Three channels as a gray image holds them: their mean in each. */
export function grayed({ width, height, data }: Planes): Planes {
  const pixels = width * height;
  const gray = new Float32Array(3 * pixels);
  for (let i = 0; i < pixels; i++) gray[i] = (data[i] + data[i + pixels] + data[i + 2 * pixels]) / 3;
  gray.copyWithin(pixels, 0, pixels);
  gray.copyWithin(2 * pixels, 0, pixels);
  return { width, height, data: gray };
}
