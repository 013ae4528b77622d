/**
 * `npm run bench -- scale [--megapixels 1,12,24,56,100] [--mode 'two masks']`: cost of a megapixel and peak memory of
 * one file job as images grow. Neither should rise with them.
 */
import { parseArgs } from 'node:util';
import { modes } from './lib/engine';
import { writeResults } from './lib/results';
import { measureSpeed, printSpeed, type SpeedRow } from './lib/speed';
import { printTable } from './lib/table';

export async function scale(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      megapixels: { type: 'string', default: '1,12,24,56,100' },
      mode: { type: 'string', default: 'single pass' },
    },
  });
  if (!Object.hasOwn(modes, values.mode)) throw new Error(`--mode must be one of: ${Object.keys(modes).join(', ')}.`);
  await writeResults('scale', async folder => {
    const rows: SpeedRow[] = [];
    for (const megapixels of values.megapixels.split(',').map(Number)) {
      // 4 : 3, as most photos.
      const height = Math.round(Math.sqrt((megapixels * 1e6 * 3) / 4));
      const width = Math.round((height * 4) / 3);
      rows.push(...(await measureSpeed({ folder, width, height, opencv: false, modes: [values.mode] })));
    }
    printSpeed('One file job as images grow', rows);
    printTable(
      'Cost of a megapixel',
      ['MP', 'seconds', 'CPU s', 'peak MiB'],
      rows.map(({ megapixels, seconds, processor, peakMemory }) => [
        megapixels,
        seconds / megapixels,
        processor === undefined ? undefined : processor / megapixels,
        peakMemory === undefined ? undefined : Math.round(peakMemory / 2 ** 20),
      ]),
    );
    return { rows };
  });
}
