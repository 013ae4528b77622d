/** Noise that is independent per pixel, as of scientific cameras: read noise the same everywhere, shot noise that grows with light. */
import { plane } from './plane';
import type { Random } from '../random';
import type { Rgb } from './camera';

/** Half of the images are gray, as those of microscopes are, and then so is their noise. */
export function withIndependentNoise([red, green, blue]: Rgb, random: Random): { noisy: Rgb; clean: Rgb } {
  const gray = random.chance(0.5);
  // Standard deviations at black, and of shot noise at white, 0..1.
  const read = random.chance(0.6) ? random.uniform(1, 20) / 255 : random.uniform(15, 50) / 255;
  const shot = random.chance(0.5) ? 0 : random.uniform(0, 20) / 255;
  const noisy = (value: number) => value + Math.sqrt(read * read + shot * shot * value) * random.normal();
  const { width, height } = green;
  if (!gray) {
    const clean: Rgb = [red, green, blue];
    const [r, g, b] = clean.map(({ data }) => plane(width, height, data.map(noisy)));
    return { noisy: [r, g, b], clean };
  }
  const once = plane(width, height, green.data.map(noisy));
  return { noisy: [once, once, once], clean: [green, green, green] };
}
