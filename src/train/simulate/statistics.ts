/** Statistics of noise, by which simulated photographs are compared with real ones. */
import type { DevelopedPhoto } from './develop';

export interface NoiseStatistics {
  readonly psnr: number;
  /** Autocorrelation at lags 1, 2 and 4, mean of horizontal and vertical and of the channels. */
  readonly correlation: readonly [number, number, number];
  /** Standard deviation of brightness, blue - brightness, red - brightness. */
  readonly deviation: readonly [number, number, number];
  /** Autocorrelation of the brightness and of the blue difference at lags 1, 2, 4, 8. */
  readonly brightnessCorrelation: readonly number[];
  readonly colourCorrelation: readonly number[];
  /** Mean squared noise per band of brightness (edges .15 .3 .5 .7 .9), and how many pixels lie in it. */
  readonly bands: readonly { readonly square: number; readonly count: number }[];
}

const edges = [0, 0.15, 0.3, 0.5, 0.7, 0.9];

export function noiseStatistics(noisy: DevelopedPhoto, clean: DevelopedPhoto): NoiseStatistics {
  const { width, height } = noisy;
  const area = width * height;
  const noise = [0, 1, 2].map(channel =>
    Float32Array.from({ length: area }, (_, at) => (noisy.data[3 * at + channel] - clean.data[3 * at + channel]) / 255),
  );
  const y = Float32Array.from({ length: area }, (_, at) => brightness(noise[0][at], noise[1][at], noise[2][at]));
  const blue = noise[2].map((value, at) => value - y[at]);
  const red = noise[0].map((value, at) => value - y[at]);
  const bands = edges.slice(1).map(() => ({ square: 0, count: 0 }));
  let total = 0;
  for (let at = 0; at < area; at++) {
    const square = (noise[0][at] ** 2 + noise[1][at] ** 2 + noise[2][at] ** 2) / 3;
    total += square;
    const level = brightness(clean.data[3 * at], clean.data[3 * at + 1], clean.data[3 * at + 2]) / 255;
    const band = edges.findIndex((edge, i) => level >= edge && level < edges[i + 1]);
    if (band === -1) continue;
    bands[band].square += square;
    bands[band].count++;
  }
  const lags = (data: Float32Array) => [1, 2, 4, 8].map(lag => autocorrelation(data, width, lag));
  const mean = (lag: number) => noise.reduce((sum, channel) => sum + autocorrelation(channel, width, lag) / 3, 0);
  return {
    psnr: -10 * Math.log10(Math.max(1e-12, total / area)),
    correlation: [mean(1), mean(2), mean(4)],
    deviation: [deviation(y), deviation(blue), deviation(red)],
    brightnessCorrelation: lags(y),
    colourCorrelation: lags(blue),
    bands: bands.map(({ square, count }) => ({ square: square / Math.max(1, count), count })),
  };
}

function brightness(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

function mean(data: Float32Array): number {
  return data.reduce((sum, value) => sum + value, 0) / data.length;
}

function deviation(data: Float32Array): number {
  const centre = mean(data);
  return Math.sqrt(data.reduce((sum, value) => sum + (value - centre) ** 2, 0) / data.length);
}

/** Mean of the horizontal and the vertical autocorrelation at a lag. */
export function autocorrelation(data: Float32Array, width: number, lag: number): number {
  const centre = mean(data);
  const height = data.length / width;
  let across = 0;
  let down = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = data[y * width + x] - centre;
      if (x + lag < width) across += value * (data[y * width + x + lag] - centre);
      if (y + lag < height) down += value * (data[(y + lag) * width + x] - centre);
    }
  }
  const variance = deviation(data) ** 2;
  return (across / (width - lag) / height + down / (height - lag) / width) / (2 * Math.max(1e-12, variance));
}
