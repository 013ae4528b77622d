/** What can be given to `amsnet denoise`: each option with its type. */
import { type Command, Option } from 'commander';
import { fileTile } from '../batch/recipe';
import { type ExistingRule, existingRules } from '../batch/names';
import type { Shard } from '../batch/shard';
import { type Device, deviceNames } from '../client/device';
import { presetNames } from '../core/settings';
import { deviceOption, numberIn, peakOption, shardOption } from './options';
import { settingOptions, type SettingOptions } from './settings';
import { text } from './text';

/** The options of `amsnet denoise` as commander hands them over, checked and with their defaults. */
export interface DenoiseOptions extends SettingOptions {
  readonly output?: string;
  readonly outDir?: string;
  readonly ifExists: ExistingRule;
  readonly index?: string;
  readonly shard?: Shard;
  readonly reference?: string;
  readonly model?: string;
  readonly device: Device;
  readonly tile: number;
  readonly page?: number;
  readonly peak?: number;
  readonly dump?: string;
  readonly recursive?: true;
  readonly json?: true;
}

export function addDenoiseOptions(command: Command): Command {
  command
    .option('-o, --output <file>', text.denoise.output)
    .option('--out-dir <dir>', text.denoise.outDir)
    .option('--recursive', text.denoise.recursive)
    .addOption(new Option('--if-exists <what>', text.denoise.ifExists).choices(existingRules).default('fail'))
    .addOption(new Option('--skip-existing', text.denoise.skipExisting).implies({ ifExists: 'skip' }))
    .addOption(new Option('--force', text.option.force).implies({ ifExists: 'replace' }))
    .option('--index <file>', text.denoise.index)
    .option('--shard <K/N>', text.denoise.shard, shardOption)
    .option('--reference <file>', text.denoise.reference)
    .option('--model <name|file>', text.denoise.model)
    .addOption(new Option('--preset <name>', text.denoise.preset).choices(['auto', ...presetNames]));
  for (const option of settingOptions()) command.addOption(option);
  return command
    .addOption(
      new Option('--device <name|url>', text.denoise.device(deviceNames)).argParser(deviceOption).default('auto'),
    )
    .option('--tile <n>', text.denoise.tile, numberIn({ min: 32, max: 8192, integer: true }), fileTile)
    .option('--page <n>', text.denoise.page, numberIn({ min: 1, max: 1e6, integer: true }))
    .addOption(peakOption())
    .option('--dump <dir>', text.denoise.dump)
    .option('--json', text.denoise.json);
}
