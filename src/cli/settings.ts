/** From preset, model card and single options to the settings of a job. */
import { Option } from 'commander';
import type { ModelInfo } from '../client/contract';
import { canChoose } from '../core/auto-settings';
import {
  type DenoiseSettings,
  presetFor,
  type PresetName,
  type RecommendedSettings,
  rowOf,
  type SettingChanges,
  type SettingName,
  settingNames,
  type settingTable,
  withChanges,
} from '../core/settings';
import { flagOf, numberIn } from './options';
import { text } from './text';

type Table = typeof settingTable;
type OptionName<K extends SettingName> = Table[K] extends { option: { name: infer N extends string } } ? N : never;

/** The options of `amsnet denoise` that touch the settings; what was not given is absent. */
export type SettingOptions = { readonly preset?: PresetName | 'auto' } & {
  readonly [K in SettingName as OptionName<K>]?: DenoiseSettings[K];
};

/** The options of all settings, in the order of their table. */
export function settingOptions(): Option[] {
  return settingNames.flatMap(name => {
    const row = rowOf(name);
    if (!row.option) return [];
    const option = new Option(`${flagOf(row.option.name)} <${row.option.value}>`, describeOption(name));
    return 'choices' in row ? option.choices(Object.keys(row.choices)) : option.argParser(numberIn(row));
  });
}

/** What the option of a setting means: in the help of the program as in docs/command-line.md. */
export function describeOption(name: SettingName): string {
  const row = rowOf(name);
  if (!row.option) return '';
  const { help, note } = row.option;
  const ranged = 'choices' in row ? help : text.setting.range(help, row.min, row.max);
  if (note === undefined) return ranged;
  return 'choices' in row ? `${help} (${note})` : `${ranged}; ${note}`;
}

/** @returns a sentence if the options contradict each other. */
export function contradiction(options: SettingOptions): string | undefined {
  if (options.preset !== 'single-pass') return undefined;
  const given = schemeSettings(changesOf(options)).map(name => flagOf(rowOf(name).option?.name ?? name));
  return given.length > 0 ? text.usage.notWithPreset(given) : undefined;
}

/**
 * The model card's own defaults, or a preset's values (and the card's PD factor) if another preset was asked for, and
 * single options over both.
 * Whoever gives an option of the mask scheme wants the mask scheme, also from a model whose default is the single pass.
 */
export function chooseSettings(model: RecommendedSettings, options: SettingOptions): DenoiseSettings {
  const changes = changesOf(options);
  const named = options.preset === 'auto' ? undefined : options.preset;
  const preset = named ?? impliedPreset(model.defaultPreset, changes);
  return withChanges(presetFor(preset, model), changes);
}

/**
 * Whether the settings are chosen from each image: when asked for, and when no option says otherwise for a model whose card
 * leaves a choice. The strength and the seed say nothing of what fits the noise.
 */
export function choosesFromImage(
  model: Parameters<typeof canChoose>[0] & Pick<ModelInfo, 'hasCard'>,
  options: SettingOptions,
): boolean {
  if (options.preset !== undefined) return options.preset === 'auto';
  const changes = changesOf(options);
  return model.hasCard && canChoose(model) && changes.pdFactor === undefined && schemeSettings(changes).length === 0;
}

/** The settings that were given as options. */
export function changesOf(options: SettingOptions): SettingChanges {
  const given: Readonly<Record<string, unknown>> = options;
  const entries = settingNames.map(name => [name, given[rowOf(name).option?.name ?? '']]);
  return Object.fromEntries(entries) as SettingChanges;
}

function impliedPreset(ofModel: PresetName, changes: SettingChanges): PresetName {
  if (ofModel !== 'single-pass') return ofModel;
  const implied = schemeSettings(changes).map(name => rowOf(name).implies);
  return implied.includes('amsnet') ? 'amsnet' : (implied[0] ?? ofModel);
}

/** The settings among the changes that mean nothing to a single pass (PD does). */
function schemeSettings(changes: SettingChanges): SettingName[] {
  return settingNames.filter(name => changes[name] !== undefined && rowOf(name).implies !== undefined);
}
