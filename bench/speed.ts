/**
 * `npm run bench -- speed [--quick] [--only overhead,speed,first]`: speed and memory of the built engine, everything in one
 * run so that ratios mean something.
 *
 * --quick   a photo of 3 instead of 12 and 24 megapixels
 */
import { parseArgs } from 'node:util';
import { modes } from './lib/engine';
import { measureOverhead } from './lib/overhead';
import { peerVersions } from './lib/peers';
import { writeResults } from './lib/results';
import { measureFirstPixels, measureSpeed, printSpeed, type SpeedOptions, type SpeedRow } from './lib/speed';
import { printTable } from './lib/table';

export async function speed(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
  });
  const wanted = (part: string) => values.only?.split(',').includes(part) ?? true;
  const opencv = peerVersions().nlm;
  if (opencv === undefined) console.log('OpenCV is not compared: no Python with cv2 (set PYTHON to one that has it).');
  await writeResults('speed', async folder => ({
    opencv,
    ...(wanted('overhead') && { overhead: await overhead(folder) }),
    ...(wanted('speed') && { speed: await throughput(folder, opencv !== undefined, values.quick) }),
    ...(wanted('first') && { firstPixels: await firstPixels(folder) }),
  }));
}

async function overhead(folder: string) {
  const rows = await measureOverhead(folder);
  printTable(
    'Engine overhead: the engine, of that in the network, and bare runs of the same network on the same shapes',
    ['', 'engine s', 'network s', 'bare s', 'ratio', 'CPU: engine s', 'bare s', 'ratio'],
    rows.map(({ name, engine, network, bare }) => [
      name,
      engine.seconds,
      network,
      bare.seconds,
      engine.seconds / bare.seconds,
      engine.processor,
      bare.processor,
      engine.processor && bare.processor && engine.processor / bare.processor,
    ]),
  );
  return rows;
}

async function throughput(folder: string, opencv: boolean, quick: boolean) {
  const shared = { folder, opencv };
  const all = Object.keys(modes);
  const photos: SpeedOptions[] = quick
    ? [{ ...shared, width: 2048, height: 1536, modes: all }]
    : [
        { ...shared, width: 4000, height: 3000, modes: all },
        { ...shared, width: 6000, height: 4000, modes: ['single pass', 'two masks'] },
      ];
  const rows: SpeedRow[] = [];
  for (const photo of photos) rows.push(...(await measureSpeed(photo)));
  printSpeed('Speed, file to file', rows);
  return rows;
}

async function firstPixels(folder: string) {
  const rows = await measureFirstPixels(folder, ['single pass', 'two masks']);
  printTable(
    'Seconds to the first and to all pixels of a 1280 x 720 window at 1:1, 12 megapixels',
    ['', 'cold first', 'cold all', 'warm first', 'warm all'],
    rows.map(({ name, cold, warm }) => [name, cold.first, cold.all, warm.first, warm.all]),
  );
  return rows;
}
