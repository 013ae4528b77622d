/** From preset, model card and single options to the settings of a job. */
import {
  type Combination,
  type DenoiseSettings,
  presetFor,
  type PresetName,
  type RecommendedSettings,
} from '../core/settings';

/** The options of `amsnet denoise` that touch the settings; what was not given is absent. */
export interface SettingOptions {
  readonly preset?: PresetName;
  readonly pd?: number;
  readonly masks?: number;
  readonly maskSets?: number;
  readonly combine?: Combination;
  readonly r3Ratio?: number;
  readonly r3Count?: number;
  readonly strength?: number;
  readonly seed?: number;
}

/** Options that mean nothing to a single pass (PD does), with their names on the command line. */
const maskOptions = {
  masks: '--masks',
  maskSets: '--mask-sets',
  combine: '--combine',
  r3Ratio: '--r3-ratio',
  r3Count: '--r3-count',
} as const satisfies Partial<Record<keyof SettingOptions, string>>;

/** @returns a sentence if the options contradict each other. */
export function contradiction(options: SettingOptions): string | undefined {
  if (options.preset !== 'single-pass') return undefined;
  const given = maskOptionsIn(options);
  return given.length > 0 ? `${given.join(', ')} cannot be combined with --preset single-pass.` : undefined;
}

/**
 * The model card's own defaults, or a preset's values (and the card's PD factor) if another preset was asked for, and
 * single options over both.
 * Whoever gives an option of the mask scheme wants the mask scheme, also from a model whose default is the single pass.
 */
export function chooseSettings(model: RecommendedSettings, options: SettingOptions): DenoiseSettings {
  const preset = options.preset ?? impliedPreset(model.defaultPreset, options);
  const base = presetFor(preset, model);
  return {
    mode: base.mode,
    pdFactor: options.pd ?? base.pdFactor,
    masks: options.masks ?? base.masks,
    maskSets: options.maskSets ?? base.maskSets,
    combine: options.combine ?? base.combine,
    r3Ratio: options.r3Ratio ?? base.r3Ratio,
    r3Count: options.r3Count ?? base.r3Count,
    strength: options.strength ?? base.strength,
    seed: options.seed ?? base.seed,
  };
}

function impliedPreset(ofModel: PresetName, options: SettingOptions): PresetName {
  if (ofModel !== 'single-pass' || maskOptionsIn(options).length === 0) return ofModel;
  return options.r3Ratio === undefined && options.r3Count === undefined ? 'masks' : 'amsnet';
}

function maskOptionsIn(options: SettingOptions): string[] {
  return Object.entries(maskOptions)
    .filter(([key]) => options[key as keyof typeof maskOptions] !== undefined)
    .map(([, flag]) => flag);
}
