/** Bits per sample of an image file. */
export type BitDepth = 8 | 16;

/**
 * `value` as a file of this bit depth, or of so many levels above 0, holds it: clamped to 0..1 and rounded to one of its
 * levels. Not a number is 0.
 */
export function quantize(value: number, depth: BitDepth | { readonly levels: number }): number {
  const levels = depth === 8 ? 255 : depth === 16 ? 65535 : depth.levels;
  if (!(value > 0)) return 0;
  return value >= 1 ? 1 : Math.floor(value * levels + 0.5) / levels;
}
