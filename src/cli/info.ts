import type { Command } from 'commander';
import type { EngineInfo } from '../client/contract';
import { withEngine } from './with-engine';

/** `amsnet info`: what this machine can run, for people choosing a device and for bug reports. */
export function addInfo(program: Command): void {
  program
    .command('info')
    .summary('list devices, models and versions')
    .description('List devices (and why one is missing), models and versions.')
    .option('--json', 'one JSON object on standard output')
    .action((options: { json?: true }) =>
      withEngine(async (engine, signal) => {
        const info = await engine.request('info', {}, { signal });
        console.log(options.json ? JSON.stringify(info) : describeInfo(info));
      }),
    );
}

function describeInfo({ versions, devices, models }: EngineInfo): string {
  return [
    'Devices',
    ...table(
      devices.map(({ name, available, reason }) => [name, available ? 'available' : (reason ?? 'not available')]),
    ),
    'Models',
    ...table(
      models.map(model => [model.name, `${model.description} (${model.license}, default ${model.defaultPreset})`]),
    ),
    'Versions',
    ...table(Object.entries(versions)),
  ].join('\n');
}

function table(rows: readonly (readonly [name: string, value: string])[]): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}
