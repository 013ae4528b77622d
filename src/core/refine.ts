import type { RunControl } from './control';
import type { Draws } from './draws';
import { blankPlanes, copyShared, type Planes, type Rect } from './geometry';
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
 * @param before what the first `count` repetitions give, where that is known: they are not computed again, and only the pixels of
 * its rectangle are right then
 */
export async function refine(
  network: BranchNetwork,
  denoised: Planes,
  noisy: Planes,
  rect: Rect,
  settings: R3Settings,
  draws: Draws,
  control: RunControl,
  before?: { readonly planes: Planes; readonly rect: Rect; readonly count: number },
): Promise<Planes> {
  const { masks, r3Ratio, r3Count } = settings;
  const mean = blankPlanes(denoised);
  if (before) copyShared(before.planes, before.rect, mean, rect);
  for (let t = before?.count ?? 0; t < r3Count; t++) {
    const mixed = replacePixels(denoised, noisy, draws.r3Replace(t, r3Ratio, rect));
    const { union } = await maskDenoise(network, mixed, draws.r3MaskIndex(t, masks, rect), settings, control);
    // The mean so far rather than a sum, so that a mean that is known can be gone on from to the very same numbers.
    for (let i = 0; i < mean.data.length; i++) mean.data[i] += (union.data[i] - mean.data[i]) / (t + 1);
  }
  return mean;
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
