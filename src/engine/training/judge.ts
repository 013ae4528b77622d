/**
 * Which model and which settings are the better ones for the images of a training, on parts that were never trained on. The
 * measure is an estimate of the error against the clean image (core/risk.ts): an error at hidden pixels would fall where
 * a network learns to predict correlated noise, this one rises.
 */
import type { RunControl } from '../../core/control';
import { denoiseCrop, planesSource } from '../../core/crop-denoiser';
import type { Planes, Rect } from '../../core/geometry';
import { probedCrop, withProbe, type ProbedCrop } from '../../core/probe';
import { risk, riskInDecibels } from '../../core/risk';
import { presets, type DenoiseSettings } from '../../core/settings';
import type { Adaptation } from '../../train/adapt';
import { pixelSource } from '../../train/noise-groups';
import type { NetworkTraits } from '../models/traits';
import type { Services } from '../services';
import { OrtNetwork, type Runner } from '../sessions/ort-network';
import { providers } from '../sessions/provider';

/** A network that is ready to run. */
export interface Judged {
  readonly session: Runner;
  readonly traits: NetworkTraits;
}

/** How a model does with some settings. */
export interface Standing {
  readonly settings: DenoiseSettings;
  /** Of each sample: -10 log10 of the estimated error, dB. */
  readonly each: readonly number[];
}

/** Parts of the images that are looked at, and their largest edge: a few seconds of work, however many images there are. */
const mostSamples = 6;
const edge = 112;
/** Smaller parts hold no block to measure in. */
const smallest = 16;
const control: RunControl = { token: { isCancellationRequested: false }, priority: 'background' };

export class Judge {
  private constructor(
    private readonly samples: readonly ProbedCrop[],
    private readonly inferenceQueue: Services['inferenceQueue'],
  ) {}

  /** Undefined where nothing can be measured: no part is large enough, or none of the images has a flat part. */
  static of(
    { groups, validation }: Adaptation,
    inferenceQueue: Services['inferenceQueue'],
    seed: number,
  ): Judge | undefined {
    const noiseOf = new Map(groups.flatMap(({ images }) => images.map(image => [image.photo, image.samples])));
    const usable = validation.flatMap(region => {
      const noise = noiseOf.get(region.photo);
      return noise && Math.min(region.width, region.height) >= smallest ? [{ ...region, noise }] : [];
    });
    // Evenly over the images, so that each kind of noise has its say.
    const step = Math.max(1, usable.length / mostSamples);
    const chosen = Array.from({ length: Math.min(mostSamples, usable.length) }, (_, i) => usable[Math.floor(i * step)]);
    const samples = chosen.map(({ noise, ...region }, i) => {
      const rect = middleOf(region);
      return probedCrop(pixelSource(region.photo).read(rect), rect, noise, seed + i);
    });
    return samples.length === 0 ? undefined : new Judge(samples, inferenceQueue);
  }

  /** How this model does with each of `candidates`. */
  async standings(model: Judged, candidates: readonly DenoiseSettings[]): Promise<Standing[]> {
    const standings: Standing[] = [];
    for (const settings of candidates) {
      const each: number[] = [];
      for (const sample of this.samples) each.push(await this.measure(model, sample, settings));
      standings.push({ settings, each });
    }
    return standings;
  }

  private async measure(model: Judged, sample: ProbedCrop, settings: DenoiseSettings): Promise<number> {
    const { noisy, probe } = sample;
    const denoised = await this.run(model, noisy, settings);
    const probed = await this.run(model, withProbe(sample), settings);
    return riskInDecibels(risk({ noisy: noisy.data, denoised, probed, probe }, noisy));
  }

  private async run({ session, traits }: Judged, image: Planes, settings: DenoiseSettings): Promise<Float32Array> {
    const network = new OrtNetwork(session, traits, this.inferenceQueue, providers.cpu.pixelsPerRun);
    return (await denoiseCrop(planesSource(image), network, settings, control)).data;
  }
}

/** Of one model: the settings that are best in the mean. */
export function bestOf(standings: readonly Standing[]): Standing {
  return standings.reduce((best, each) => (mean(each.each) > mean(best.each) ? each : best));
}

/** Of one model whose settings are chosen for each image: those that are best for each sample. */
export function chosenForEach(standings: readonly Standing[]): Pick<Standing, 'each'> {
  return { each: standings[0].each.map((_, i) => Math.max(...standings.map(({ each }) => each[i]))) };
}

/** dB that the estimated error is smaller by, mean over the samples and of the sample that gained least. */
export function gainOf(
  before: Pick<Standing, 'each'>,
  after: Pick<Standing, 'each'>,
): { readonly mean: number; readonly least: number } {
  const each = after.each.map((value, i) => value - before.each[i]);
  return { mean: mean(each), least: Math.min(...each) };
}

/**
 * Settings worth trying: the single pass, and four masks as hidden pixels (twice) or weighted, each as it is and with the
 * pixels of correlated noise moved apart.
 */
export function candidatesFor({
  predictsScale,
  correlated,
}: {
  readonly predictsScale: boolean;
  readonly correlated: boolean;
}): DenoiseSettings[] {
  const single = presets['single-pass'];
  const masks = { ...presets.masks, masks: 4 } as const;
  const hidden = { ...masks, maskSets: 2 } as const;
  return [
    single,
    hidden,
    ...(predictsScale ? [{ ...masks, combine: 'weighted' } as const] : []),
    ...(correlated
      ? [
          { ...single, pdFactor: 2 },
          { ...single, pdFactor: 3 },
          { ...hidden, pdFactor: 2 },
        ]
      : []),
  ];
}

function middleOf({ x, y, width, height }: Rect): Rect {
  const [w, h] = [Math.min(edge, width), Math.min(edge, height)];
  return { x: x + ((width - w) >> 1), y: y + ((height - h) >> 1), width: w, height: h };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
