import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Device } from '../client/device';
import { defaultMinutes, trainingRanges, type TrainParams } from '../client/training';
import { numberIn, setting } from './options';
import { text } from './text';
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

/** `amsnet train <image|folder...> -o model.onnx` */
export function addTrain(program: Command): void {
  const pd = setting('pdFactor');
  const seed = setting('seed');
  const { minutes, steps, smoothness } = trainingRanges;
  program
    .command('train')
    .summary(text.train.summary)
    .description(text.train.description)
    .argument('<image|folder...>', text.train.images)
    .requiredOption('-o, --output <file>', text.train.output, modelFile)
    .option('--from <name|file>', text.train.from)
    .addOption(
      new Option('--minutes <m>', text.train.minutes(defaultMinutes)).argParser(numberIn(minutes)).conflicts('steps'),
    )
    .option('--steps <n>', text.train.steps, numberIn(steps))
    .option('--pd <n>', text.train.pd(pd.range), value => (value === 'auto' ? value : pd.parse(value)), 'auto')
    .option('--smoothness <w>', text.train.smoothness, numberIn(smoothness))
    .addOption(new Option('--device <name>', text.train.device).choices(['auto', 'cuda', 'cpu']).default('auto'))
    .option('--seed <n>', text.train.seed(seed.range), seed.parse, 0)
    .addOption(new Option('--resume', text.train.resume).conflicts('force'))
    .option('--force', text.option.force)
    .option('--json', text.train.json)
    .addHelpText('after', text.train.more)
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
  throw new InvalidArgumentError(text.usage.onnxExtension);
}
