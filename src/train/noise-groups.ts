/** The images of a training by the kind of their noise: a folder may hold those of several cameras or instruments. */
import { estimateNoise, type Noise } from '../core/noise';
import { isInRange, type NoiseRange } from '../core/noise-range';
import { correlationAt, sampleNoise, type NoiseSamples } from '../core/noise-samples';
import type { PixelSource, Rect } from '../core/geometry';
import { whiteOf, type Photo } from './data/photos';

/** Correlation at which neighbours in a sub-image give the noise away: masks would then learn to predict it. */
const uncorrelated = 0.2;
/** How much more it may be at one place of a colour filter's cell: interpolation leaves some pixels alike and others not. */
const uneven = 0.2;
const measuredLags = [1, 2, 3, 4] as const;
/** The published factor, for noise that has little in common over this far. */
const publishedPd = 5;
const tooCorrelated = 0.4;

export interface NoisyImage {
  readonly photo: Photo;
  readonly noise: Noise;
  /** Of the whole photo; undefined where nothing is flat. */
  readonly samples: NoiseSamples | undefined;
}

/** Images of like noise, trained on at the same PD factor. */
export interface NoiseGroup {
  readonly images: readonly NoisyImage[];
  readonly pd: number;
  /** Whether the starting model was trained on such noise. */
  readonly inDistribution: boolean;
}

export function measureNoise(photo: Photo): NoisyImage {
  const source = pixelSource(photo);
  return { photo, noise: estimateNoise(source), samples: sampleNoise(source) };
}

export interface Grouping {
  /** In the order of their PD factors. */
  readonly groups: readonly NoiseGroup[];
  /** Images whose noise no factor makes independent. */
  readonly leftOut: readonly NoisyImage[];
}

/** @param known the noise that the starting model was trained on */
export function groupByNoise(
  images: readonly NoisyImage[],
  pd: number | 'auto',
  known: readonly NoiseRange[],
): Grouping {
  const leftOut: NoisyImage[] = [];
  const groups = new Map<string, { images: NoisyImage[]; pd: number; inDistribution: boolean }>();
  for (const image of images) {
    const { noise, samples } = image;
    const inDistribution = isInRange(noise, known);
    const factor = pd === 'auto' ? trainingPdFactor(samples) : pd;
    if (factor === undefined) {
      leftOut.push(image);
      continue;
    }
    const key = `${factor}-${inDistribution}`;
    const group = groups.get(key) ?? { images: [], pd: factor, inDistribution };
    groups.set(key, group);
    group.images.push(image);
  }
  return { groups: [...groups.values()].sort((a, b) => a.pd - b.pd), leftOut };
}

/**
 * The smallest factor at which neighbours in a sub-image, diagonal ones and those of every place in a colour filter's cell
 * too, have uncorrelated noise: 1 for independent noise, the published 5 where it fades over four pixels. Undefined where it
 * does not: then masks can only learn to predict it.
 */
export function trainingPdFactor(noise: NoiseSamples | undefined): number | undefined {
  if (!noise) return 1;
  const lags = measuredLags.map(lag => correlationAt(noise, lag));
  const independent = lags.findIndex(({ mean, worst }) => mean < uncorrelated && worst - mean < uneven);
  if (independent !== -1) return measuredLags[independent];
  return lags[lags.length - 1].mean < tooCorrelated ? publishedPd : undefined;
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
