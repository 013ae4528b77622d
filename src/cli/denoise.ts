import { type Command, Option } from 'commander';
import { deviceNames } from '../client/device';
import { presetNames } from '../core/settings';
import { denoiseImages, type DenoiseOptions } from './denoise-images';
import { numberIn, peakOption } from './options';
import { expandInputs } from './inputs';
import { collision, overwrittenInput, planOutputs } from './outputs';
import { withEngine } from './with-engine';
import { contradiction, settingOptions } from './settings';

/** `amsnet denoise <image...>` */
export function addDenoise(program: Command): void {
  const denoise = program
    .command('denoise')
    .summary('denoise images')
    .description('Denoise images. The source is never written to, an existing file only with --force.')
    .argument('<image...>', 'PNG, JPEG, WebP, AVIF, TIFF or GIF files, patterns, or - for standard input')
    .option('-o, --output <file>', 'file to write, for a single image (default: <name>.denoised.<ext> beside it)')
    .option('--out-dir <dir>', 'folder to write to, made if it is missing')
    .option('--recursive', 'take the images in folders and in theirs')
    .option('--skip-existing', 'leave out images whose result is there already')
    .option('--force', 'write over existing files')
    .option('--reference <file>', 'clean image to measure against, for a single image')
    .option('--model <name|file>', 'model of "amsnet info" or an ONNX file (default: the first bundled one)')
    .addOption(
      new Option('--preset <name>', 'settings to start from (default: auto, where the model leaves a choice)').choices([
        'auto',
        ...presetNames,
      ]),
    );
  for (const option of settingOptions()) denoise.addOption(option);
  denoise
    .addOption(new Option('--device <name>', 'where to compute').choices(deviceNames).default('auto'))
    .option('--tile <n>', 'edge of a tile in pixels', numberIn({ min: 32, max: 8192, integer: true }), 512)
    .option('--page <n>', 'one page of a stack, from 1 (default: all)', numberIn({ min: 1, max: 1e6, integer: true }))
    .addOption(peakOption())
    .option('--dump <dir>', 'write every stage as .npy into this folder, for a single image')
    .option('--json', 'one JSON object for each image on standard output')
    .addHelpText(
      'after',
      `
Presets: auto (chosen from the noise of each image), single-pass (nothing hidden, one pass), masks (every mask once), amsnet (masks, then R3 0.16 x 8).
An option of the mask scheme (--masks, --mask-sets, --r3-...) chooses masks or amsnet by itself.

Examples:
  amsnet denoise photo.jpg
  amsnet denoise noisy.png --reference clean.png --preset amsnet --r3-count 4
  amsnet denoise *.tif --out-dir clean --device cuda --json > report.jsonl`,
    )
    .action(async (given: string[], options: DenoiseOptions, command: Command) => {
      const inputs = await expandInputs(given, options.recursive ?? false);
      const images = inputs.map(({ path }) => path);
      const planned = planOutputs(inputs, options);
      const problem =
        misuse(images, options) ??
        contradiction(options) ??
        collision(planned) ??
        (options.force ? overwrittenInput(planned) : undefined);
      if (problem !== undefined) command.error(`error: ${problem}`);
      return withEngine((engine, signal) => denoiseImages(engine, planned, options, signal));
    });
}

/** @returns a sentence if the options do not fit the number of images. */
function misuse(images: readonly string[], options: DenoiseOptions): string | undefined {
  if (options.output !== undefined && options.outDir !== undefined) return '-o and --out-dir exclude each other.';
  if (options.force && options.skipExisting) return '--force and --skip-existing exclude each other.';
  if (images.length === 0) return 'There are no images in these folders.';
  if (images.length === 1) return undefined;
  for (const [flag, value] of [
    ['-o', options.output],
    ['--reference', options.reference],
    ['--dump', options.dump],
  ] as const) {
    if (value !== undefined) return `${flag} takes a single image, not ${images.length}.`;
  }
  return undefined;
}
