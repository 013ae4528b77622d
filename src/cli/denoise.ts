import { type Command, Option } from 'commander';
import { deviceNames } from '../client/device';
import { presetNames } from '../core/settings';
import { denoiseImages, type DenoiseOptions } from './denoise-images';
import { numberIn, peakOption } from './options';
import { expandInputs } from './inputs';
import { collision, overwrittenInput, planOutputs } from './outputs';
import { text } from './text';
import { withEngine } from './with-engine';
import { contradiction, settingOptions } from './settings';

/** `amsnet denoise <image...>` */
export function addDenoise(program: Command): void {
  const denoise = program
    .command('denoise')
    .summary(text.denoise.summary)
    .description(text.denoise.description)
    .argument('<image...>', text.denoise.image)
    .option('-o, --output <file>', text.denoise.output)
    .option('--out-dir <dir>', text.denoise.outDir)
    .option('--recursive', text.denoise.recursive)
    .option('--skip-existing', text.denoise.skipExisting)
    .option('--force', text.option.force)
    .option('--reference <file>', text.denoise.reference)
    .option('--model <name|file>', text.denoise.model)
    .addOption(new Option('--preset <name>', text.denoise.preset).choices(['auto', ...presetNames]));
  for (const option of settingOptions()) denoise.addOption(option);
  denoise
    .addOption(new Option('--device <name>', text.denoise.device).choices(deviceNames).default('auto'))
    .option('--tile <n>', text.denoise.tile, numberIn({ min: 32, max: 8192, integer: true }), 512)
    .option('--page <n>', text.denoise.page, numberIn({ min: 1, max: 1e6, integer: true }))
    .addOption(peakOption())
    .option('--dump <dir>', text.denoise.dump)
    .option('--json', text.denoise.json)
    .addHelpText('after', text.denoise.more)
    .action(async (given: string[], options: DenoiseOptions, command: Command) => {
      const inputs = await expandInputs(given, options.recursive ?? false);
      const images = inputs.map(({ path }) => path);
      const planned = planOutputs(inputs, options);
      const problem =
        misuse(images, options) ??
        contradiction(options) ??
        collision(planned) ??
        (options.force ? overwrittenInput(planned) : undefined);
      if (problem !== undefined) command.error(text.error(problem));
      return withEngine((engine, signal) => denoiseImages(engine, planned, options, signal));
    });
}

/** @returns a sentence if the options do not fit the number of images. */
function misuse(images: readonly string[], options: DenoiseOptions): string | undefined {
  const { usage } = text;
  if (options.output !== undefined && options.outDir !== undefined) return usage.exclusive('-o', '--out-dir');
  if (options.force && options.skipExisting) return usage.exclusive('--force', '--skip-existing');
  if (images.length === 0) return usage.noImages;
  if (images.length === 1) return undefined;
  for (const [flag, value] of [
    ['-o', options.output],
    ['--reference', options.reference],
    ['--dump', options.dump],
  ] as const) {
    if (value !== undefined) return usage.singleOnly(flag, images.length);
  }
  return undefined;
}
