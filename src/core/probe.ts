/** Noise like an image's own, laid over a part of it to see how a denoiser answers (risk.ts). */
import type { Planes } from './geometry';
import { synthesiseNoise, type NoiseSamples } from './noise-samples';
import { hash } from './random';
import { probeStrength } from './risk';

/** A part of an image, and the noise to probe with, `[3, height, width]`. */
export interface ProbedCrop {
  readonly noisy: Planes;
  readonly probe: Float32Array;
}

/** Of random draws that nothing else takes. */
const stream = 0x70726f62;
/** Local brightness is the mean of 5 x 5 pixels. */
const radius = 2;

/** @param origin where the crop lies in its image: noise of a colour filter depends on it */
export function probedCrop(
  noisy: Planes,
  origin: { readonly x: number; readonly y: number },
  noise: NoiseSamples,
  seed: number,
): ProbedCrop {
  let drawn = 0;
  const uniform = () => hash(seed, stream, drawn++, 0) / 2 ** 32;
  return { noisy, probe: synthesiseNoise(noise, smooth(noisy), origin, uniform) };
}

/** The crop with a little of the probe. */
export function withProbe({ noisy, probe }: ProbedCrop): Planes {
  return { ...noisy, data: noisy.data.map((value, i) => value + probeStrength * probe[i]) };
}

function smooth({ width, height, data }: Planes): Planes {
  const smoothed = new Float32Array(data.length);
  const inside = (value: number, size: number) => Math.max(0, Math.min(size - 1, value));
  for (let c = 0; c < 3; c++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let sum = 0;
        for (let dy = -radius; dy <= radius; dy++) {
          for (let dx = -radius; dx <= radius; dx++)
            sum += data[(c * height + inside(y + dy, height)) * width + inside(x + dx, width)];
        }
        smoothed[(c * height + y) * width + x] = sum / (2 * radius + 1) ** 2;
      }
    }
  }
  return { width, height, data: smoothed };
}
