import type { Command } from 'commander';
import { indexExtensions, isIndex } from '../batch/index-file';
import { type BatchInput, namesEach, wrongTemplate } from '../batch/names';
import { denoiseImages } from './denoise-images';
import { addDenoiseOptions, type DenoiseOptions } from './denoise-options';
import { expandInputs } from './inputs';
import { flagOf } from './options';
import { collision, Outputs, overwrittenInput } from './outputs';
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
      const outputs = new Outputs(options);
      const problem =
        misuse(inputs, options, command) ??
        contradiction(options) ??
        (options.ifExists === 'number' ? undefined : collision(inputs, outputs)) ??
        (options.ifExists === 'replace' ? overwrittenInput(inputs, outputs) : undefined);
      if (problem !== undefined) command.error(text.error(problem));
      return withEngine((engine, signal) => denoiseImages(engine, inputs, outputs, options, signal));
    });
}

/** @returns a sentence if the options do not fit the number of images. */
function misuse(images: readonly BatchInput[], options: DenoiseOptions, command: Command): string | undefined {
  const { usage } = text;
  const { output, index } = options;
  const rules = ['skipExisting', 'force', 'ifExists'].filter(name => command.getOptionValueSource(name) === 'cli');
  if (rules.length > 1) return usage.exclusive(flagOf(rules[0]), flagOf(rules[1]));
  if (index !== undefined && !isIndex(index)) return usage.indexExtension(indexExtensions);
  const wrong = output === undefined ? undefined : wrongTemplate(output);
  if (wrong !== undefined) return wrong;
  if (options.output !== undefined && options.outDir !== undefined) return usage.exclusive('-o', '--out-dir');
  if (images.length === 0) return usage.noImages;
  if (images.length === 1) return undefined;
  for (const [flag, value] of [
    ['-o', output !== undefined && namesEach(output) ? undefined : output],
    ['--reference', options.reference],
    ['--dump', options.dump],
  ] as const) {
    if (value !== undefined) return usage.singleOnly(flag, images.length);
  }
  return undefined;
}
