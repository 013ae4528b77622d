/** Noise of a sensor behind a Bayer mosaic, and what demosaicing makes of it. */
import { plane } from './plane';
import type { Plane } from './plane';
import type { Random } from '../random';

export interface Sensor {
  /** Variance of the shot noise per unit of light. */
  readonly shot: number;
  /** Variance of the read noise. */
  readonly read: number;
  /** Gains of red, green and blue that the white balance applies after the sensor. */
  readonly gains: readonly [number, number, number];
  /** Where red lies in the mosaic: column and row, 0 or 1. */
  readonly phase: readonly [number, number];
}

/**
 * Noise of the demosaiced, white-balanced image, per channel, given its clean linear light. Bilinear demosaicing is linear, so
 * that the noise can be carried through it alone.
 */
export function sensorNoise(light: readonly Plane[], { shot, read, gains, phase }: Sensor, random: Random): Plane[] {
  const [{ width, height }] = light;
  const mosaic = plane(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const channel = channelAt(x + phase[0], y + phase[1]);
      const at = y * width + x;
      mosaic.data[at] =
        gains[channel] * Math.sqrt((shot * light[channel].data[at]) / gains[channel] + read) * random.normal();
    }
  }
  return [0, 1, 2].map(channel => demosaiced(mosaic, channel, phase));
}

/** RGGB: red at even columns and rows, blue at odd ones. */
function channelAt(x: number, y: number): 0 | 1 | 2 {
  if ((x + y) % 2 === 1) return 1;
  return y % 2 === 0 ? 0 : 2;
}

/** Bilinear: a missing value is the mean of its nearest neighbours in that channel. */
function demosaiced({ width, height, data }: Plane, channel: number, phase: readonly [number, number]): Plane {
  const result = plane(width, height);
  const mirrored = (i: number, size: number) => (i < 0 ? 1 : i >= size ? size - 2 : i);
  for (let y = 0; y < height; y++) {
    const up = mirrored(y - 1, height) * width;
    const down = mirrored(y + 1, height) * width;
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const [left, right] = [mirrored(x - 1, width), mirrored(x + 1, width)];
      if (channelAt(x + phase[0], y + phase[1]) === channel) result.data[at] = data[at];
      else if (channel === 1)
        result.data[at] = (data[up + x] + data[down + x] + data[y * width + left] + data[y * width + right]) / 4;
      else if (channelAt(x + 1 + phase[0], y + phase[1]) === channel)
        result.data[at] = (data[y * width + left] + data[y * width + right]) / 2;
      else if (channelAt(x + phase[0], y + 1 + phase[1]) === channel)
        result.data[at] = (data[up + x] + data[down + x]) / 2;
      else result.data[at] = (data[up + left] + data[up + right] + data[down + left] + data[down + right]) / 4;
    }
  }
  return result;
}
