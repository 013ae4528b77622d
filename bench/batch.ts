/**
 * `npm run bench -- batch [--photos 100] [--megapixels 12] [--mode 'single pass'] [--model amsnet-fast]`: how much of a batch's time its
 * network runs. The rest is decoding and encoding that did not fit beside it.
 */
import { linkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Batch } from '../src/batch/batch';
import { denoiseFile } from '../src/batch/denoise-file';
import { makePhoto, model as defaultModel, modes, timed, withEngine } from './lib/engine';
import { writeResults } from './lib/results';
import { printTable } from './lib/table';

const tile = 512;
const warmUp = { width: 640, height: 480 };

export async function batch(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      photos: { type: 'string', default: '100' },
      megapixels: { type: 'string', default: '12' },
      mode: { type: 'string', default: 'single pass' },
      model: { type: 'string', default: defaultModel },
    },
  });
  const { mode, model } = values;
  if (!Object.hasOwn(modes, mode)) throw new Error(`--mode must be one of: ${Object.keys(modes).join(', ')}.`);
  const photos = Number(values.photos);
  const megapixels = Number(values.megapixels);
  await writeResults('batch', async folder => {
    const small = join(folder, 'small.jpg');
    await makePhoto(small, warmUp.width, warmUp.height);
    const paths = Array.from({ length: photos }, (_, i) => join(folder, `photo-${i + 1}.jpg`));
    // 4 : 3, as most photos.
    const height = Math.round(Math.sqrt((megapixels * 1e6 * 3) / 4));
    await makePhoto(paths[0], Math.round((height * 4) / 3), height);
    for (const path of paths.slice(1)) linkSync(paths[0], path);
    const row = await withEngine(async engine => {
      const template = join(folder, '{name}.png');
      const recipe = { model, device: 'cpu', settings: modes[mode], tile } as const;
      let network = 0;
      const of = (images: readonly string[]) =>
        new Batch({
          engine,
          inputs: images.map(path => ({ path })),
          template,
          rule: 'replace',
          denoise: (input, place, running) => denoiseFile(engine, input, template, recipe, place, running),
          onSettled: ({ finished, error, output = '' }) => {
            if (!finished) throw error;
            network += finished.report.networkSeconds;
            rmSync(output);
          },
        });
      const never = new AbortController().signal;
      await of([small]).run(never);
      network = 0;
      const seconds = await timed(() => of(paths).run(never));
      return { seconds, network, peak: Math.round((engine.usage().peakMemory ?? NaN) / 2 ** 20) };
    });
    const { seconds, network, peak } = row;
    const share = network / seconds;
    printTable(
      `${model}, ${mode}, JPEG to PNG`,
      ['photos', 'MP each', 'seconds', 'network seconds', 'share %', 'peak MiB'],
      [[photos, megapixels, seconds, network, 100 * share, peak]],
    );
    return { model, mode, photos, megapixels, ...row, share };
  });
}
