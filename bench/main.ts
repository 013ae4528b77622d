/** `npm run bench -- <name> [options]`: one file in this folder for each benchmark; this is the table of them. */
import { adaptation } from './adapt';
import { auto } from './auto';
import { batch } from './batch';
import { quality } from './quality';
import { scale } from './scale';
import { scores } from './score';
import { speed } from './speed';
import { training } from './train';
import { view } from './view';

interface Benchmark {
  readonly measures: string;
  readonly run: (options: string[]) => Promise<void>;
}

const benchmarks: Readonly<Record<string, Benchmark>> = {
  speed: { measures: 'overhead of the engine, megapixels per second, first pixels of a view', run: speed },
  quality: { measures: 'PSNR and SSIM on real photographs, beside other denoisers', run: quality },
  auto: { measures: 'PSNR without touching a setting, on photographs and microscope pictures', run: auto },
  score: { measures: 'how well the score that needs no reference orders models and settings', run: scores },
  adapt: { measures: 'what adaptation gains on noise that the models do not know', run: adaptation },
  train: { measures: 'megapixels per second of training, beside PyTorch', run: training },
  view: { measures: 'how soon the Denoise view shows pixels, and how smoothly they move', run: view },
  scale: { measures: 'time and peak memory as images grow', run: scale },
  batch: { measures: 'how much of the time of a batch the network runs', run: batch },
};

/** What docs/quality.md and docs/benchmarks.md say of quality and speed, in one run, which takes hours. */
const tables = ['auto', 'quality', 'score', 'speed', 'adapt'] as const;

const [name = '', ...options] = process.argv.slice(2);
if (name === 'tables') {
  for (const table of tables) await benchmarks[table].run([]);
} else if (Object.hasOwn(benchmarks, name)) {
  await benchmarks[name].run(options);
} else {
  if (name !== '') console.error(`No such benchmark: ${name}.`);
  console.error('npm run bench -- <name> [options]');
  for (const [each, { measures }] of Object.entries(benchmarks)) console.error(`  ${each.padEnd(8)} ${measures}`);
  console.error(`  ${'tables'.padEnd(8)} ${tables.join(', ')} with their default options: hours`);
  process.exitCode = 2;
}
