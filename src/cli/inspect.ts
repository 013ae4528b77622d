import type { Command } from 'commander';
import type { ImageInfo } from '../client/contract';
import type { Noise } from '../client/noise';
import { withEngine } from './with-engine';

/** `amsnet inspect <image>`: what an image is and what noise it has. */
export function addInspect(program: Command): void {
  program
    .command('inspect')
    .summary('tell what an image is and what noise it has')
    .description('Tell what an image is, and the level, correlation and kind of its noise.')
    .argument('<image>', 'image file')
    .option('--json', 'one JSON object on standard output')
    .action((image: string, options: { json?: true }) =>
      withEngine(async (engine, signal) => {
        const info = await engine.request('inspectImage', { image }, { signal });
        const noise = await engine.request('noise', { image }, { signal });
        console.log(options.json ? JSON.stringify({ input: image, ...info, noise }) : describe(info, noise));
      }),
    );
}

function describe({ width, height, format, channels }: ImageInfo, noise: Noise): string {
  const percent = (value: number) => `${(100 * value).toFixed(0).padStart(3)} %`;
  const two = (values: readonly number[]) => values.map(value => value.toFixed(2).padStart(5)).join(' ');
  const mean = (direction: keyof Noise['lags'][0]) =>
    [0, 1, 2, 3].map(lag => noise.lags.reduce((sum, channel) => sum + channel[direction][lag] / 3, 0));
  return [
    `image        ${width} x ${height}, ${format}, ${channels}`,
    `noise        sigma ${noise.sigma.toFixed(4)} (${(255 * noise.sigma).toFixed(1)} of 255)`,
    `kind         ${noise.kind.length > 0 ? noise.kind.join(', ') : 'not clear'}`,
    'correlation  at 1 to 4 pixels',
    `  across     ${two(mean('horizontal'))}`,
    `  down       ${two(mean('vertical'))}`,
    `  diagonal   ${two(mean('diagonal'))}`,
    'brightness   sigma of R, G, B       of the image',
    ...noise.levels.map(
      ({ brightness, sigma, share }) =>
        `  ${brightness.toFixed(3)}      ${sigma.map(value => value.toFixed(4)).join(' ')}   ${percent(share)}`,
    ),
  ].join('\n');
}
