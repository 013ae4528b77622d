/**
 * `npm run bench -- quality [options]`: PSNR and SSIM on the PolyU pairs (../shared/data/polyu) in one run, of the noisy images, of
 * the denoisers that people have, and of the bundled models with all that the mask scheme offers; at last of the default model
 * after self-supervised adaptation to the noisy images. A table on standard output, all figures in results/quality.json.
 *
 * --every N      every N-th pair only
 * --costly N     of these every N-th for what takes more than two passes of the network (default 10)
 * --adapt MIN    minutes of adaptation (default 20; 0 = none)
 * --models A,B   other models than the bundled ones: names, or paths of .onnx files
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ModelInfo } from '../src/client/contract';
import { type DenoiseSettings, presetFor } from '../src/core/settings';
import { type BenchEngine, withEngine } from './lib/engine';
import { difference, measureQuality, type Pair, polyuFolder, setPairs, type QualityRow, type Way } from './lib/pairs';
import { type Peer, peers, peerVersions } from './lib/peers';
import { writeResults } from './lib/results';
import { printTable } from './lib/table';

/** What the parts of one run share. */
interface Run {
  readonly engine: BenchEngine;
  readonly folder: string;
  readonly pairs: readonly Pair[];
  readonly versions: ReturnType<typeof peerVersions>;
  /** Of the pairs every so many for what takes more than two passes. */
  readonly costly: number;
  readonly adaptMinutes: number;
}

export async function quality(args: string[]): Promise<void> {
  const { values: options } = parseArgs({
    args,
    options: {
      every: { type: 'string', default: '1' },
      costly: { type: 'string', default: '10' },
      adapt: { type: 'string', default: '20' },
      models: { type: 'string' },
    },
  });
  if (!existsSync(polyuFolder)) {
    console.log(`Nothing is measured: no pairs in ${polyuFolder}.`);
    return;
  }
  const versions = peerVersions();
  for (const peer of ['nlm', 'tv', 'bm3d'] as const)
    if (versions[peer] === undefined)
      console.log(`${peers[peer]} is not compared: it is not installed (PYTHON names a Python that has it).`);
  const [costly, adaptMinutes] = [Number(options.costly), Number(options.adapt)];
  await writeResults('quality', folder =>
    withEngine(async engine => {
      const pairs = setPairs('PolyU', folder, Number(options.every));
      const run: Run = { engine, folder, pairs, versions, costly, adaptMinutes };
      return { versions, adaptMinutes, rows: await measure(run, options.models?.split(',')) };
    }),
  );
}

async function measure(run: Run, names: readonly string[] | undefined): Promise<QualityRow[]> {
  const { engine, folder, pairs, costly, adaptMinutes } = run;
  const models = names
    ? await Promise.all(names.map(model => engine.request('inspectModel', { model })))
    : await engine.request('models', {});
  const ways = [...peerWays(run), ...models.flatMap(model => oursOf(model, costly))];
  const rows = await measureQuality(engine, pairs, ways, folder, say);
  if (adaptMinutes > 0) {
    const adapted = await adapt(run, models[0].path);
    rows.push(...(await measureQuality(engine, pairs, adapted, folder, say)).slice(1));
  }
  const base = rows.find(({ name }) => name === `${models[0].name}: default`) ?? rows[0];
  printTable(
    `Mean of ${pairs.length} PolyU pairs, every ${costly}th for costly ways; differences are of the same pairs`,
    ['', 'pairs', 'PSNR dB', 'to noisy', `to ${base.name}`, 'SSIM'],
    rows.map(row => [row.name, row.pairs, row.psnr, row.gain, difference(row, base), row.ssim.toFixed(4)]),
  );
  return rows;
}

function peerWays({ engine, versions }: Run): Way[] {
  const trueSigma = async ({ noisy, clean }: Pair) => {
    const { psnr } = await engine.request('compare', { image: noisy, reference: clean });
    return 10 ** (-(psnr ?? Infinity) / 20);
  };
  const of = (peer: Peer, strength: number, label: string): Way => ({
    name: `${peers[peer]}, ${label} ${strength}`,
    how: { peer, strength },
  });
  const ways = [
    ...[3, 5].map(h => of('nlm', h, 'h =')),
    ...[0.015, 0.02, 0.03].map(weight => of('tv', weight, 'weight')),
    { name: 'BM3D, told the true sigma', every: 10, how: { peer: 'bm3d' as const, strength: trueSigma } },
  ];
  return ways.filter(({ how }) => 'peer' in how && versions[how.peer] !== undefined);
}

function oursOf(model: ModelInfo, costly: number): Way[] {
  const masks = { ...presetFor('masks', model), combine: 'hidden' } as const;
  const r3 = { ...presetFor('amsnet', model), combine: 'hidden' } as const;
  const variants: Record<string, DenoiseSettings> = {
    default: model.defaults,
    ...(model.singlePass && model.defaults.mode !== 'single-pass'
      ? { 'single pass': presetFor('single-pass', model) }
      : {}),
    '2 masks': masks,
    '4 masks': { ...masks, masks: 4 },
    '2 masks + R3 0.16 x 8': r3,
    '2 masks + R3 0.5 x 8': { ...r3, r3Ratio: 0.5 },
    '2 masks + R3 0.16 x 8, strength 0.6': { ...r3, strength: 0.6 },
    '2 masks x 4 sets': { ...masks, maskSets: 4 },
    '4 masks x 2 sets': { ...masks, masks: 4, maskSets: 2 },
    '8 masks': { ...masks, masks: 8 },
    '8 masks x 2 sets': { ...masks, masks: 8, maskSets: 2 },
    ...(model.predictsScale
      ? {
          '2 masks, weighted': { ...masks, combine: 'weighted' },
          '3 masks, weighted': { ...masks, masks: 3, combine: 'weighted' },
          '4 masks, weighted': { ...masks, masks: 4, combine: 'weighted' },
          '8 masks, weighted': { ...masks, masks: 8, combine: 'weighted' },
          '2 masks + R3 0.16 x 8, weighted': { ...r3, combine: 'weighted' },
          '2 masks + R3 0.5 x 8, weighted': { ...r3, r3Ratio: 0.5, combine: 'weighted' },
          '2 masks + R3 0.8 x 8, weighted': { ...r3, r3Ratio: 0.8, combine: 'weighted' },
        }
      : {}),
  };
  return Object.entries(variants).map(([name, settings]) => ({
    name: `${model.name}: ${name}`,
    ...(passes(settings) > 2 ? { every: costly } : {}),
    how: { model: model.path, settings },
  }));
}

function passes({ mode, masks, maskSets, r3Ratio, r3Count }: DenoiseSettings): number {
  return mode === 'single-pass' ? 1 : masks * (maskSets + (r3Ratio > 0 ? r3Count : 0));
}

async function adapt({ engine, folder, pairs, adaptMinutes }: Run, from: string): Promise<Way[]> {
  const output = join(folder, 'adapted.onnx');
  const length = { minutes: adaptMinutes };
  const images = pairs.map(({ noisy }) => noisy);
  const { inDistribution, errorBefore, errorAfter, pdFactor } = await engine.request('train', {
    ...{ images, output, from, length, device: 'cpu', pdFactor: 'auto', seed: 0, resume: false },
  });
  const change = `validation error ${errorBefore?.toFixed(5)} -> ${errorAfter?.toFixed(5)}`;
  console.log(
    `adapted for ${adaptMinutes} minutes: PD ${pdFactor}, ${inDistribution ? 'in-distribution noise' : 'new noise'}, ${change}`,
  );
  const model = await engine.request('inspectModel', { model: output });
  const single = presetFor('single-pass', model);
  return [
    { name: `adapted ${adaptMinutes} minutes: default`, how: { model: output, settings: model.defaults } },
    { name: `adapted ${adaptMinutes} minutes: single pass`, how: { model: output, settings: single } },
    {
      name: `adapted ${adaptMinutes} minutes: 4 masks`,
      how: { model: output, settings: { ...presetFor('masks', model), masks: 4 } },
    },
  ];
}

/** It takes long: each row as soon as it is there. */
function say({ name, pairs, psnr, gain }: QualityRow): void {
  console.log(`${name.padEnd(52)} ${String(pairs).padStart(3)} pairs ${psnr.toFixed(2)} dB, ${gain.toFixed(2)} gained`);
}
