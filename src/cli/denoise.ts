import { type Command, Option } from 'commander';
import { deviceNames } from '../client/device';
import { combinations, presetNames } from '../core/settings';
import { denoiseImages, type DenoiseOptions } from './denoise-images';
import { numberIn, setting } from './options';
import { collision, planOutputs } from './outputs';
import { withEngine } from './with-engine';
import { contradiction } from './settings';

/** `amsnet denoise <image...>` */
export function addDenoise(program: Command): void {
  const pd = setting('pdFactor');
  const masks = setting('masks');
  const maskSets = setting('maskSets');
  const r3Ratio = setting('r3Ratio');
  const r3Count = setting('r3Count');
  const strength = setting('strength');
  const seed = setting('seed');
  program
    .command('denoise')
    .summary('denoise images')
    .description('Denoise images. The source is never written to, an existing file only with --force.')
    .argument('<image...>', 'PNG, JPEG, WebP, AVIF, TIFF or GIF files')
    .option('-o, --output <file>', 'file to write, for a single image (default: <name>.denoised.<ext> beside it)')
    .option('--out-dir <dir>', 'folder to write to, made if it is missing')
    .option('--force', 'write over existing files')
    .option('--reference <file>', 'clean image to measure against, for a single image')
    .option('--model <name|file>', 'model of "amsnet info" or an ONNX file (default: the first bundled one)')
    .addOption(
      new Option('--preset <name>', 'settings to start from (default: named by the model)').choices(presetNames),
    )
    .option('--pd <n>', `pixel-shuffle downsampling factor, ${pd.range}`, pd.parse)
    .option('--masks <n>', `complementary masks, ${masks.range}`, masks.parse)
    .option('--mask-sets <k>', `mask indices that are averaged, ${maskSets.range}`, maskSets.parse)
    .addOption(
      new Option(
        '--combine <how>',
        'take hidden pixels from each branch, or weigh all branches by their certainty',
      ).choices(combinations),
    )
    .option('--r3-ratio <p>', `share of pixels that R3 puts back, ${r3Ratio.range}, 0 = no R3`, r3Ratio.parse)
    .option('--r3-count <t>', `repetitions of R3, ${r3Count.range}`, r3Count.parse)
    .option('--strength <s>', `blend of result (1) and noisy input (0)`, strength.parse)
    .option('--seed <n>', `seed of all random draws, ${seed.range}`, seed.parse)
    .addOption(new Option('--device <name>', 'where to compute').choices(deviceNames).default('auto'))
    .option('--tile <n>', 'edge of a tile in pixels', numberIn({ min: 32, max: 8192, integer: true }), 512)
    .option('--dump <dir>', 'write every stage as .npy into this folder, for a single image')
    .option('--json', 'one JSON object for each image on standard output')
    .addHelpText(
      'after',
      `
Presets: single-pass (nothing hidden, one pass), masks (every mask once), amsnet (masks, then R3 0.16 x 8).
An option of the mask scheme (--masks, --mask-sets, --r3-...) chooses masks or amsnet by itself.

Examples:
  amsnet denoise photo.jpg
  amsnet denoise noisy.png --reference clean.png --preset amsnet --r3-count 4
  amsnet denoise *.tif --out-dir clean --device cuda --json > report.jsonl`,
    )
    .action((images: string[], options: DenoiseOptions, command: Command) => {
      const planned = planOutputs(images, options);
      const problem = misuse(images, options) ?? contradiction(options) ?? collision(planned);
      if (problem !== undefined) command.error(`error: ${problem}`);
      return withEngine((engine, signal) => denoiseImages(engine, planned, options, signal));
    });
}

/** @returns a sentence if the options do not fit the number of images. */
function misuse(images: readonly string[], options: DenoiseOptions): string | undefined {
  if (options.output !== undefined && options.outDir !== undefined) return '-o and --out-dir exclude each other.';
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
