/**
 * A phone's photograph at any sensitivity: raw noise through white balance, gradient-corrected demosaicing, colour matrix and tone
 * curve. Unlike in camera.ts nothing is linearised: strong noise is clipped at black and bent by the tone curve, which makes the
 * picture darker (by 0.03 where the noise is 0.12), and the target is what the same pipeline makes of the light without noise, as
 * the reference of such photographs is.
 */
import { reduceNoise } from './camera';
import { channelAt, demosaicByGradient, type MosaicPhase } from './demosaic';
import { plane, rms, type Plane } from './plane';
import type { Grain, NoiseReduction } from './camera-parameters';
import type { Random } from '../random';
import type { Rgb } from './camera';

export interface PhoneParameters {
  /** Factor on linear light. */
  readonly exposure: number;
  /** Factors of the white balance on red, green and blue. */
  readonly gains: readonly [number, number, number];
  readonly phase: MosaicPhase;
  /** What each output channel loses to the two others, in the order of the channels: rows of the colour matrix sum to 1. */
  readonly mix: readonly [readonly [number, number], readonly [number, number], readonly [number, number]];
  /** Read noise in units of the variance of shot noise at white. */
  readonly read: number;
  /** How far below black the raw values go before they are clipped, in units of white: sensors add a pedestal to their signal. */
  readonly pedestal: number;
  /** Standard deviation of the whole noise in the file, 0..1, before clipping. */
  readonly sigma: number;
  /** Contrast curve after the sRGB curve, 0..1. */
  readonly contrast: number;
  /** What the phone does against its noise; undefined = nothing, as in pictures developed from raw. */
  readonly reduction: NoiseReduction | undefined;
  readonly scale: number;
  readonly jpeg: { readonly quality: number; readonly subsampled: boolean } | undefined;
}

/** ISO 100 to 10,000: standard deviation in the file from 0.012 to 0.16, as many of each doubling. */
export const phoneSigma = [0.012, 0.16] as const;

export function drawPhone(random: Random): PhoneParameters {
  const [least, most] = phoneSigma;
  const grain = (fine: number, wideShare: number): Grain => ({
    fine: random.uniform(0.05, fine),
    wide: random.uniform(2.5, 8),
    wideShare: random.uniform(0, wideShare),
  });
  return {
    exposure: 2 ** random.uniform(-3, 0.2),
    gains: [random.uniform(1.4, 2.4), 1, random.uniform(1.3, 2.4)],
    phase: [random.below(2), random.below(2)],
    mix: [
      [random.uniform(0.2, 0.8), random.uniform(-0.1, 0.2)],
      [random.uniform(0.05, 0.3), random.uniform(0.05, 0.5)],
      [random.uniform(-0.1, 0.1), random.uniform(0.2, 0.8)],
    ],
    read: 10 ** random.uniform(-2.5, -0.5),
    pedestal: random.chance(0.15) ? 0 : random.uniform(0.01, 0.1),
    sigma: least * (most / least) ** random.uniform(),
    contrast: random.chance(0.7) ? 0 : random.uniform(0, 0.6),
    reduction: random.chance(0.65)
      ? undefined
      : {
          brightness: grain(0.7, 0.2),
          colour: grain(1.8, 0.6),
          colourStrength: [random.uniform(0.5, 1.4), random.uniform(0.5, 1.3)],
        },
    scale: random.chance(0.1) ? random.uniform(0.6, 0.95) : 1,
    jpeg: random.chance(0.35)
      ? { quality: Math.round(random.uniform(70, 98)), subsampled: random.chance(0.6) }
      : undefined,
  };
}

export function photographByPhone(scene: Rgb, phone: PhoneParameters, random: Random): { noisy: Rgb; clean: Rgb } {
  const matrix = colourMatrix(phone.mix);
  const linear = map(scene, ({ width, height, data }) =>
    plane(
      width,
      height,
      data.map(value => phone.exposure * toLight(value)),
    ),
  );
  const light = map(transformed(linear, inverse(matrix)), ({ width, height, data }) =>
    plane(
      width,
      height,
      data.map(value => Math.min(1, Math.max(0, value))),
    ),
  );
  const clean = developed(light, matrix, phone.contrast);
  const raw = rawNoise(light, phone, random);
  // To first order first, to know how strong it comes out.
  const first = transformed(demosaicByGradient(raw, phone.phase), matrix);
  const linearised = map(first, ({ width, height, data }, channel) =>
    plane(
      width,
      height,
      data.map((value, at) => value * slopeAt(clean[channel].data[at])),
    ),
  );
  const before = Math.sqrt(linearised.reduce((sum, channel) => sum + rms(channel) ** 2, 0) / 3);
  const factor = phone.sigma / Math.max(1e-9, before);
  const clipped = plane(raw.width, raw.height);
  for (let y = 0, at = 0; y < raw.height; y++) {
    for (let x = 0; x < raw.width; x++, at++) {
      const value = light[channelAt(x + phone.phase[0], y + phone.phase[1])].data[at];
      clipped.data[at] = Math.min(1 - value, Math.max(-phone.pedestal - value, factor * raw.data[at]));
    }
  }
  const noise = demosaicByGradient(clipped, phone.phase);
  const noisyLight = map(light, ({ width, height, data }, channel) =>
    plane(
      width,
      height,
      data.map((value, at) => Math.min(1, Math.max(0, value + noise[channel].data[at]))),
    ),
  );
  const noisy = developed(noisyLight, matrix, phone.contrast);
  if (!phone.reduction) return { noisy, clean };
  const difference = map(noisy, (source, channel) => combined(source, clean[channel], -1));
  const reduced = reduceNoise(difference, phone.reduction);
  return { noisy: map(clean, (source, channel) => combined(source, reduced[channel], 1)), clean };
}

/** Noise of the mosaic in units of white-balanced light, with unit shot noise. */
function rawNoise(light: Rgb, { gains, phase, read }: PhoneParameters, random: Random): Plane {
  const [{ width, height }] = light;
  const mosaic = plane(width, height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const channel = channelAt(x + phase[0], y + phase[1]);
      const gain = gains[channel];
      mosaic.data[at] = gain * Math.sqrt(light[channel].data[at] / gain + read) * random.normal();
    }
  }
  return mosaic;
}

type Matrix = readonly [readonly number[], readonly number[], readonly number[]];

function colourMatrix([red, green, blue]: PhoneParameters['mix']): Matrix {
  return [
    [1 + red[0] + red[1], -red[0], -red[1]],
    [-green[0], 1 + green[0] + green[1], -green[1]],
    [-blue[0], -blue[1], 1 + blue[0] + blue[1]],
  ];
}

function inverse([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const scaled = (...values: number[]) => values.map(value => value / determinant);
  return [
    scaled(e * i - f * h, c * h - b * i, b * f - c * e),
    scaled(f * g - d * i, a * i - c * g, c * d - a * f),
    scaled(d * h - e * g, b * g - a * h, a * e - b * d),
  ];
}

function transformed(planes: readonly Plane[], matrix: Matrix): Rgb {
  const [red, green, blue] = planes.map(({ data }) => data);
  const [{ width, height }] = planes;
  const row = ([r, g, b]: readonly number[]) =>
    plane(
      width,
      height,
      red.map((value, at) => r * value + g * green[at] + b * blue[at]),
    );
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

function developed(light: Rgb, matrix: Matrix, contrast: number): Rgb {
  return map(transformed(light, matrix), ({ width, height, data }) =>
    plane(
      width,
      height,
      data.map(value => toned(fromLight(Math.min(1, Math.max(0, value))), contrast)),
    ),
  );
}

function toned(value: number, contrast: number): number {
  return (1 - contrast) * value + contrast * value * value * (3 - 2 * value);
}

/** The sRGB curve and its inverse. */
function fromLight(light: number): number {
  return light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
}

function toLight(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Slope of the sRGB curve where it has the value `value`; enough to scale noise by. */
function slopeAt(value: number): number {
  return value <= 0.04045 ? 12.92 : (1.055 / 2.4) * ((value + 0.055) / 1.055) ** -1.4;
}

function combined({ width, height, data }: Plane, other: Plane, factor: number): Plane {
  return plane(
    width,
    height,
    data.map((value, at) => value + factor * other.data[at]),
  );
}

function map(planes: Rgb, change: (source: Plane, channel: number) => Plane): Rgb {
  return [change(planes[0], 0), change(planes[1], 1), change(planes[2], 2)];
}
