/**
 * `npm run bench -- scale [--megapixels 1,3,12,24,56,100] [--mode 'two masks'] [--model amsnet-fast] [--docs]`: cost of a megapixel
 * and peak memory of one file job as images grow. Neither should rise with them. `--docs` puts table and plot into docs/benchmarks.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { job, makePhoto, model as defaultModel, modes, root, withEngine } from './lib/engine';
import { writeResults } from './lib/results';
import { printTable } from './lib/table';

interface ScaleRow {
  readonly megapixels: number;
  /** Of the work with the image alone: the engine has started, and the network has run before. */
  readonly seconds: number;
  readonly processor: number;
  /** Of the engine process, in MiB. */
  readonly peak: number;
}

const tile = 512;
const warmUp = { width: 640, height: 480 };
/** The section of docs/benchmarks.md that this makes. */
const [begin, end] = ['<!-- scale -->', '<!-- /scale -->'];

export async function scale(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      megapixels: { type: 'string', default: '1,3,12,24,56,100' },
      mode: { type: 'string', default: 'single pass' },
      model: { type: 'string', default: defaultModel },
      docs: { type: 'boolean', default: false },
    },
  });
  const { mode, model, docs } = values;
  if (!Object.hasOwn(modes, mode)) throw new Error(`--mode must be one of: ${Object.keys(modes).join(', ')}.`);
  await writeResults('scale', async folder => {
    const rows: ScaleRow[] = [];
    const small = join(folder, 'small.jpg');
    await makePhoto(small, warmUp.width, warmUp.height);
    for (const megapixels of values.megapixels.split(',').map(Number)) {
      // 4 : 3, as most photos.
      const height = Math.round(Math.sqrt((megapixels * 1e6 * 3) / 4));
      const photo = join(folder, `photo-${megapixels}.jpg`);
      await makePhoto(photo, Math.round((height * 4) / 3), height);
      const row = await withEngine(async engine => {
        const denoise = (image: string) =>
          engine.request('denoise', {
            job: { ...job(image, modes[mode], tile), model },
            measure: [],
            output: image.replace('.jpg', '.png'),
            overwrite: true,
          });
        await denoise(small);
        const before = engine.usage().processor ?? NaN;
        const { seconds } = await denoise(photo);
        const { processor = NaN, peakMemory = NaN } = engine.usage();
        return { megapixels, seconds, processor: processor - before, peak: Math.round(peakMemory / 2 ** 20) };
      });
      console.log(`${megapixels} megapixels: ${row.seconds.toFixed(1)} s, ${row.peak} MiB`);
      rows.push(row);
    }
    const costs = rows.map(({ seconds, megapixels }) => seconds / megapixels);
    const spread = Math.max(...costs) / Math.min(...costs) - 1;
    const cells = rows.map(row => [row.megapixels, row.seconds, row.seconds / row.megapixels, row.processor / row.megapixels, row.peak]); // prettier-ignore
    printTable(`${model}, ${mode}`, ['MP', 'seconds', 's a MP', 'CPU s a MP', 'peak MiB'], cells);
    console.log(`\nThe dearest megapixel costs ${(100 * spread).toFixed(0)} % more than the cheapest.`);
    if (docs) writeSection(sectionOf(model, mode, rows, spread));
    return { model, mode, rows, spread };
  });
}

function sectionOf(model: string, mode: string, rows: readonly ScaleRow[], spread: number): string {
  const costs = rows.map(({ seconds, megapixels }) => (seconds / megapixels).toFixed(2));
  return [
    `\`${model}\`, ${mode}, JPEG to PNG, without the start of the process; the dearest megapixel costs ${(100 * spread).toFixed(0)} % more than`,
    'the cheapest:',
    '',
    '| megapixels | seconds | seconds a megapixel | CPU seconds a megapixel | peak memory |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ megapixels, seconds, processor, peak }, i) =>
        `| ${megapixels} | ${seconds.toFixed(1)} | ${costs[i]} | ${(processor / megapixels).toFixed(2)} | ${peak} MiB |`,
    ),
    '',
    '```mermaid',
    'xychart-beta',
    '  title "Seconds a megapixel"',
    `  x-axis "megapixels" [${rows.map(({ megapixels }) => megapixels).join(', ')}]`,
    `  y-axis "seconds" 0 --> ${Math.ceil(Math.max(...costs.map(Number)) * 1.2)}`,
    `  bar [${costs.join(', ')}]`,
    '```',
  ].join('\n');
}

function writeSection(section: string): void {
  const path = join(root, 'docs', 'benchmarks.md');
  const [before, rest] = readFileSync(path, 'utf8').split(`${begin}\n`);
  const after = rest.split(end)[1];
  writeFileSync(path, `${before}${begin}\n${section}\n${end}${after}`);
}
