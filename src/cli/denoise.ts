import type { Command } from 'commander';
import { denoiseImages } from './denoise-images';
import { addDenoiseOptions, type DenoiseOptions } from './denoise-options';
import { expandInputs } from './inputs';
import { collision, overwrittenInput, planOutputs } from './outputs';
import { text } from './text';
import { withEngine } from './with-engine';
import { contradiction } from './settings';

/** `amsnet denoise <image...>` */
export function addDenoise(program: Command): void {
  const command = program
    .command('denoise')
    .summary(text.denoise.summary)
    .description(text.denoise.description)
    .argument('<image...>', text.denoise.image);
  addDenoiseOptions(command)
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
