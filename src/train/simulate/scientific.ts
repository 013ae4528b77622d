/**
 * Pictures of scientific cameras and detectors (fluorescence microscopes, telescopes): Poisson-Gaussian noise on dark
 * backgrounds, mostly gray, independent per pixel or smeared over neighbours by blurring or by interpolation to a larger size.
 * The target is the mean signal before clipping, as the average of many exposures has it.
 */
import { blur, enlarge, plane, wideBlur, type Interpolation, type Plane } from './plane';
import type { Random } from '../random';
import type { Rgb } from './camera';

/** What spreads the noise over neighbours. */
export type Spread =
  | { readonly kind: 'none' }
  /** Gaussian blur, in pixels: 0.5 gives a correlation of 0.37 at lag 1, 0.9 gives 0.73. */
  | { readonly kind: 'blur'; readonly sigma: number }
  /** The detector has fewer pixels than the file, by this factor. */
  | { readonly kind: 'interpolation'; readonly factor: number; readonly method: Interpolation };

export interface ScientificParameters {
  /** Blur of the optics in pixels. */
  readonly softness: number;
  /** Background and brightest signal, 0..1. */
  readonly offset: number;
  readonly gain: number;
  /** Exponent on the scene: above 1 most of it is dark. */
  readonly darkness: number;
  /** Standard deviation at the offset (camera's read noise), 0..1. */
  readonly read: number;
  /** Variance per unit of signal above the black level. */
  readonly shot: number;
  /** Black level: what the file says without light; shot noise counts from here. */
  readonly black: number;
  readonly spread: Spread;
  /** Share of the noise's variance that is smeared over `wide` pixels. */
  readonly wideShare: number;
  readonly wide: number;
  /** Standard deviation of whole rows, in units of the read noise. */
  readonly rows: number;
  /** One picture in three equal channels, one in a single colour, or three of their own. */
  readonly channels: 'gray' | 'tinted' | 'colour';
  readonly tint: readonly [number, number, number];
}

/** Ranges of read noise, and of shot noise as variance per unit of signal (0.03 = a standard deviation of 0.17 at white). */
export const readRange = [0.002, 0.075] as const;
export const shotRange = [0.0004, 0.035] as const;

export function drawScientific(random: Random): ScientificParameters {
  const logUniform = ([from, to]: readonly [number, number]) => from * (to / from) ** random.uniform();
  const kind = random.uniform();
  const offset = random.chance(0.7) ? random.uniform(0.005, 0.12) : random.uniform(0, 0.02);
  const shotOnly = random.chance(0.4);
  return {
    softness: random.chance(0.3) ? 0 : random.uniform(0.3, 1.5),
    offset,
    gain: random.chance(0.4) ? random.uniform(0.1, 0.5) : random.uniform(0.4, 1),
    darkness: random.uniform(0.8, 2),
    read: shotOnly ? logUniform([readRange[0], 0.01]) : logUniform([0.008, readRange[1]]),
    shot: random.chance(0.15) ? 0 : logUniform(shotOnly ? [0.004, shotRange[1]] : [shotRange[0], 0.01]),
    black: offset * random.uniform(0, 1),
    spread: drawSpread(kind, random),
    wideShare: random.chance(0.4) ? 0 : random.uniform(0, 0.25),
    wide: logUniform([1.6, 8]),
    rows: random.chance(0.85) ? 0 : random.uniform(0, 0.25),
    channels: kindOfChannels(random.uniform()),
    tint: [random.uniform(), random.uniform(), random.uniform()],
  };
}

function kindOfChannels(draw: number): ScientificParameters['channels'] {
  if (draw < 0.78) return 'gray';
  return draw < 0.86 ? 'tinted' : 'colour';
}

function drawSpread(draw: number, random: Random): Spread {
  if (draw < 0.4) return { kind: 'none' };
  if (draw < 0.7) return { kind: 'blur', sigma: random.uniform(0.35, 0.85) };
  return {
    kind: 'interpolation',
    factor: random.uniform(1.2, 2),
    method: random.pick(['linear', 'cubic', 'cubic'] as const),
  };
}

export function takeScientific(
  scene: Rgb,
  parameters: ScientificParameters,
  random: Random,
): { noisy: Rgb; clean: Rgb } {
  const { channels, tint } = parameters;
  if (channels === 'colour') {
    const [red, green, blue] = scene.map(source => takePlane(source, parameters, random));
    return {
      noisy: [red.noisy, green.noisy, blue.noisy],
      clean: [red.clean, green.clean, blue.clean],
    };
  }
  const { noisy, clean } = takePlane(scene[1], parameters, random);
  if (channels === 'gray') return { noisy: [noisy, noisy, noisy], clean: [clean, clean, clean] };
  const strongest = Math.max(...tint, 1e-3);
  const coloured = ({ width, height, data }: Plane): Rgb => {
    const tinted = (channel: number) =>
      plane(
        width,
        height,
        // A file clips before it is coloured.
        data.map(value => (Math.min(1, Math.max(0, value)) * tint[channel]) / strongest),
      );
    return [tinted(0), tinted(1), tinted(2)];
  };
  return { noisy: coloured(noisy), clean: coloured(clean) };
}

function takePlane(source: Plane, parameters: ScientificParameters, random: Random): { noisy: Plane; clean: Plane } {
  const { width, height } = source;
  const { softness, offset, gain, darkness, read, shot, black } = parameters;
  const soft = blur(source, softness);
  const clean = plane(
    width,
    height,
    soft.data.map(value => Math.min(1, offset + gain * Math.max(0, value) ** darkness)),
  );
  const white = spreadNoise(width, height, parameters, random);
  const noisy = plane(width, height);
  for (let y = 0, at = 0; y < height; y++) {
    const row = parameters.rows * random.normal();
    for (let x = 0; x < width; x++, at++) {
      const signal = clean.data[at];
      const deviation = Math.sqrt(read * read + shot * Math.max(0, signal - black));
      noisy.data[at] = signal + deviation * white.data[at] + read * row;
    }
  }
  return { noisy, clean };
}

/** Noise of mean 0 and variance 1 with the spatial correlation of the detector and of what came after it. */
function spreadNoise(
  width: number,
  height: number,
  { spread, wideShare, wide }: ScientificParameters,
  random: Random,
): Plane {
  const fine = spreadWhite(width, height, spread, random);
  if (wideShare === 0) return unit(fine);
  const broad = unit(wideBlur(whiteNoise(width, height, random), wide));
  const narrow = unit(fine);
  return plane(
    width,
    height,
    narrow.data.map((value, at) => Math.sqrt(1 - wideShare) * value + Math.sqrt(wideShare) * broad.data[at]),
  );
}

function spreadWhite(width: number, height: number, spread: Spread, random: Random): Plane {
  if (spread.kind === 'none') return whiteNoise(width, height, random);
  if (spread.kind === 'blur') return blur(whiteNoise(width, height, random), spread.sigma);
  const small = whiteNoise(Math.ceil(width / spread.factor) + 1, Math.ceil(height / spread.factor) + 1, random);
  return enlarge(small, spread.factor, width, height, spread.method);
}

function whiteNoise(width: number, height: number, random: Random): Plane {
  const result = plane(width, height);
  for (let at = 0; at < result.data.length; at++) result.data[at] = random.normal();
  return result;
}

function unit({ width, height, data }: Plane): Plane {
  let square = 0;
  for (const value of data) square += value * value;
  const factor = 1 / Math.sqrt(Math.max(1e-12, square / data.length));
  return plane(
    width,
    height,
    data.map(value => value * factor),
  );
}
