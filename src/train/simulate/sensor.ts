/** Noise of a sensor behind a Bayer mosaic, and what demosaicing makes of it. */
import { channelAt } from './demosaic';
import { plane } from './plane';
import type { MosaicPhase } from './demosaic';
import type { Plane } from './plane';
import type { Random } from '../random';

export interface Sensor {
  /** Variance of the shot noise per unit of light. */
  readonly shot: number;
  /** Variance of the read noise. */
  readonly read: number;
  /** Gains of red, green and blue that the white balance applies after the sensor. */
  readonly gains: readonly [number, number, number];
  readonly phase: MosaicPhase;
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
  return [0, 1, 2].map(channel => demosaicBilinearly(mosaic, channel, phase));
}

/** Bilinear: a missing value is the mean of its nearest neighbours in that channel. */
function demosaicBilinearly({ width, height, data }: Plane, channel: number, phase: MosaicPhase): Plane {
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
