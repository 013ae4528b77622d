/** Gains that the difference can be shown with. */
export const gains = [1, 2, 4, 8, 16, 32] as const;

/**
 * What denoising changed, channel by channel: middle gray where nothing did, brighter where the result is brighter.
 * @param noisy `[height, width, 4]`, RGBA, as `result` and what is returned
 */
export function signedDifference(noisy: Uint8Array, result: Uint8Array, gain: number): Uint8Array {
  const difference = new Uint8Array(result.length);
  for (let i = 0; i < result.length; i++) {
    const value = 128 + gain * (result[i] - noisy[i]);
    // Alpha: nothing where one of the two has nothing.
    difference[i] = i % 4 === 3 ? Math.min(result[i], noisy[i]) : Math.max(0, Math.min(255, value));
  }
  return difference;
}
