/**
 * How far a denoised image is from the clean one, without the clean one: Stein's unbiased estimate of the mean squared
 * error (SURE), with the divergence measured by a probe (Ramani, Blu and Unser 2008). The probe is noise like the image's
 * own (noise-samples.ts), so that the estimate holds for correlated noise: a denoiser that keeps noise answers to the probe.
 *
 * Only what happens within 16 x 16 pixels is judged, as the noise is not known at lower frequencies.
 */
import { blockArea, blockSize, detrend } from './autocovariance';
import type { Size } from './geometry';

/** Strength of the probe, of the noise. */
export const probeStrength = 0.1;

export interface Risk {
  /** Estimated mean squared error of the denoised image; by chance it can be below 0. */
  readonly error: number;
  /** Variance of the noise. */
  readonly noise: number;
}

interface Trial {
  /** All `[3, height, width]`. */
  readonly noisy: Float32Array;
  readonly denoised: Float32Array;
  /** The result for `noisy` + `probeStrength` * `probe`, made with the same random draws. */
  readonly probed: Float32Array;
  readonly probe: Float32Array;
}

export function risk({ noisy, denoised, probed, probe }: Trial, { width, height }: Size): Risk {
  const area = width * height;
  const [removed, answer, noise] = [0, 1, 2].map(() => new Float64Array(blockArea));
  let [error, variance, count] = [0, 0, 0];
  for (let c = 0; c < 3; c++) {
    for (let top = 0; top + blockSize <= height; top += blockSize) {
      for (let left = 0; left + blockSize <= width; left += blockSize) {
        for (let i = 0; i < blockArea; i++) {
          const at = c * area + (top + Math.floor(i / blockSize)) * width + left + (i % blockSize);
          removed[i] = denoised[at] - noisy[at];
          answer[i] = (probed[at] - denoised[at]) / probeStrength;
          noise[i] = probe[at];
        }
        for (const block of [removed, answer, noise]) detrend(block);
        for (let i = 0; i < blockArea; i++) {
          error += removed[i] * removed[i] + 2 * noise[i] * answer[i] - noise[i] * noise[i];
          variance += noise[i] * noise[i];
        }
        count += blockArea;
      }
    }
  }
  return { error: error / count, noise: variance / count };
}

/** Below this share of the noise's variance errors are not told apart. */
const floor = 0.02;

/** An estimated error in dB, the more the better. */
export function riskInDecibels({ error, noise }: Risk): number {
  return -10 * Math.log10(Math.max(0, error) + floor * noise + 1e-12);
}
