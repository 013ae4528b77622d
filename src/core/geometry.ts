/** Width and height in whole pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A place in an image, or a pixel of it where both are whole. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle of whole pixels; `x`, `y` is its top left corner in image coordinates. */
export interface Rect extends Size {
  readonly x: number;
  readonly y: number;
}

/** RGB pixels of one rectangle: `[3, height, width]`, float32, 0..1 (not clamped until written). */
export interface Planes extends Size {
  readonly data: Float32Array;
}

/** RGB pixels of several rectangles of the same size: `[batch, 3, height, width]`, float32. */
export interface PlanesBatch extends Planes {
  readonly batch: number;
}

/** An image that can be read by rectangles, so that no one needs all of it as float32 at once. */
export interface PixelSource extends Size {
  /** Pixels of `rect`, which lies inside the image: `[3, rect.height, rect.width]`, RGB, 0..1. */
  read(rect: Rect): Planes;
}

export function blankPlanes({ width, height }: Size): Planes {
  return { width, height, data: new Float32Array(3 * width * height) };
}

/** The smallest rectangle that holds all of `rects`, of which there is at least one. */
export function around(rects: readonly Rect[]): Rect {
  const x = Math.min(...rects.map(rect => rect.x));
  const y = Math.min(...rects.map(rect => rect.y));
  return {
    x,
    y,
    width: Math.max(...rects.map(rect => rect.x + rect.width)) - x,
    height: Math.max(...rects.map(rect => rect.y + rect.height)) - y,
  };
}

export function contains(outer: Rect, inner: Rect): boolean {
  return area(intersection(outer, inner)) === area(inner);
}

/** The part that two rectangles share; width or height is 0 where they share nothing. */
export function intersection(a: Rect, b: Rect): Rect {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y),
  };
}

/** Copies the pixels that `from` (lying at `fromRect`) and `to` (lying at `toRect`) share. */
export function copyShared(from: Planes, fromRect: Rect, to: Planes, toRect: Rect): void {
  const shared = intersection(fromRect, toRect);
  for (let channel = 0; channel < 3; channel++) {
    for (let row = shared.y; row < shared.y + shared.height; row++) {
      const start = (channel * from.height + row - fromRect.y) * from.width + shared.x - fromRect.x;
      const target = (channel * to.height + row - toRect.y) * to.width + shared.x - toRect.x;
      to.data.set(from.data.subarray(start, start + shared.width), target);
    }
  }
}

/** The pixels of `rect` out of `planes`, which lie at `planesRect` around it. */
export function crop(planes: Planes, planesRect: Rect, rect: Rect): Planes {
  if (planes.width === rect.width && planes.height === rect.height) return planes;
  const cropped = blankPlanes(rect);
  copyShared(planes, planesRect, cropped, rect);
  return cropped;
}

/** `value` rounded up to a multiple of `unit`. */
export function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}

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

export function area({ width, height }: Size): number {
  return width * height;
}

/** Most pixels of a band of rows: a row of many channels and the network's planes of it are a few of these in bytes. */
const bandPixels = 1 << 20;

/** Bands of a few whole rows that cover an image, from top to bottom: what walks over an image needs no more of it at once. */
export function bandsOf({ width, height }: Size): Rect[] {
  const rows = Math.min(256, Math.max(1, Math.floor(bandPixels / width)));
  return Array.from({ length: Math.ceil(height / rows) }, (_, i) => ({
    x: 0,
    y: i * rows,
    width,
    height: Math.min(rows, height - i * rows),
  }));
}
