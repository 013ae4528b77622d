/**
 * `npm run bench -- auto [--every N] [--bm3d]`: what somebody gets who touches no setting. Mean PSNR of camera, phone and microscope
 * pictures, gray ones of strong independent noise, and of the samples (../shared/data, samples/): noisy, peers each with the strength that is best for the set, the default
 * model's single pass, the settings that choose themselves (any model, and the fast one alone), and the best of many settings
 * for each picture, chosen with the reference. Then how far `auto` stays below that, and how well `noise left`, which needs no
 * reference, orders settings. All figures in results/auto.json.
 *
 * --every N   every N-th PolyU pair (default 10)
 * --bm3d      BM3D too, told the true sigma: about a minute for each picture
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { flatResidue } from '../src/core/flat-residue';
import type { Planes } from '../src/core/geometry';
import { type DenoiseSettings, presetFor } from '../src/core/settings';
import { type BenchEngine, withEngine } from './lib/engine';
import { compare, mean, type Pair, psnrByDefault, psnrOf, setPairs, type SetName, setNames } from './lib/pairs';
import { type Peer, peers, peerVersions, runPeers } from './lib/peers';
import { readPlanes } from './lib/planes';
import { rankCorrelation } from './lib/rank-correlation';
import { writeResults } from './lib/results';
import { printTable } from './lib/table';

const strengths: Readonly<Record<'nlm' | 'tv', readonly number[]>> = {
  nlm: [3, 5, 8, 12, 18, 25, 40],
  tv: [0.015, 0.03, 0.05, 0.08, 0.12, 0.18, 0.27],
};

/** What was measured on one picture, PSNR in dB. */
interface Picture {
  readonly noisy: string;
  readonly psnr: Readonly<Record<string, number>>;
  readonly best: { readonly name: string; readonly psnr: number };
  /** Rank correlation over the fixed settings between PSNR and how little noise is left in flat parts. */
  readonly rankCorrelation: number;
}

export async function auto(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { every: { type: 'string', default: '10' }, bm3d: { type: 'boolean', default: false } },
  });
  const versions = peerVersions();
  await writeResults('auto', folder =>
    withEngine(async engine => {
      const sets: Partial<Record<SetName, Picture[]>> = {};
      for (const set of setNames) {
        const pairs = setPairs(set, folder, set === 'PolyU' ? Number(values.every) : 1);
        if (pairs.length === 0) console.log(`${set} is not measured: its pictures are not there.`);
        else sets[set] = await measureSet(engine, pairs, folder, versions, values.bm3d);
      }
      print(sets);
      return { versions, sets };
    }),
  );
}

async function measureSet(
  engine: BenchEngine,
  pairs: readonly Pair[],
  folder: string,
  versions: ReturnType<typeof peerVersions>,
  bm3d: boolean,
): Promise<Picture[]> {
  const models = await engine.request('models', {});
  const pictures: Picture[] = [];
  for (const pair of pairs) {
    const output = join(folder, 'result.png');
    const psnr: Record<string, number> = { noisy: await compared(engine, pair.noisy, pair.clean) };
    for (const [name, score] of await peerScores(engine, pair, folder, versions, bm3d ? psnr.noisy : undefined))
      psnr[name] = score;
    const denoised = (model: string, settings: DenoiseSettings) => psnrOf(engine, pair, model, settings, output);
    psnr.auto = await psnrByDefault(engine, pair, undefined, output);
    const fast = models.find(({ name }) => name === 'amsnet-fast');
    if (fast) psnr['auto, amsnet-fast alone'] = await psnrByDefault(engine, pair, fast.path, output);
    const fixed: { name: string; psnr: number; result: Planes }[] = [];
    for (const model of models) {
      const single = presetFor('single-pass', model);
      const masks = { ...presetFor('masks', model), masks: 4 };
      const tried: Record<string, DenoiseSettings> = {
        'single pass': single,
        'PD 2': { ...single, pdFactor: 2 },
        'PD 3': { ...single, pdFactor: 3 },
        '4 masks': masks,
        '4 masks, PD 2': { ...masks, pdFactor: 2 },
      };
      for (const [label, settings] of Object.entries(tried)) {
        const score = await denoised(model.path, settings);
        fixed.push({ name: `${model.name}: ${label}`, psnr: score, result: await readPlanes(output) });
      }
    }
    psnr['single pass'] = fixed[0].psnr;
    const left = flatResidue(
      [await readPlanes(pair.noisy)],
      fixed.map(({ result }) => [result]),
    ).slice(1);
    const best = fixed.reduce((a, b) => (b.psnr > a.psnr ? b : a));
    const scores = fixed.map(each => each.psnr);
    const rank = rankCorrelation(
      left.map(value => -value),
      scores,
    );
    pictures.push({ noisy: pair.noisy, psnr, best: { name: best.name, psnr: best.psnr }, rankCorrelation: rank });
    console.log(
      `${pair.noisy.split('/').at(-1)}: noisy ${psnr.noisy.toFixed(2)}, single pass ${psnr['single pass'].toFixed(2)}, ` +
        `auto ${psnr.auto.toFixed(2)}, best ${best.psnr.toFixed(2)} (${best.name})`,
    );
  }
  return pictures;
}

async function compared(engine: BenchEngine, image: string, reference: string): Promise<number> {
  return (await compare(engine, image, reference)).psnr ?? Number.NaN;
}

async function peerScores(
  engine: BenchEngine,
  { noisy, clean }: Pair,
  folder: string,
  versions: ReturnType<typeof peerVersions>,
  noisyPsnr: number | undefined,
): Promise<[string, number][]> {
  const ways: [Peer, number][] = (['nlm', 'tv'] as const)
    .filter(peer => versions[peer] !== undefined)
    .flatMap(peer => strengths[peer].map((strength): [Peer, number] => [peer, strength]));
  if (noisyPsnr !== undefined && versions.bm3d !== undefined) ways.push(['bm3d', 10 ** (-noisyPsnr / 20)]);
  if (ways.length === 0) return [];
  const target = (i: number) => join(folder, `peer-${i}.png`);
  runPeers(ways.map(([peer, strength], i) => ({ peer, strength, source: noisy, target: target(i) })));
  const scores: [string, number][] = [];
  for (const [i, [peer, strength]] of ways.entries()) {
    const name = peer === 'bm3d' ? `${peers[peer]}, told the true sigma` : `${peers[peer]} ${strength}`;
    scores.push([name, await compared(engine, target(i), clean)]);
  }
  return scores;
}

function print(sets: Readonly<Partial<Record<SetName, readonly Picture[]>>>): void {
  const measured = Object.entries(sets);
  const meanOf = (pictures: readonly Picture[], name: string) => mean(pictures.map(({ psnr }) => psnr[name]));
  const bestStrength = (pictures: readonly Picture[], peer: Peer) => {
    const names = Object.keys(pictures[0].psnr).filter(name => name.startsWith(peers[peer]));
    return names.length === 0 ? undefined : Math.max(...names.map(name => meanOf(pictures, name)));
  };
  const loss = ({ psnr, best }: Picture) => Math.max(0, best.psnr - psnr.auto);
  printTable(
    'Mean PSNR in dB without touching a setting; peers with the strength that is best for the set',
    ['', 'pictures', 'noisy', 'NLM', 'TV', 'BM3D', 'single pass', 'auto', 'auto, fast', 'best each'],
    measured.map(([set, pictures]) => [
      set,
      pictures.length,
      meanOf(pictures, 'noisy'),
      ...(['nlm', 'tv', 'bm3d'] as const).map(peer => bestStrength(pictures, peer)),
      ...['single pass', 'auto', 'auto, amsnet-fast alone'].map(name => meanOf(pictures, name)),
      mean(pictures.map(({ best }) => best.psnr)),
    ]),
  );
  printTable(
    'How far auto stays below the best settings of each picture, dB; rank correlation of little noise left with PSNR',
    ['', 'mean', 'most', 'rank correlation'],
    measured.map(([set, pictures]) => [
      set,
      mean(pictures.map(loss)),
      Math.max(...pictures.map(loss)),
      mean(pictures.map(({ rankCorrelation: value }) => value)),
    ]),
  );
}
