/**
 * Simulated camera noise: a clean photograph in, the noisy photograph and the same photograph without noise out. Own tone curve,
 * white balance, Bayer mosaic with shot and read noise, demosaicing, noise reduction that leaves the noise spatially correlated
 * (colour more than brightness), tone curve, then (see develop.ts) an optional change of size and JPEG.
 */
import { blur, plane, rms, wideBlur } from './plane';
import { lookUp, toneTables } from './tone';
import { sensorNoise } from './sensor';
import type { Random } from '../random';
import type { CameraParameters, Grain, NoiseReduction } from './camera-parameters';
import type { Plane } from './plane';
import type { ToneTables } from './tone';

/** Red, green, blue, each 0..1. */
export type Rgb = readonly [Plane, Plane, Plane];

const luma = [0.299, 0.587, 0.114] as const;
/** Brightness at which `level` holds. */
const midGray = 0.45;

export function photograph(scene: Rgb, camera: CameraParameters, random: Random): { noisy: Rgb; clean: Rgb } {
  const tables = toneTables(camera.tone);
  const muted = applySaturation(scene, camera.saturation);
  const clean = mapPlanes(muted, (source, channel) => applyLight(blur(source, camera.softness), camera, channel));
  const light = mapPlanes(clean, source => applyTable(source, tables.light));
  const noise = reduceNoise(
    applyToneSlope(applyColourMix(sensorNoise(light, camera.sensor, random), camera.colourMix), clean, tables),
    camera,
  );
  const scale = strength(camera, tables);
  const noisy = mapPlanes(clean, (source, channel) => {
    const data = source.data.map((value, at) => value + scale * noise[channel].data[at]);
    return plane(source.width, source.height, data);
  });
  return { noisy, clean };
}

/** The scene with weaker or stronger colours of the same brightness. */
function applySaturation(scene: Rgb, factor: number): Rgb {
  const gray = brightnessOf(scene).data;
  return mapPlanes(scene, ({ width, height, data }) => {
    const values = data.map((value, at) => Math.max(0, gray[at] + factor * (value - gray[at])));
    return plane(width, height, values);
  });
}

function brightnessOf([red, green, blue]: readonly Plane[]): Plane {
  const values = red.data.map((value, at) => luma[0] * value + luma[1] * green.data[at] + luma[2] * blue.data[at]);
  return plane(red.width, red.height, values);
}

/** The scene under more or less light, in the values of a plain gamma of 2.2. */
function applyLight(source: Plane, { exposure, tint }: CameraParameters, channel: number): Plane {
  const factor = (exposure * tint[channel]) ** (1 / 2.2);
  return plane(
    source.width,
    source.height,
    source.data.map(value => Math.min(1, value * factor)),
  );
}

/** Colour matrix with rows that sum to 1: takes a part of the other channels away and so strengthens colour noise. */
function applyColourMix(noise: readonly Plane[], part: number): Plane[] {
  const [red, green, blue] = noise.map(({ data }) => data);
  return noise.map(({ width, height, data }) => {
    const result = data.map((value, at) => value * (1 + 3 * part) - part * (red[at] + green[at] + blue[at]));
    return plane(width, height, result);
  });
}

/** To first order, so that the mean of many noisy photographs stays the clean one. */
function applyToneSlope(noise: readonly Plane[], clean: Rgb, { slope }: ToneTables): Plane[] {
  return noise.map(({ width, height, data }, channel) => {
    const values = clean[channel].data;
    return plane(
      width,
      height,
      data.map((value, at) => value * lookUp(slope, values[at])),
    );
  });
}

/** The camera's noise reduction, with the whole brought back to its level before. */
export function reduceNoise(noise: readonly Plane[], { brightness, colour, colourStrength }: NoiseReduction): Plane[] {
  const before = Math.sqrt(noise.reduce((sum, channel) => sum + rms(channel) ** 2, 0) / 3);
  const [{ width, height }] = noise;
  const [red, , blue] = noise.map(({ data }) => data);
  const y = brightnessOf(noise);
  const difference = (channel: Float32Array) =>
    plane(
      width,
      height,
      channel.map((value, at) => value - y.data[at]),
    );
  const grain = blurGrain(y, brightness, 1);
  const blueDifference = blurGrain(difference(blue), colour, colourStrength[0]);
  const redDifference = blurGrain(difference(red), colour, colourStrength[1]);
  const greenDifference = redDifference.map((value, at) => (-luma[0] * value - luma[2] * blueDifference[at]) / luma[1]);
  const planes = [redDifference, greenDifference, blueDifference].map(part =>
    plane(
      width,
      height,
      part.map((value, at) => value + grain[at]),
    ),
  );
  const after = Math.sqrt(planes.reduce((sum, channel) => sum + rms(channel) ** 2, 0) / 3);
  return planes.map(({ data }) =>
    plane(
      width,
      height,
      data.map(value => (value * before) / Math.max(1e-9, after)),
    ),
  );
}

function blurGrain(noise: Plane, { fine, wide, wideShare }: Grain, deviation: number): Float32Array {
  const narrow = blur(noise, fine);
  const broad = wideBlur(noise, wide);
  const narrowScale = (deviation * Math.sqrt(1 - wideShare)) / Math.max(1e-9, rms(narrow));
  const broadScale = (deviation * Math.sqrt(wideShare)) / Math.max(1e-9, rms(broad));
  return narrow.data.map((value, at) => narrowScale * value + broadScale * broad.data[at]);
}

/** The factor that gives a mid-gray area the noise of `level`. */
function strength({ level, sensor, colourMix }: CameraParameters, { light, slope }: ToneTables): number {
  const grayLight = lookUp(light, midGray);
  const variance = sensor.gains.map(gain => gain * gain * ((sensor.shot * grayLight) / gain + sensor.read));
  // Demosaicing averages some of it away and the colour matrix adds some; both are about the same for every camera.
  const mean = ((variance[0] + variance[1] + variance[2]) / 3) * 0.5 * (1 + 3 * colourMix);
  return 10 ** (-level / 20) / (lookUp(slope, midGray) * Math.sqrt(mean));
}

function applyTable(source: Plane, table: Float32Array): Plane {
  return plane(
    source.width,
    source.height,
    source.data.map(value => lookUp(table, value)),
  );
}

function mapPlanes(planes: Rgb, map: (source: Plane, channel: number) => Plane): Rgb {
  return [map(planes[0], 0), map(planes[1], 1), map(planes[2], 2)];
}
