/**
 * `npm run bench [-- --quick] [--all] [--only overhead,speed,first,quality]`: speed, memory and quality of the built
 * engine, everything in one run so that ratios mean something. A table on standard output, all figures in
 * results/bench.json.
 *
 * --quick   a photo of 3 instead of 12 and 24 megapixels
 * --all     quality on all pairs instead of every 10th
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { model, modes, root, withEngine } from './bench-engine';
import { peerVersions } from './bench-peers';
import { measureOverhead } from './bench-overhead';
import { measureQuality, polyuFolder, polyuPairs, type Way } from './bench-pairs';
import { printTable as print } from './bench-table';
import { measureFirstPixels, measureSpeed, type SpeedOptions } from './bench-speed';

const parts = ['overhead', 'speed', 'first', 'quality'];
const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, all: { type: 'boolean' }, only: { type: 'string' } },
});
const chosen = values.only?.split(',') ?? parts;
const wanted = (part: string) => chosen.includes(part);

const folder = mkdtempSync(join(tmpdir(), 'amsnet-bench-'));
const opencv = peerVersions().nlm;
const results: Record<string, unknown> = { date: new Date().toISOString(), machine: await machine(), opencv };
try {
  console.log(
    Object.entries(results.machine as object)
      .map(([key, value]) => `${key} ${String(value)}`)
      .join(', '),
  );
  if (opencv === undefined) console.log('OpenCV is not compared: no Python with cv2 (set PYTHON to one that has it).');
  if (wanted('overhead')) await overhead();
  if (wanted('speed')) await speed();
  if (wanted('first')) await firstPixels();
  if (wanted('quality')) await quality();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
mkdirSync(join(root, 'results'), { recursive: true });
writeFileSync(join(root, 'results', 'bench.json'), `${JSON.stringify(results, null, 2)}\n`);

async function overhead(): Promise<void> {
  const rows = await measureOverhead(folder);
  results.overhead = rows;
  print(
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
}

async function speed(): Promise<void> {
  const shared = { folder, opencv: opencv !== undefined };
  const all = Object.keys(modes);
  const photos: SpeedOptions[] = values.quick
    ? [{ ...shared, width: 2048, height: 1536, modes: all }]
    : [
        { ...shared, width: 4000, height: 3000, modes: all },
        { ...shared, width: 6000, height: 4000, modes: ['single pass', 'two masks'] },
      ];
  const rows = [];
  for (const photo of photos) rows.push(...(await measureSpeed(photo)));
  results.speed = rows;
  print(
    'Speed, file to file',
    ['', 'MP', 'passes', 'seconds', 'MP/s', 'x NLM', 'CPU s', 'x NLM', 'peak MiB'],
    rows.map(row => [
      row.name,
      row.megapixels,
      row.passes,
      row.seconds,
      row.megapixelsPerSecond,
      row.toNlm,
      row.processor,
      row.toNlmProcessor,
      row.peakMemory === undefined ? undefined : Math.round(row.peakMemory / 2 ** 20),
    ]),
  );
}

async function firstPixels(): Promise<void> {
  const rows = await measureFirstPixels(folder, ['single pass', 'two masks']);
  results.firstPixels = rows;
  print(
    'Seconds to the first and to all pixels of a 1280 x 720 window at 1:1, 12 megapixels',
    ['', 'cold first', 'cold all', 'warm first', 'warm all'],
    rows.map(({ name, cold, warm }) => [name, cold.first, cold.all, warm.first, warm.all]),
  );
}

async function quality(): Promise<void> {
  const pairs = polyuPairs(values.all ? 1 : 10);
  if (pairs.length === 0) {
    console.log(`\nQuality is not measured: no pairs in ${polyuFolder}.`);
    return;
  }
  const strengths = opencv === undefined ? [] : [3, 5];
  const actions: Way[] = [
    ...strengths.map(h => ({ name: `OpenCV NLM, h = ${h}`, how: { peer: 'nlm' as const, strength: h } })),
    ...Object.entries(modes).map(([name, settings]) => ({ name, how: { model, settings } })),
  ];
  const rows = await withEngine(engine => measureQuality(engine, pairs, actions, folder));
  results.quality = { pairs: pairs.length, rows };
  print(
    `Quality, mean of ${pairs.length} PolyU pairs`,
    ['', 'PSNR dB', 'SSIM'],
    rows.map(row => [row.name, row.psnr, row.ssim.toFixed(4)]),
  );
}

async function machine(): Promise<Record<string, string | number>> {
  const { versions } = await withEngine(engine => engine.request('info', {}));
  const [{ model }] = cpus();
  return {
    cpu: model,
    cores: cpus().length,
    'memory GiB': Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    ...versions,
  };
}
