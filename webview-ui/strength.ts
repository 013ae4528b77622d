/**
 * Pixels of the result as another strength blends them, up to rounding: what stands there until the exact ones come.
 * @param noisy `[height, width, 4]`, RGBA, 8 bit, as `result` and what is returned
 * @param from the strength of `result`, above 0
 */
export function reblended(noisy: Uint8Array, result: Uint8Array, from: number, to: number): Uint8Array {
  const share = to / from;
  const pixels = new Uint8ClampedArray(result.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = noisy[i] + share * (result[i] - noisy[i]);
  return new Uint8Array(pixels.buffer);
}
