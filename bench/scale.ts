/**
 * `npm run bench -- scale [--megapixels 3,12,24,48] [--mode 'two masks']`: time and peak memory of one file job as images
 * grow. Both should rise with the pixels: time in proportion, memory by the image itself and no more.
 */
import { parseArgs } from 'node:util';
import { modes } from './lib/engine';
import { writeResults } from './lib/results';
import { measureSpeed, printSpeed, type SpeedRow } from './lib/speed';

export async function scale(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      megapixels: { type: 'string', default: '3,12,24,48' },
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
    return { rows };
  });
}
