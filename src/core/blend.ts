import type { Planes } from './geometry';
import type { DenoiseSettings } from './settings';

/**
 * What is saved: noisy + strength (denoised - noisy).
 * @param readNoisy called only where the noisy pixels have a share
 */
export function blend(
  denoised: Planes,
  readNoisy: () => Planes,
  { strength }: Pick<DenoiseSettings, 'strength'>,
): Planes {
  if (strength === 1) return denoised;
  const { width, height, data: noisy } = readNoisy();
  const data = denoised.data.map((value, i) => noisy[i] + strength * (value - noisy[i]));
  return { width, height, data };
}
