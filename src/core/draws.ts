import type { Rect } from './geometry';
import { hashInRow, rowKey } from './random';

/**
 * All random decisions of the scheme. Coordinates are those of the padded full-resolution image in every stage:
 * pixel-shuffle downsampling moves pixels about but each stays itself, so a mask index "per pixel and per sub-image"
 * is one per full-resolution pixel. Arrays are row-major, `[rect.height, rect.width]`.
 */
export interface Draws {
  /** Mask index 0..masks-1 of each pixel for mask set `set` (0..K-1) of the PD stage. */
  pdMaskIndex(set: number, masks: number, rect: Rect): Uint8Array;
  /** R3 repetition `t` (0..T-1): 1 = take the noisy pixel, which happens with probability `ratio`. */
  r3Replace(t: number, ratio: number, rect: Rect): Uint8Array;
  /** Mask index 0..masks-1 of each pixel for R3 repetition `t`. */
  r3MaskIndex(t: number, masks: number, rect: Rect): Uint8Array;
}

/** First streams of the three kinds of draws; they lie further apart than any setting can count to. */
const streams = { pdMask: 0, r3Replace: 1 << 16, r3Mask: 2 << 16 };

/** Draws that follow from `seed` (unsigned 32 bit) alone. */
export function seededDraws(seed: number): Draws {
  return {
    pdMaskIndex: (set, masks, rect) => maskIndex(seed, streams.pdMask + set, masks, rect),
    r3Replace: (t, ratio, rect) => replacements(seed, streams.r3Replace + t, ratio, rect),
    r3MaskIndex: (t, masks, rect) => maskIndex(seed, streams.r3Mask + t, masks, rect),
  };
}

function maskIndex(seed: number, stream: number, masks: number, { x, y, width, height }: Rect): Uint8Array {
  const index = new Uint8Array(width * height);
  for (let row = 0, at = 0; row < height; row++) {
    const key = rowKey(seed, stream, y + row);
    // Multiply and shift maps 2^16 values to `masks` of them with a bias below masks / 2^16.
    for (let column = x; column < x + width; column++) index[at++] = ((hashInRow(key, column) >>> 16) * masks) >>> 16;
  }
  return index;
}

function replacements(seed: number, stream: number, ratio: number, { x, y, width, height }: Rect): Uint8Array {
  const replace = new Uint8Array(width * height);
  const threshold = ratio * 2 ** 32;
  for (let row = 0, at = 0; row < height; row++) {
    const key = rowKey(seed, stream, y + row);
    for (let column = x; column < x + width; column++) replace[at++] = hashInRow(key, column) < threshold ? 1 : 0;
  }
  return replace;
}
