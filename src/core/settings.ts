import { AmsnetError } from './errors';
import { text } from './text';

/**
 * The stages whose pixels settings can change, in the order of computation: one pass with nothing hidden; the branches of
 * the PD stage; their union; R3; and what is made of one of these in the end (see stages.ts).
 */
export type SettingStage = 'single' | 'branch' | 'union' | 'refined' | 'result';

interface Row {
  /**
   * The stages that read the setting themselves; those that are made of them depend on it, too. Both caches of pixels
   * take their keys from here, so a stage that is missing shows old pixels (test/unit/core/settings.test.ts looks for it).
   */
  readonly stages: readonly SettingStage[];
  /** Name beside its control. */
  readonly label: string;
  /** What it does, for people: tooltip, and meaning in the documents. */
  readonly help: string;
  /** How the view sets it; `none` = by the choice of a preset. */
  readonly control: 'slider' | 'list' | 'seed' | 'none';
  /** Its option of `amsnet denoise`, camel case. */
  readonly option?: { readonly name: string; readonly value: string; readonly help: string; readonly note?: string };
  /** The preset that is meant where it is set for a model whose default is the single pass, which does not have it. */
  readonly implies?: PresetName;
}

/** An inclusive range. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
}

/** A setting that is a number without unit. */
export interface NumberRow extends Row, NumberRange {
  readonly default: number;
}

/** A setting that is one of a few names. */
interface ChoiceRow extends Row {
  /** Each name with its label. */
  readonly choices: Readonly<Record<string, string>>;
  readonly default: string;
  /** What a model must be able to do for there to be a choice. */
  readonly needs?: 'predictsScale';
}

export const presetNames = ['single-pass', 'masks', 'amsnet'] as const;
export type PresetName = (typeof presetNames)[number];

const words = text.settings;

/**
 * What a result depends on besides the image and the model: one row a setting. Types, checks, the engine's contract, the
 * keys of both caches, the options of the command line, the controls of the view, the cards of models and the table in
 * docs/command-line.md follow from it. Terms and published values: docs/algorithm.md and the paper, section 4.1.
 */
export const settingTable = {
  /** `masks` is the paper's scheme; `single-pass` runs a network with a mask input once with nothing hidden. */
  mode: {
    ...words.mode,
    default: 'masks',
    stages: ['result'],
    control: 'none',
  },
  /** Pixel-shuffle downsampling factor f (published: 2). */
  pdFactor: {
    ...words.pdFactor,
    ...{ min: 1, max: 8, integer: true },
    default: 1,
    stages: ['single', 'branch'],
    control: 'slider',
    option: { name: 'pd', value: 'n', ...words.pdFactor.option },
  },
  /** Number of complementary masks n (published: 2). */
  masks: {
    ...words.masks,
    ...{ min: 2, max: 8, integer: true },
    default: 2,
    stages: ['branch', 'refined'],
    control: 'slider',
    option: { name: 'masks', value: 'n', ...words.masks.option },
    implies: 'masks',
  },
  /** Number K of mask sets that the union is averaged over (published: 1). */
  maskSets: {
    ...words.maskSets,
    ...{ min: 1, max: 16, integer: true },
    default: 1,
    stages: ['union'],
    control: 'slider',
    option: { name: 'maskSets', value: 'k', ...words.maskSets.option },
    implies: 'masks',
  },
  /** How the branches become one image, see scheme.ts (published: `hidden`). */
  combine: {
    ...words.combine,
    default: 'hidden',
    needs: 'predictsScale',
    stages: ['union', 'refined'],
    control: 'list',
    option: { name: 'combine', value: 'how', ...words.combine.option },
    implies: 'masks',
  },
  /** R3 replacement probability p; 0 switches R3 off (published: 0.16). */
  r3Ratio: {
    ...words.r3Ratio,
    ...{ min: 0, max: 1, integer: false },
    default: 0.16,
    stages: ['refined'],
    control: 'slider',
    option: { name: 'r3Ratio', value: 'p', ...words.r3Ratio.option },
    implies: 'amsnet',
  },
  /** R3 repetitions T (published: 8). */
  r3Count: {
    ...words.r3Count,
    ...{ min: 1, max: 32, integer: true },
    default: 8,
    stages: ['refined'],
    control: 'slider',
    option: { name: 'r3Count', value: 't', ...words.r3Count.option },
    implies: 'amsnet',
  },
  /** Standard deviation of the noise that a network is told which asks for it, 255 = from black to white; 0 = the estimate. */
  noiseLevel: {
    ...words.noiseLevel,
    ...{ min: 0, max: 255, integer: false },
    default: 0,
    stages: ['single', 'branch', 'refined'],
    control: 'none',
    option: { name: 'sigma', value: 'n', ...words.noiseLevel.option },
  },
  /** Blend of the denoised image (1) and the noisy one (0). */
  strength: {
    ...words.strength,
    ...{ min: 0, max: 1, integer: false },
    default: 1,
    stages: ['result'],
    control: 'slider',
    option: { name: 'strength', value: 's', ...words.strength.option },
  },
  /** Seed of all random draws, unsigned 32 bit. */
  seed: {
    ...words.seed,
    ...{ min: 0, max: 0xffffffff, integer: true },
    default: 0,
    stages: ['branch', 'refined'],
    control: 'seed',
    option: { name: 'seed', value: 'n', ...words.seed.option },
  },
} as const satisfies Record<string, NumberRow | ChoiceRow>;

type Table = typeof settingTable;
export type SettingName = keyof Table;
/** The settings that are numbers. */
export type NumberName = { [K in SettingName]: Table[K] extends NumberRow ? K : never }[SettingName];
type Value<R> = R extends { choices: infer C } ? keyof C : number;

export type DenoiseSettings = { readonly [K in SettingName]: Value<Table[K]> };

/** The names of the settings in the order of the table. */
export const settingNames = Object.keys(settingTable) as SettingName[];

/** A row of the table by what all rows have. */
export function rowOf(name: SettingName): NumberRow | ChoiceRow {
  return settingTable[name];
}

/** An object with one property for each setting, in the order of the table. */
export function forEachSetting<T>(make: (name: SettingName) => T): Record<SettingName, T> {
  return Object.fromEntries(settingNames.map(name => [name, make(name)])) as Record<SettingName, T>;
}

const defaults = forEachSetting(name => rowOf(name).default) as DenoiseSettings;

/** The presets; a model card names its default one and may change single values. */
export const presets: Readonly<Record<PresetName, DenoiseSettings>> = {
  'single-pass': { ...defaults, mode: 'single-pass', r3Ratio: 0 },
  masks: { ...defaults, r3Ratio: 0 },
  amsnet: defaults,
};

export const presetLabels: Readonly<Record<PresetName, string>> = text.presets;

/** @throws {AmsnetError} settings/invalid, naming the setting and its range */
export function validateSettings(settings: DenoiseSettings): void {
  for (const name of settingNames) {
    const row = rowOf(name);
    const value: unknown = settings[name];
    if ('choices' in row) {
      const choices = Object.keys(row.choices);
      if (!choices.some(choice => choice === value)) throw invalid(text.settingNotAmong(name, choices, String(value)));
    } else if (!isWithin(row, value)) {
      throw invalid(text.settingNotWithin(name, row, String(value)));
    }
  }
}

function isWithin({ min, max, integer }: NumberRange, value: unknown): boolean {
  return typeof value === 'number' && value >= min && value <= max && (!integer || Number.isInteger(value));
}

function invalid(message: string): AmsnetError {
  return new AmsnetError('settings/invalid', message);
}

/** What a model's card says about settings. */
export interface RecommendedSettings {
  readonly defaultPreset: PresetName;
  readonly defaults: DenoiseSettings;
  /** PD factors that the model suits, the best first. */
  readonly pdFactors: readonly number[];
  /** How its branches are combined best. */
  readonly combine: DenoiseSettings['combine'];
}

/** A preset as a model takes it: its card's own settings if that preset is its default, else with its PD factor and combination. */
export function presetFor(name: PresetName, model: RecommendedSettings): DenoiseSettings {
  return name === model.defaultPreset
    ? model.defaults
    : { ...presets[name], pdFactor: model.pdFactors[0], combine: model.combine };
}

/** `settings` with those of `changes` that are there. */
export function withChanges(settings: DenoiseSettings, changes: SettingChanges | undefined): DenoiseSettings {
  return { ...settings, ...definedOf(changes ?? {}) };
}

/** Some of the settings; what is left out or undefined stays. */
export type SettingChanges = { readonly [K in SettingName]?: DenoiseSettings[K] | undefined };

/** The changes without those that are undefined. */
export function definedOf(changes: SettingChanges): Partial<DenoiseSettings> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

/** Passes of the network over the whole image: n K for the PD stage, n T more for R3; one for the single pass. */
export function passesOf({ mode, masks, maskSets, r3Ratio, r3Count }: DenoiseSettings): number {
  return mode === 'single-pass' ? 1 : masks * maskSets + (r3Ratio === 0 ? 0 : masks * r3Count);
}
