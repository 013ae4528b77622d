import { bandsOf, type Rect, type Size } from '../../core/geometry';
import type { DenoisePipeline } from '../../core/pipeline';

/** A row of tiles. */
export interface TileRow {
  /** Indices of its tiles, from left to right. */
  readonly tiles: readonly number[];
  /** All of it, in full width. */
  readonly rect: Rect;
}

/** The rows of tiles from top to bottom. */
export function rowsOfTiles({ tiles, columns }: DenoisePipeline, { width }: Size): TileRow[] {
  const first = [...tiles.keys()].filter(index => index % columns === 0);
  return first.map(index => ({
    tiles: Array.from({ length: columns }, (_, column) => index + column),
    rect: { x: 0, y: tiles[index].y, width, height: tiles[index].height },
  }));
}

/** A row of tiles in bands of a few rows of the image, since of a wide one all would be much. */
export function bandsOfRow({ rect }: TileRow): Rect[] {
  return bandsOf(rect).map(band => ({ ...band, y: rect.y + band.y }));
}
