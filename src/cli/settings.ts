/** The options of settings, and what they ask for. */
import { Option } from 'commander';
import { contradicting, type Wish } from '../batch/recipe';
import {
  type DenoiseSettings,
  type PresetName,
  rowOf,
  type SettingChanges,
  type SettingName,
  settingNames,
  type settingTable,
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
  return 'choices' in row ? text.help.more(help, [note]) : text.setting.noted(ranged, note);
}

/** @returns a sentence if the options contradict each other. */
export function contradiction(options: SettingOptions): string | undefined {
  const given = contradicting(wishOf(options)).map(name => flagOf(rowOf(name).option?.name ?? name));
  return given.length > 0 ? text.usage.notWithPreset(given) : undefined;
}

/** What was given as options. */
export function wishOf(options: SettingOptions): Wish {
  const given: Readonly<Record<string, unknown>> = options;
  const entries = settingNames.map(name => [name, given[rowOf(name).option?.name ?? '']]);
  return { preset: options.preset, changes: Object.fromEntries(entries) as SettingChanges };
}
