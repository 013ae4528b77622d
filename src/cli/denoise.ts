import type { Command } from 'commander';
import { indexExtensions, isIndex } from '../batch/index-file';
import { type BatchInput, namesEach, namesModel, wrongTemplate } from '../batch/names';
import { isS3 } from '../batch/s3-path';
import { isInShard, shardIndex } from '../batch/shard';
import { hostsOf, isRemote } from '../client/device';
import { denoiseImages } from './denoise-images';
import { addDenoiseOptions, type DenoiseOptions } from './denoise-options';
import { expandInputs } from './inputs';
import { flagOf } from './options';
import { amongImages, collision, Outputs, overwrittenInput } from './outputs';
import { warn } from './say';
import { text } from './text';
import { withEngine } from './with-engine';
import { contradiction } from './settings';

/** `amsnet denoise <image|folder...>` */
export function addDenoise(program: Command): void {
  const command = program
    .command('denoise')
    .summary(text.denoise.summary)
    .description(text.denoise.description)
    .argument('<image|folder...>', text.denoise.image);
  addDenoiseOptions(command)
    .addHelpText('after', text.denoise.more)
    .action(async (given: string[], options: DenoiseOptions, command: Command) => {
      const inputs = await expandInputs(given, options.recursive ?? false);
      const outputs = new Outputs(options);
      const problem =
        misuse(inputs, options, command) ??
        contradiction(options) ??
        (options.ifExists === 'number' ? undefined : collision(inputs, outputs)) ??
        (options.ifExists === 'replace' ? overwrittenInput(inputs, outputs) : undefined) ??
        (options.shard ? amongImages(inputs, outputs) : undefined);
      if (problem !== undefined) command.error(text.error(problem));
      const own = partOf(inputs, options);
      if (isRemote(options.device)) warn(text.note(text.denoise.sent(hostsOf(options.device))));
      return withEngine((engine, signal) => denoiseImages(engine, own.inputs, outputs, own.options, signal));
    });
}

/** What of all is to be done here, and under which name it is reported. */
function partOf(all: readonly BatchInput[], options: DenoiseOptions) {
  const { shard, index } = options;
  if (!shard) return { inputs: all, options };
  const inputs = all.filter(input => isInShard(input, shard));
  warn(text.note(text.ofShard(inputs.length, all.length, shard.number, shard.count)));
  return { inputs, options: { ...options, ...(index !== undefined && { index: shardIndex(index, shard) }) } };
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
  for (const name of ['index', 'reference', 'dump', 'model'] as const)
    if (isS3(options[name] ?? '')) return text.s3.filesOnly(flagOf(name));
  const objects = [...images.map(({ path }) => path), output ?? '', options.outDir ?? ''].some(isS3);
  if (objects && output !== undefined && namesModel(output)) return text.s3.noModelName;
  if (options.output !== undefined && options.outDir !== undefined) return usage.exclusive('-o', '--out-dir');
  if (images.length === 0) return usage.noImages(options.recursive === true);
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
