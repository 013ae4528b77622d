import { AmsnetError } from './errors';

/**
 * What a result depends on besides the image and the model. Terms and published values: docs/algorithm.md and the
 * paper, section 4.1.
 */
export interface DenoiseSettings {
  /** `masks` is the paper's scheme; `single-pass` runs a network with a mask input once with nothing hidden. */
  readonly mode: 'masks' | 'single-pass';
  /** Pixel-shuffle downsampling factor f, 1..8 (published: 2). */
  readonly pdFactor: number;
  /** Number of complementary masks n, 2..8 (published: 2). */
  readonly masks: number;
  /** Number K of mask indices that the union is averaged over, 1..16 (published: 1). */
  readonly maskSets: number;
  /** How the branches become one image, see scheme.ts (published: `hidden`). */
  readonly combine: Combination;
  /** R3 replacement probability p, 0..1; 0 switches R3 off (published: 0.16). */
  readonly r3Ratio: number;
  /** R3 repetitions T, 1..32 (published: 8). */
  readonly r3Count: number;
  /** Blend of the denoised image (1) and the noisy one (0). */
  readonly strength: number;
  /** Seed of all random draws, unsigned 32 bit. */
  readonly seed: number;
}

export const combinations = ['hidden', 'weighted'] as const;
export type Combination = (typeof combinations)[number];

/** Inclusive ranges of the numeric settings; the view's controls, the command line and the engine's checks share them. */
export const settingRanges = {
  pdFactor: { min: 1, max: 8, integer: true },
  masks: { min: 2, max: 8, integer: true },
  maskSets: { min: 1, max: 16, integer: true },
  r3Ratio: { min: 0, max: 1, integer: false },
  r3Count: { min: 1, max: 32, integer: true },
  strength: { min: 0, max: 1, integer: false },
  seed: { min: 0, max: 0xffffffff, integer: true },
} as const satisfies Record<
  Exclude<keyof DenoiseSettings, 'mode' | 'combine'>,
  { min: number; max: number; integer: boolean }
>;

export const presetNames = ['single-pass', 'masks', 'amsnet'] as const;
export type PresetName = (typeof presetNames)[number];

const common = { pdFactor: 1, masks: 2, maskSets: 1, combine: 'hidden', r3Count: 8, strength: 1, seed: 0 } as const;

/** The presets; a model card names its default one and may change single values. */
export const presets: Readonly<Record<PresetName, DenoiseSettings>> = {
  'single-pass': { ...common, mode: 'single-pass', r3Ratio: 0 },
  masks: { ...common, mode: 'masks', r3Ratio: 0 },
  amsnet: { ...common, mode: 'masks', r3Ratio: 0.16 },
};

/** @throws {AmsnetError} settings/invalid, naming the setting and its range */
export function validateSettings(settings: DenoiseSettings): void {
  const mode: string = settings.mode;
  if (mode !== 'masks' && mode !== 'single-pass') {
    throw new AmsnetError('settings/invalid', `mode must be "masks" or "single-pass", not "${mode}".`);
  }
  const combine: string = settings.combine;
  if (!combinations.some(name => name === combine)) {
    throw new AmsnetError('settings/invalid', `combine must be ${combinations.join(' or ')}, not "${combine}".`);
  }
  for (const [name, { min, max, integer }] of Object.entries(settingRanges)) {
    const value = settings[name as keyof typeof settingRanges];
    if (value >= min && value <= max && (!integer || Number.isInteger(value))) continue;
    const kind = integer ? 'a whole number' : 'a number';
    throw new AmsnetError('settings/invalid', `${name} must be ${kind} from ${min} to ${max}, not ${String(value)}.`);
  }
}

/** What a model's card says about settings. */
export interface RecommendedSettings {
  readonly defaultPreset: PresetName;
  readonly defaults: DenoiseSettings;
  /** PD factors that the model suits, the best first. */
  readonly pdFactors: readonly number[];
  /** How its branches are combined best. */
  readonly combine: Combination;
}

/** A preset as a model takes it: its card's own settings if that preset is its default, else with its PD factor and combination. */
export function presetFor(name: PresetName, model: RecommendedSettings): DenoiseSettings {
  return name === model.defaultPreset
    ? model.defaults
    : { ...presets[name], pdFactor: model.pdFactors[0], combine: model.combine };
}
