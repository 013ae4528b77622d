/** Quality on pairs of noisy and clean images: this program and its peers, measured by one ruler on 8-bit pixels. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Job, Score } from '../../src/client/contract';
import type { DenoiseSettings } from '../../src/core/settings';
import { type BenchEngine, root } from './engine';
import { type Peer, peerVersions, python, runPeers } from './peers';

const dataFolder = join(root, '..', 'shared', 'data');
export const polyuFolder = join(dataFolder, 'polyu');

export interface Pair {
  readonly noisy: string;
  readonly clean: string;
}

/** A way to denoise. */
export interface Way {
  readonly name: string;
  /** Only every so many pairs, for what takes long; the gain is over the noisy images of the same pairs. */
  readonly every?: number;
  readonly how:
    | { readonly peer: Peer; readonly strength: number | ((pair: Pair) => Promise<number>) }
    | { readonly model: string; readonly settings: DenoiseSettings };
}

export interface QualityRow {
  readonly name: string;
  /** PSNR of each pair, in the order of the pairs; undefined where it was not for this way. */
  readonly each: readonly (number | undefined)[];
  readonly pairs: number;
  readonly psnr: number;
  readonly ssim: number;
  /** PSNR above that of the noisy images, dB. */
  readonly gain: number;
}

export const setNames = ['samples', 'gray', 'microscope', 'phone', 'PolyU'] as const;
export type SetName = (typeof setNames)[number];

/** Where the pairs of a set lie, and what tells a noisy picture and its clean one apart. */
const sets: Readonly<Record<Exclude<SetName, 'gray'>, { folder: string; noisy: RegExp; clean: string }>> = {
  samples: { folder: join(root, 'samples'), noisy: /_noisy(?=\.png$)/, clean: '_clean' },
  microscope: { folder: join(dataFolder, 'microscope'), noisy: /_real(?=\.png$)/, clean: '_mean' },
  phone: { folder: join(dataFolder, 'phone'), noisy: /_real(?=\.png$)/, clean: '_mean' },
  PolyU: { folder: polyuFolder, noisy: /_real(?=\.jpg$)/i, clean: '_mean' },
};

/**
 * The pairs of a set in the order of names, every `step`-th of them. Empty where the data is not there.
 * @param scratch folder for those that are made
 */
export function setPairs(set: SetName, scratch: string, step = 1): Pair[] {
  if (set === 'gray') return grayPairs(scratch);
  const { folder, noisy, clean } = sets[set];
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(name => noisy.test(name))
    .sort()
    .filter((_, i) => i % step === 0)
    .map(name => ({ noisy: join(folder, name), clean: join(folder, name.replace(noisy, clean)) }));
}

/** Five gray pictures with independent noise of sigma 40 of 255, written into `folder`. Empty where no Python has scikit-image. */
function grayPairs(folder: string): Pair[] {
  if (peerVersions().tv === undefined) return [];
  for (const part of ['clean', 'noisy']) mkdirSync(join(folder, part), { recursive: true });
  const script = join(import.meta.dirname, 'gray_images.py');
  const { status, stderr } = spawnSync(python, [script, folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the gray pictures could not be made: ${stderr}`);
  return readdirSync(join(folder, 'noisy'))
    .sort()
    .map(name => ({ noisy: join(folder, 'noisy', name), clean: join(folder, 'clean', name) }));
}

/**
 * PSNR of what somebody gets who touches no setting, dB.
 * @param model path; without, as without `--model`: any bundled one
 * @param output where the result is written
 */
export async function psnrByDefault(
  engine: BenchEngine,
  pair: Pair,
  model: string | undefined,
  output: string,
): Promise<number> {
  const models = await engine.request('models', {});
  const asked = model ?? models[0].path;
  const choice = await engine.request('chooseSettings', {
    ...{ image: pair.noisy, model: asked, device: 'cpu', anyModel: model === undefined },
  });
  const path = models.find(({ name }) => name === choice.model)?.path ?? asked;
  return psnrOf(engine, pair, path, choice.settings, output);
}

/** PSNR of one result, dB. */
export async function psnrOf(
  engine: BenchEngine,
  { noisy, clean }: Pair,
  model: string,
  settings: DenoiseSettings,
  output: string,
): Promise<number> {
  const job: Job = { image: noisy, reference: clean, model, device: 'cpu', settings, tile: 512 };
  const { scores } = await engine.request('denoise', { job, measure: [], output, overwrite: true });
  return scores?.result?.psnr ?? Number.NaN;
}

/** Every way on all pairs, or those that it is for. `onRow` is told of each as soon as it is known, the noisy images first. */
export async function measureQuality(
  engine: BenchEngine,
  pairs: readonly Pair[],
  ways: readonly Way[],
  folder: string,
  onRow: (row: QualityRow) => void = () => undefined,
): Promise<QualityRow[]> {
  const noisy = await inTurn(pairs, ({ noisy, clean }) => compare(engine, noisy, clean));
  const rows: QualityRow[] = [];
  const add = (name: string, scores: readonly Score[], chosen: (_: unknown, i: number) => boolean) => {
    const psnr = mean(scores.map(score => score.psnr));
    const gain = psnr - mean(noisy.filter(chosen).map(score => score.psnr));
    const left = scores.map(score => score.psnr ?? Infinity);
    const each = pairs.map((pair, i) => (chosen(pair, i) ? left.shift() : undefined));
    rows.push({ name, each, pairs: scores.length, psnr, ssim: mean(scores.map(score => score.ssim)), gain });
    onRow(rows[rows.length - 1]);
  };
  add('noisy', noisy, () => true);
  for (const { name, every = 1, how } of ways) {
    const chosen = (_: unknown, i: number) => i % every === 0;
    const part = pairs.filter(chosen);
    const scores =
      'peer' in how
        ? await peerScores(engine, part, how.peer, how.strength, folder)
        : await ownScores(engine, part, how.model, how.settings);
    add(name, scores, chosen);
  }
  return rows;
}

function ownScores(
  engine: BenchEngine,
  pairs: readonly Pair[],
  model: string,
  settings: DenoiseSettings,
): Promise<Score[]> {
  return inTurn(pairs, async ({ noisy, clean }) => {
    const job: Job = { image: noisy, reference: clean, model, device: 'cpu', settings, tile: 512 };
    const { scores } = await engine.request('denoise', { job, measure: [] });
    return scores?.result ?? { psnr: null, ssim: null };
  });
}

async function peerScores(
  engine: BenchEngine,
  pairs: readonly Pair[],
  peer: Peer,
  strength: number | ((pair: Pair) => Promise<number>),
  folder: string,
): Promise<Score[]> {
  const targets = pairs.map((_, i) => join(folder, `${peer}-${i}.png`));
  const strengths = await inTurn(pairs, async pair => (typeof strength === 'number' ? strength : strength(pair)));
  runPeers(pairs.map(({ noisy }, i) => ({ peer, source: noisy, target: targets[i], strength: strengths[i] })));
  return inTurn(
    pairs.map(({ clean }, i) => ({ clean, target: targets[i] })),
    ({ clean, target }) => compare(engine, target, clean),
  );
}

/** Mean difference in PSNR on the pairs that both were measured on, dB. */
export function difference({ each }: QualityRow, other: QualityRow): number {
  const both = each.flatMap((psnr, i) => {
    const base = other.each[i];
    return psnr === undefined || base === undefined ? [] : [psnr - base];
  });
  return mean(both);
}

export function compare(engine: BenchEngine, image: string, reference: string): Promise<Score> {
  return engine.request('compare', { image, reference });
}

async function inTurn<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

export function mean(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? NaN), 0) / values.length;
}
