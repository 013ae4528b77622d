import type { Command } from 'commander';
import { type Inspection, inspectNoise } from '../batch/inspect';
import type { Noise } from '../client/noise';
import { printJson, say } from './say';
import { text } from './text';
import { withEngine } from './with-engine';
import { padded } from './width';

/** `amsnet inspect <image>`: what an image is and what noise it has. */
export function addInspect(program: Command): void {
  program
    .command('inspect')
    .summary(text.inspect.summary)
    .description(text.inspect.description)
    .argument('<image>', text.inspect.image)
    .option('--json', text.option.json)
    .action((image: string, options: { json?: true }) =>
      withEngine(async (engine, signal) => {
        const inspected = await inspectNoise(engine, { image }, signal);
        if (options.json) printJson(inspected);
        else say(...describe(inspected));
      }),
    );
}

function describe({ width, height, format, channels, noise }: Inspection): string[] {
  const percent = (value: number) => `${(100 * value).toFixed(0).padStart(3)} %`;
  const two = (values: readonly number[]) => values.map(value => value.toFixed(2).padStart(5)).join(' ');
  const mean = (direction: keyof Noise['lags'][0]) =>
    [0, 1, 2, 3].map(lag => noise.lags.reduce((sum, channel) => sum + channel[direction][lag] / 3, 0));
  const { rows, kinds, kindUnknown, lags, levels } = text.inspected;
  const row = (name: string, value: string) => `${padded(name, 13)}${value}`;
  return [
    row(rows.image, text.inspected.image(width, height, format, channels)),
    row(rows.noise, text.inspected.noise(noise.sigma)),
    row(rows.kind, noise.kind.length > 0 ? text.report.list(noise.kind.map(kind => kinds[kind])) : kindUnknown),
    row(rows.correlation, lags),
    ...(['horizontal', 'vertical', 'diagonal'] as const).map(each => row(`  ${rows[each]}`, two(mean(each)))),
    row(rows.brightness, levels),
    ...noise.levels.map(
      ({ brightness, sigma, share }) =>
        `  ${brightness.toFixed(3)}      ${sigma.map(value => value.toFixed(4)).join(' ')}   ${percent(share)}`,
    ),
  ];
}
