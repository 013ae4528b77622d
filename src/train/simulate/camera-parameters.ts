/**
 * What a simulated photograph goes through, and the ranges its parameters are drawn from. Chosen so that noise level, spatial
 * correlation, colour and dependence on brightness come out as measured on real photographs (test/unit/train/simulate.test.ts).
 */
import type { Random } from '../random';
import type { Sensor } from './sensor';
import type { ToneCurve } from './tone';

/** In-camera noise reduction of one component (brightness or colour): fine noise blurred a little, part of it smeared widely. */
export interface Grain {
  /** Blur of the fine part, in pixels. */
  readonly fine: number;
  /** Blur of the wide part, in pixels. */
  readonly wide: number;
  /** Share of the wide part in the variance, 0..1. */
  readonly wideShare: number;
}

/** Noise reduction of brightness and of colour. */
export interface NoiseReduction {
  readonly brightness: Grain;
  readonly colour: Grain;
  /** Standard deviation of the blue and of the red difference, in units of that of brightness. */
  readonly colourStrength: readonly [number, number];
}

export interface CameraParameters extends NoiseReduction {
  /** Softness of lens and demosaicing: blur of the clean image in pixels. */
  readonly softness: number;
  /** Factor on linear light, and factors on red and blue: the same scene in another light. */
  readonly exposure: number;
  readonly tint: readonly [number, number, number];
  /** Factor on colour differences of the scene: rooms are less colourful than the landscapes people publish. */
  readonly saturation: number;
  readonly tone: ToneCurve;
  readonly sensor: Sensor;
  /** Off-diagonal part of the colour matrix: how much of the other two channels is taken away from each. */
  readonly colourMix: number;
  /** Noise level, as the PSNR of a mid-gray area. */
  readonly level: number;
  /** Size afterwards, 1 = unchanged. */
  readonly scale: number;
  readonly jpeg: { readonly quality: number; readonly subsampled: boolean } | undefined;
}

export function drawCamera(random: Random): CameraParameters {
  return {
    softness: random.chance(0.2) ? 0 : random.uniform(0.3, 1.3),
    exposure: random.uniform(0.4, 1.15),
    tint: [random.uniform(0.8, 1.2), 1, random.uniform(0.8, 1.2)],
    tone: { gamma: random.uniform(1.8, 2.4), contrast: random.uniform(0.3, 1) },
    sensor: {
      shot: 1,
      read: 10 ** random.uniform(-4, -2),
      gains: [random.uniform(1.3, 2.4), 1, random.uniform(1.3, 2.4)],
      phase: [random.below(2), random.below(2)],
    },
    colourMix: random.uniform(0, 0.3),
    brightness: {
      fine: random.uniform(0.05, 0.65),
      wide: random.uniform(2.5, 7),
      wideShare: random.uniform(0, 1) ** 3 * 0.3,
    },
    colour: { fine: random.uniform(0.7, 2.2), wide: random.uniform(3.5, 9), wideShare: random.uniform(0.05, 0.65) },
    colourStrength: [random.uniform(0.35, 1.15), random.uniform(0.25, 0.85)],
    level: random.chance(0.75) ? 37 + 2.7 * random.normal() : random.uniform(28, 44),
    scale: random.chance(0.2) ? random.uniform(0.6, 0.95) : 1,
    jpeg: random.chance(0.85) ? { quality: drawQuality(random), subsampled: random.chance(0.85) } : undefined,
    saturation: random.uniform(0.2, 1.1),
  };
}

/** A camera that leaves its noise alone, or a photograph developed from raw: more noise, hardly blurred, less compression. */
export function drawPlainCamera(random: Random): CameraParameters {
  const grain = (most: number) => ({ fine: random.uniform(0, most), wide: 3, wideShare: 0 });
  return {
    ...drawCamera(random),
    softness: random.uniform(0, 0.8),
    brightness: grain(0.4),
    colour: grain(0.9),
    colourStrength: [random.uniform(0.6, 1.3), random.uniform(0.5, 1.2)],
    level: random.uniform(22, 40),
    jpeg: random.chance(0.4)
      ? { quality: Math.round(random.uniform(80, 98)), subsampled: random.chance(0.5) }
      : undefined,
  };
}

function drawQuality(random: Random): number {
  if (random.chance(0.5)) return Math.round(random.uniform(72, 80));
  return Math.round(random.chance(0.6) ? random.uniform(80, 98) : random.uniform(60, 80));
}
