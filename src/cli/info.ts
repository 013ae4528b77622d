import type { Command } from 'commander';
import { askEngineInfo, type EngineInfo } from '../client/engine-info';
import { printJson, say } from './say';
import { text } from './text';
import { withEngine } from './with-engine';
import { padded, stringWidth } from './width';

/** `amsnet info`: what this machine can run, for people choosing a device and for bug reports. */
export function addInfo(program: Command): void {
  program
    .command('info')
    .summary(text.info.summary)
    .description(text.info.description)
    .option('--json', text.option.json)
    .action((options: { json?: true }) =>
      withEngine(async (engine, signal) => {
        const info = await askEngineInfo(engine, { signal });
        if (options.json) printJson(info);
        else say(...describeInfo(info));
      }),
    );
}

function describeInfo({ versions, devices, models }: EngineInfo): string[] {
  return [
    text.environment.devices,
    ...table(
      devices.map(({ name, available, hardware, reason }) => [
        name,
        available ? text.environment.availableAs(hardware ?? []) : (reason ?? text.environment.unavailable),
      ]),
    ),
    text.environment.models,
    ...table(
      models.map(model => [model.name, text.environment.model(model.description, model.license, model.defaultPreset)]),
    ),
    text.environment.versions,
    ...table(Object.entries(versions)),
  ];
}

function table(rows: readonly (readonly [name: string, value: string])[]): string[] {
  const width = Math.max(0, ...rows.map(([name]) => stringWidth(name)));
  return rows.map(([name, value]) => `  ${padded(name, width)}  ${value}`);
}
