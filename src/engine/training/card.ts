import { basename, dirname, parse } from 'node:path';
import type { TrainParams, TrainSummary } from '../../client/training';
import { definedOf, type DenoiseSettings, type PresetName } from '../../core/settings';
import type { Adaptation } from '../../train/adapt';
import { cardInterface } from '../../train/network';
import { mainGroup, meanNoise, type NoiseGroup } from '../../train/noise-groups';
import type { ModelCard } from '../models/card';
import { text } from '../text';
import type { TrainingDevice } from './device';

export interface Training {
  readonly params: TrainParams;
  readonly files: readonly string[];
  /** Card of the model that training started from; undefined = from scratch. */
  readonly start: ModelCard | undefined;
  readonly adaptation: Adaptation;
  readonly device: Pick<TrainingDevice, 'name'>;
}

/** Everything that a model's card says beyond what the engine reads. */
type Card = ModelCard & { readonly training: Record<string, unknown>; readonly measured: Record<string, unknown> };

/** What a training ended with. */
interface Chosen {
  readonly result: TrainSummary['result'];
  readonly settings: DenoiseSettings | undefined;
}

/** The card of the model as trained so far. */
export function trainedCard({ params, files, start, adaptation, device }: Training, chosen?: Chosen): Card {
  const { network, groups, trainer } = adaptation;
  const { sigma, correlation } = meanNoise(groups.flatMap(({ images }) => images));
  const { step, seconds, validation } = trainer.progress;
  const unchanged = start && chosen?.result === 'start';
  const best = unchanged ? undefined : bestError(validation);
  const where = basename(dirname(files[0]));
  const images = text.trainingImages(files.length, where);
  return {
    name: parse(params.output).name,
    description:
      start === undefined
        ? text.fromScratchOn(images)
        : unchanged
          ? text.unchangedBy(start.name, images)
          : text.adaptedTo(start.name, images),
    license: start?.license ?? text.notStated,
    ...cardInterface(network),
    white: 1,
    ...(unchanged && !chosen.settings ? usageOf(start) : usage(start, adaptation, chosen?.settings)),
    training: {
      from: start?.name ?? 'scratch',
      images: files.length,
      method:
        params.smoothness === undefined
          ? text.hiddenPixels(pdFactorsOf(groups))
          : text.totalVariation(params.smoothness),
      noise: { sigma, correlation },
      seed: params.seed,
      steps: step,
      minutes: round(seconds / 60, 10),
      device: device.name,
    },
    measured:
      best === undefined
        ? {}
        : {
            'mean absolute error at hidden validation pixels': {
              before: round(validation[0][1], 1e6),
              after: round(best, 1e6),
            },
          },
  };
}

function pdFactorsOf(groups: readonly NoiseGroup[]): number[] {
  return [...new Set(groups.map(({ pd }) => pd))];
}

/** The lowest validation error, which is that of the weights that are kept. */
export function bestError(validation: readonly (readonly [number, number])[]): number | undefined {
  return validation.length === 0 ? undefined : Math.min(...validation.map(([, error]) => error));
}

type Usage = Pick<ModelCard, 'singlePass' | 'pdFactors' | 'combine'> & {
  preset?: PresetName;
  settings?: Partial<DenoiseSettings>;
  noiseRange?: ModelCard['noiseRange'];
  strongNoise?: ModelCard['strongNoise'];
};

/** As the starting model is used. */
function usageOf({ singlePass, pdFactors, combine, preset, settings, noiseRange, strongNoise }: ModelCard): Usage {
  return {
    singlePass,
    pdFactors,
    combine,
    ...(noiseRange ? { noiseRange } : {}),
    ...(strongNoise ? { strongNoise } : {}),
    ...(preset ? { preset } : {}),
    ...(settings ? { settings: definedOf(settings) } : {}),
  };
}

/**
 * How the new model wants to be used: with the settings that were measured to be best. While it is trained, or where
 * nothing can be measured: as before if its noise was known, else where it learned most, at hidden pixels (four masks, two
 * sets; on independent noise of sigma 40 31.5 dB after five minutes, single pass 31.0).
 */
function usage(
  start: ModelCard | undefined,
  { groups, inDistribution }: Adaptation,
  settings: DenoiseSettings | undefined,
): Usage {
  const singlePass = start !== undefined;
  if (settings) {
    const { mode, masks, maskSets, combine, pdFactor } = settings;
    const pdFactors = pdFactor === 1 ? [1, 2] : [pdFactor, 1];
    if (mode === 'single-pass') return { singlePass: true, pdFactors, combine: 'hidden', preset: 'single-pass' };
    return { singlePass, pdFactors, combine, preset: 'masks', settings: { masks, maskSets } };
  }
  if (start && inDistribution) return usageOf(start);
  return {
    singlePass,
    // Noise that is correlated gives hidden pixels away unless the neighbours are moved apart; 2 is the published factor.
    pdFactors: mainGroup(groups).pd === 1 ? [1] : [2, 1],
    combine: 'hidden',
    preset: 'masks',
    settings: { masks: 4, maskSets: 2 },
  };
}

function round(value: number, precision: number): number {
  return Math.round(value * precision) / precision;
}
