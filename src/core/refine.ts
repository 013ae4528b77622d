import type { RunControl } from './control';
import type { Draws } from './draws';
import type { Planes, Rect } from './geometry';
import type { BranchNetwork } from './network';
import { maskDenoise } from './scheme';
import type { DenoiseSettings } from './settings';

export type R3Settings = Pick<DenoiseSettings, 'masks' | 'combine' | 'r3Ratio' | 'r3Count'>;

/**
 * R3, random-replacement refinement (docs/algorithm.md, "Inference", step 3): T times replaces pixels of `denoised` by
 * those of `noisy` with probability p, runs M at full resolution and averages the T results.
 *
 * @param denoised result of the PD stage, pixels of `rect`
 * @param noisy the noisy image, pixels of `rect`
 * @param rect in coordinates of the padded image, as the draws want them
 */
export async function refine(
  network: BranchNetwork,
  denoised: Planes,
  noisy: Planes,
  rect: Rect,
  settings: R3Settings,
  draws: Draws,
  control: RunControl,
): Promise<Planes> {
  const { masks, r3Ratio, r3Count } = settings;
  const mean = new Float32Array(denoised.data.length);
  const share = 1 / r3Count;
  for (let t = 0; t < r3Count; t++) {
    const mixed = replacePixels(denoised, noisy, draws.r3Replace(t, r3Ratio, rect));
    const { union } = await maskDenoise(network, mixed, draws.r3MaskIndex(t, masks, rect), settings, control);
    for (let i = 0; i < mean.length; i++) mean[i] += union.data[i] * share;
  }
  return { width: denoised.width, height: denoised.height, data: mean };
}

/** `denoised` with the pixels of `noisy`, all channels, where `replace` is 1. */
function replacePixels(denoised: Planes, noisy: Planes, replace: Uint8Array) {
  const { width, height } = denoised;
  const data = denoised.data.slice();
  const area = width * height;
  for (let p = 0; p < area; p++) {
    if (replace[p] === 0) continue;
    data[p] = noisy.data[p];
    data[p + area] = noisy.data[p + area];
    data[p + 2 * area] = noisy.data[p + 2 * area];
  }
  return { batch: 1, width, height, data };
}
