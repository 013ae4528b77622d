/** Film grain and scans: blurred grain, strongest in middle tones, partly the same in all channels. */
import { blur, plane, rms, type Plane } from './plane';
import type { Random } from '../random';
import type { Rgb } from './camera';

export interface FilmParameters {
  /** Size of a grain: blur in pixels, 0.3 to 1.6. */
  readonly grain: number;
  /** Standard deviation at middle tones, 0..1. */
  readonly sigma: number;
  /** Share of the variance that the channels have in common: 1 = black and white film. */
  readonly common: number;
  /** Read noise of the scanner, independent per pixel. */
  readonly scanner: number;
  /** A black and white picture. */
  readonly gray: boolean;
  readonly scale: number;
  readonly jpeg: { readonly quality: number; readonly subsampled: boolean } | undefined;
}

export function drawFilm(random: Random): FilmParameters {
  const gray = random.chance(0.4);
  return {
    grain: random.uniform(0.3, 1.6),
    sigma: random.uniform(0.015, 0.09),
    common: gray ? 1 : random.uniform(0, 0.8),
    scanner: random.uniform(0, 0.015),
    gray,
    scale: 1,
    jpeg: random.chance(0.5) ? { quality: Math.round(random.uniform(75, 98)), subsampled: false } : undefined,
  };
}

export function exposeFilm(scene: Rgb, film: FilmParameters, random: Random): { noisy: Rgb; clean: Rgb } {
  const [, green] = scene;
  const clean: Rgb = film.gray ? [green, green, green] : scene;
  const shared = grain(green, film.grain, random);
  const grainy = (source: Plane, own: Plane) => {
    const { width, height, data } = source;
    const values = data.map((value, at) => {
      const structure = Math.sqrt(film.common) * shared.data[at] + Math.sqrt(1 - film.common) * own.data[at];
      // Little grain in clear and in fully exposed film.
      const strength = film.sigma * (0.35 + 0.65 * 4 * value * (1 - value));
      return value + strength * structure + film.scanner * random.normal();
    });
    return plane(width, height, values);
  };
  if (film.gray) {
    const once = grainy(green, shared);
    return { noisy: [once, once, once], clean };
  }
  const [r, g, b] = clean.map(source => grainy(source, grain(source, film.grain, random)));
  return { noisy: [r, g, b], clean };
}

function grain({ width, height }: Plane, size: number, random: Random): Plane {
  const white = plane(width, height);
  for (let at = 0; at < white.data.length; at++) white.data[at] = random.normal();
  const soft = blur(white, size);
  const factor = 1 / Math.max(1e-9, rms(soft));
  return plane(
    width,
    height,
    soft.data.map(value => value * factor),
  );
}
