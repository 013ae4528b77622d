import type { Planes } from './geometry';

/** noisy + strength (denoised - noisy); `denoised` itself at full strength. */
export function blend(noisy: Planes, denoised: Planes, strength: number): Planes {
  if (strength === 1) return denoised;
  const { width, height } = noisy;
  const data = new Float32Array(noisy.data.length);
  for (let i = 0; i < data.length; i++) data[i] = noisy.data[i] + strength * (denoised.data[i] - noisy.data[i]);
  return { width, height, data };
}
