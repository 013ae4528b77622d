import * as z from 'zod';
import { NoiseRange, Settings, type ModelInfo } from '../../client/contract';
import { presetNames, presets, withChanges, type DenoiseSettings, type PresetName } from '../../core/settings';
import { text } from '../text';

/** The output with the predicted size of the error at each pixel, in any unit. */
export const scaleOutput = 'residual_scale';

const white = z.union([z.literal(1), z.literal(255)]);

/**
 * `<name>.json` beside `<name>.onnx`: what a model is and how it wants to be used. Free-form parts (training, measured
 * quality) are for people and pass through unread.
 */
export const ModelCard = z.object({
  name: z.string().min(1),
  description: z.string().default(''),
  license: z.string().default(text.notStated),
  /** Kind of network, by which training knows how to go on from it; told from its weights if it is not said. */
  architecture: z.string().optional(),
  /**
   * Names of the graph's inputs with a description each: the first takes the pixels, one named `mask` the mask, another
   * one the noise level.
   */
  inputs: z.record(z.string(), z.string()).refine(inputs => Object.keys(inputs).length > 0, text.namesNoInput),
  /** Names of the graph's outputs: the first one is the denoised image, one named `residual_scale` its expected error. */
  outputs: z.record(z.string(), z.string()).refine(outputs => Object.keys(outputs).length > 0, text.namesNoOutput),
  /** Height and width must be multiples of this. */
  stride: z.int().min(1).max(256),
  /** Radius of the receptive field in pixels; null = the whole image. */
  halo: z.int().min(0).max(4096).nullable(),
  minSize: z.int().min(1).max(1024).optional(),
  /** Value of white, 1 or 255; tried out if it is not said. */
  white: white.optional(),
  /** What a standard deviation of the noise as large as white is called, for a network that is told the noise level. */
  noiseWhite: white.optional(),
  /** What is done with an output that is the noise, not the picture; tried out if it is not said. */
  residual: z.enum(['none', 'subtract', 'add']).optional(),
  /** Whether it may see everything at once (a network trained with a full mask, or without masks). */
  singlePass: z.boolean().default(false),
  /** PD factors that it suits, the best first. */
  pdFactors: z.array(Settings.shape.pdFactor).min(1).default([1]),
  /** How its branches are combined best; `weighted` wants an output named `residual_scale`, trained at visible pixels too. */
  combine: Settings.shape.combine.default('hidden'),
  /**
   * Kinds of noise that it was trained on: ranges of the standard deviation (0..1) and of the autocorrelation at one pixel.
   * Training on images does without care where their noise is of another kind. None = not known.
   */
  noiseRange: z.array(NoiseRange).optional(),
  preset: z.enum(presetNames).optional(),
  /** Changes to the preset. */
  settings: Settings.partial().optional(),
  /** Changes to the preset `masks` for strong correlated noise of its ranges; without, four masks. */
  strongNoise: Settings.partial().optional(),
});
export type ModelCard = z.infer<typeof ModelCard>;

export function takesMask(card: ModelCard): boolean {
  return 'mask' in card.inputs;
}

export function predictsScale(card: ModelCard): boolean {
  return scaleOutput in card.outputs;
}

export function cardInfo(card: ModelCard, path: string): ModelInfo {
  const defaultPreset = card.preset ?? (card.singlePass ? 'single-pass' : 'amsnet');
  return {
    name: card.name,
    path,
    description: card.description,
    license: card.license,
    hasCard: true,
    takesMask: takesMask(card),
    singlePass: card.singlePass,
    predictsScale: predictsScale(card),
    combine: card.combine,
    pdFactors: card.pdFactors,
    stride: card.stride,
    halo: card.halo,
    noiseRange: card.noiseRange ?? [],
    defaultPreset,
    defaults: defaultSettings(defaultPreset, card),
    strongNoise: card.strongNoise,
  };
}

function defaultSettings(preset: PresetName, card: ModelCard): DenoiseSettings {
  return withChanges({ ...presets[preset], pdFactor: card.pdFactors[0], combine: card.combine }, card.settings);
}
