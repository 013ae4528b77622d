/**
 * `npm run bench -- adapt [options]`: what a training is worth, and that it never hurts. `amsnet train` with its default options
 * learns from the noisy pictures of each set alone; then PSNR of every picture without touching a setting, by the starting
 * model and by the trained one, beside what the program said. All figures in results/adapt.json.
 *
 * --minutes M    length of each training (default 5)
 * --sets A,B     of gray (needs a Python with OpenCV and scikit-image, which PYTHON names), microscope, phone, PolyU (default: all)
 * --from A,B     starting models: auto, or bootstrap, which learned camera noise only (default: both)
 * --every N      every N-th PolyU pair (default 5)
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { TrainSummary } from '../src/client/training';
import { type BenchEngine, root, withEngine } from './lib/engine';
import { compare, mean, type Pair, psnrByDefault, type SetName, setNames, setPairs } from './lib/pairs';
import { writeResults } from './lib/results';
import { printTable } from './lib/table';

const starts: Readonly<Record<string, string | undefined>> = {
  auto: undefined,
  bootstrap: join(root, 'models', 'start', 'bootstrap.onnx'),
};

interface Training {
  readonly set: string;
  readonly from: string;
  readonly minutes: number;
  readonly said: Pick<TrainSummary, 'from' | 'helped' | 'gain' | 'result' | 'step' | 'groups' | 'notes'>;
  readonly pictures: readonly Picture[];
}

/** PSNR, dB. */
interface Picture {
  readonly noisy: number;
  readonly before: number;
  readonly after: number;
}

export async function adaptation(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: 'string', default: '5' },
      sets: { type: 'string', default: 'gray,microscope,phone,PolyU' },
      from: { type: 'string', default: Object.keys(starts).join() },
      every: { type: 'string', default: '5' },
    },
  });
  await writeResults('adapt', async folder => {
    const trainings: Training[] = [];
    for (const set of values.sets.split(',')) {
      if (!isSet(set)) throw new Error(`no such set: ${set}`);
      const pairs = setPairs(set, folder, set === 'PolyU' ? Number(values.every) : 1);
      if (pairs.length === 0) console.log(`${set} is not measured: its pictures are not there.`);
      else
        for (const from of values.from.split(','))
          trainings.push(await measure(set, pairs, from, Number(values.minutes), join(folder, `${set}-${from}`)));
    }
    print(trainings);
    return { trainings };
  });
}

function isSet(name: string): name is SetName {
  return setNames.some(set => set === name);
}

async function measure(
  set: string,
  pairs: readonly Pair[],
  from: string,
  minutes: number,
  folder: string,
): Promise<Training> {
  if (!Object.hasOwn(starts, from)) throw new Error(`no such starting model: ${from}`);
  // The noisy pictures alone, so that no clean one is even near.
  const images = join(folder, 'noisy');
  mkdirSync(images, { recursive: true });
  for (const { noisy } of pairs) copyFileSync(noisy, join(images, basename(noisy)));
  const trained = join(folder, 'trained.onnx');
  const said = train(images, trained, starts[from], minutes);
  const pictures = await withEngine(engine => measurePictures(engine, pairs, starts[from], trained, folder));
  return { set, from, minutes, said, pictures };
}

/** As a user would, on the command line. */
function train(images: string, output: string, from: string | undefined, minutes: number): Training['said'] {
  const command = ['train', images, '-o', output, '--minutes', String(minutes), '--json'];
  if (from !== undefined) command.push('--from', from);
  console.log(`amsnet ${command.join(' ')}`);
  const records = execFileSync(process.execPath, [join(root, 'dist', 'amsnet.js'), ...command], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const last = records.trim().split('\n').at(-1) ?? '';
  const { helped, gain, result, step, groups, notes, from: start } = JSON.parse(last) as TrainSummary;
  return { from: start, helped, gain, result, step, groups, notes };
}

async function measurePictures(
  engine: BenchEngine,
  pairs: readonly Pair[],
  start: string | undefined,
  trained: string,
  folder: string,
): Promise<Picture[]> {
  const output = join(folder, 'result.png');
  const pictures: Picture[] = [];
  for (const pair of pairs) {
    const { psnr } = await compare(engine, pair.noisy, pair.clean);
    pictures.push({
      noisy: psnr ?? Number.NaN,
      before: await psnrByDefault(engine, pair, start, output),
      after: await psnrByDefault(engine, pair, trained, output),
    });
  }
  return pictures;
}

function print(trainings: readonly Training[]): void {
  printTable(
    'Mean PSNR in dB without touching a setting, before and after a training on the noisy pictures alone',
    ['', 'from', 'pictures', 'PD', 'steps', 'noisy', 'before', 'after', 'gain', 'least', 'said', 'result'],
    trainings.map(({ set, said, pictures }) => {
      const of = (field: keyof Picture) => mean(pictures.map(picture => picture[field]));
      return [
        set,
        said.from ?? 'scratch',
        pictures.length,
        said.groups.map(({ pdFactor }) => pdFactor).join('+'),
        said.step,
        ...(['noisy', 'before', 'after'] as const).map(of),
        of('after') - of('before'),
        Math.min(...pictures.map(({ before, after }) => after - before)),
        said.gain ?? undefined,
        said.result,
      ];
    }),
  );
}
