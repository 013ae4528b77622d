/** The images of a training by the kind of their noise: a folder may hold those of several cameras or instruments. */
import { estimateNoise, type Noise } from '../core/noise';
import { isInRange, type NoiseRange } from '../core/noise-range';
import type { PixelSource, Rect } from '../core/geometry';
import { whiteOf, type Photo } from './data/photos';

/** Correlation at which neighbours in a sub-image give the noise away: masks would then learn to predict it. */
const uncorrelated = 0.15;
const publishedPd = 5;

export interface NoisyImage {
  readonly photo: Photo;
  readonly noise: Noise;
  /** Whether the starting model was trained on such noise. */
  readonly inDistribution: boolean;
}

/** Images of like noise, trained on at the same PD factor. */
export interface NoiseGroup {
  readonly images: readonly NoisyImage[];
  readonly pd: number;
  readonly inDistribution: boolean;
}

export function measureNoise(photo: Photo, known: readonly NoiseRange[]): NoisyImage {
  const noise = estimateNoise(pixelSource(photo));
  return { photo, noise, inDistribution: isInRange(noise, known) };
}

/** Groups in the order of their PD factors. */
export function groupByNoise(images: readonly NoisyImage[], pd: number | 'auto'): NoiseGroup[] {
  const groups = new Map<string, { images: NoisyImage[]; pd: number; inDistribution: boolean }>();
  for (const image of images) {
    const { noise, inDistribution } = image;
    const factor = pd === 'auto' ? trainingPdFactor(noise.correlation) : pd;
    const key = `${factor}-${inDistribution}`;
    const group = groups.get(key) ?? { images: [], pd: factor, inDistribution };
    groups.set(key, group);
    group.images.push(image);
  }
  return [...groups.values()].sort((a, b) => a.pd - b.pd);
}

/**
 * The smallest factor at which neighbours in a sub-image have uncorrelated noise: 1 for independent noise (microscopy), the
 * published 5 for camera noise that stays correlated over all measured lags.
 */
export function trainingPdFactor(correlation: Noise['correlation']): number {
  const lag = correlation.findIndex(value => value < uncorrelated);
  return lag === -1 ? publishedPd : lag + 1;
}

/** The one with the most pixels. */
export function mainGroup(groups: readonly NoiseGroup[]): NoiseGroup {
  const pixels = ({ images }: NoiseGroup) => images.reduce((sum, { photo }) => sum + photo.width * photo.height, 0);
  return groups.reduce((largest, group) => (pixels(group) > pixels(largest) ? group : largest));
}

/** Mean over images. */
export function meanNoise(images: readonly NoisyImage[]): Pick<Noise, 'sigma' | 'correlation'> {
  const mean = (pick: (noise: Noise) => number) =>
    images.reduce((sum, { noise }) => sum + pick(noise), 0) / images.length;
  const at = (lag: 0 | 1 | 2 | 3) => mean(({ correlation }) => correlation[lag]);
  return { sigma: mean(({ sigma }) => sigma), correlation: [at(0), at(1), at(2), at(3)] };
}

export function pixelSource(photo: Photo): PixelSource {
  const white = whiteOf(photo);
  return {
    width: photo.width,
    height: photo.height,
    read({ x, y, width, height }: Rect) {
      const data = new Float32Array(3 * width * height);
      for (let at = 0; at < width * height; at++) {
        const from = 3 * ((y + Math.floor(at / width)) * photo.width + x + (at % width));
        for (let channel = 0; channel < 3; channel++)
          data[channel * width * height + at] = photo.data[from + channel] / white;
      }
      return { width, height, data };
    },
  };
}
