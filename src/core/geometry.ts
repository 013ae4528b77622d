/** A rectangle of whole pixels; `x`, `y` is its top left corner in image coordinates. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** RGB pixels of one rectangle: `[3, height, width]`, float32, 0..1 (not clamped until written). */
export interface Planes {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** An image that can be read by rectangles, so that no one needs all of it as float32 at once. */
export interface PixelSource {
  readonly width: number;
  readonly height: number;
  /** Pixels of `rect`, which lies inside the image: `[3, rect.height, rect.width]`, RGB, 0..1. */
  read(rect: Rect): Planes;
}
