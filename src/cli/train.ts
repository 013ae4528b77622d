import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Device } from '../client/device';
import { trainingRanges, type TrainParams } from '../client/training';
import { numberIn, setting } from './options';
import { withEngine } from './with-engine';
import { trainModel } from './train-model';

interface TrainOptions {
  readonly output: string;
  readonly from?: string;
  readonly minutes?: number;
  readonly steps?: number;
  readonly pd: number | 'auto';
  readonly smoothness?: number;
  readonly device: Device;
  readonly seed: number;
  readonly resume?: true;
  readonly force?: true;
  readonly json?: true;
}

const defaultMinutes = 10;

/** `amsnet train <image|folder...> -o model.onnx` */
export function addTrain(program: Command): void {
  const pd = setting('pdFactor');
  const seed = setting('seed');
  const { minutes, steps, smoothness } = trainingRanges;
  program
    .command('train')
    .summary('train a model on noisy images alone')
    .description(
      'Train a model on noisy images alone: hidden pixels are predicted from visible ones, nothing clean is needed.',
    )
    .argument('<image|folder...>', 'noisy images of one kind, or folders of them')
    .requiredOption('-o, --output <file>', 'model to write, .onnx; its card has the same name with .json', modelFile)
    .option('--from <name|file>', 'model to start from, "none" = from scratch (default: the first bundled one)')
    .addOption(
      new Option('--minutes <m>', `how long to train (default: ${defaultMinutes})`)
        .argParser(numberIn(minutes))
        .conflicts('steps'),
    )
    .option('--steps <n>', 'how long to train, in steps', numberIn(steps))
    .option(
      '--pd <n>',
      `pixel-shuffle factor of the training, ${pd.range}, or auto`,
      value => (value === 'auto' ? value : pd.parse(value)),
      'auto',
    )
    .option(
      '--smoothness <w>',
      'train for total variation with this weight instead (published: 0.01)',
      numberIn(smoothness),
    )
    .addOption(
      new Option('--device <name>', 'where to train: CUDA or the CPU').choices(['auto', 'cuda', 'cpu']).default('auto'),
    )
    .option('--seed <n>', `seed of all random draws, ${seed.range}`, seed.parse, 0)
    .addOption(new Option('--resume', 'go on with a training that was stopped; all else as it was').conflicts('force'))
    .option('--force', 'write over existing files')
    .option('--json', 'JSON Lines on standard output; the last one is the result')
    .addHelpText(
      'after',
      `
Ctrl-C stops, keeps the model as far as it came, and says how to go on.

Examples:
  amsnet train scans/ -o scans.onnx --minutes 20
  amsnet denoise scans/a.tif --model scans.onnx`,
    )
    .action((images: string[], options: TrainOptions) =>
      withEngine((engine, signal) =>
        trainModel(
          engine,
          paramsOf(images, options),
          { json: options.json ?? false, resumeCommand: resumeCommand() },
          signal,
        ),
      ),
    );
}

function paramsOf(images: string[], options: TrainOptions): TrainParams {
  const { output, from, steps, pd, smoothness, device, seed, minutes = defaultMinutes } = options;
  return {
    images,
    output,
    overwrite: options.force ?? false,
    length: steps === undefined ? { minutes } : { steps },
    device,
    pdFactor: pd,
    seed,
    resume: options.resume ?? false,
    ...(from === undefined ? {} : { from }),
    ...(smoothness === undefined ? {} : { smoothness }),
  };
}

/** What was typed, to be typed again. */
function resumeCommand(): string {
  const args = process.argv.slice(2).filter(arg => arg !== '--force' && arg !== '--resume');
  const quoted = args.map(arg => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`));
  return ['amsnet', ...quoted, '--resume'].join(' ');
}

function modelFile(path: string): string {
  if (/\.onnx$/i.test(path)) return path;
  throw new InvalidArgumentError('It must end in .onnx.');
}
