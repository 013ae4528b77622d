import type { Rect } from '../core/geometry';

/** The pixels of pyramid level `level` that `rect`, in pixels of the full image, touches. Level L is reduced by 2^L. */
export function atLevel({ x, y, width, height }: Rect, level: number): Rect {
  const size = 2 ** level;
  const left = Math.floor(x / size);
  const top = Math.floor(y / size);
  return {
    x: left,
    y: top,
    width: Math.ceil((x + width) / size) - left,
    height: Math.ceil((y + height) / size) - top,
  };
}

export function area({ width, height }: { width: number; height: number }): number {
  return width * height;
}
