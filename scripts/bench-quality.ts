/** Mean PSNR and SSIM on real pairs of noisy and clean photographs (PolyU). */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Score } from '../src/client/contract';
import { type BenchEngine, job, modes, root, withEngine } from './bench-engine';
import { nonLocalMeans } from './bench-opencv';

export const pairsFolder = join(root, '..', 'shared', 'data', 'polyu');
/** Strengths at which non-local means is tried; a user would have to find the best one. */
const strengths = [3, 5];

export interface QualityRow {
  readonly name: string;
  readonly psnr: number;
  readonly ssim: number;
}

interface Pair {
  readonly noisy: string;
  readonly clean: string;
}

/** Every `step`-th pair in the order of names. Empty where the data is not there. */
export function findPairs(step: number): Pair[] {
  if (!existsSync(pairsFolder)) return [];
  return readdirSync(pairsFolder)
    .filter(name => name.toLowerCase().endsWith('_real.jpg'))
    .sort()
    .filter((_, i) => i % step === 0)
    .map(name => ({
      noisy: join(pairsFolder, name),
      clean: join(pairsFolder, name.replace('_real', '_mean')),
    }));
}

/** All ways on all pairs, measured by the engine alone, on 8-bit pixels. */
export async function measureQuality(pairs: readonly Pair[], folder: string, opencv: boolean): Promise<QualityRow[]> {
  return withEngine(async engine => {
    const compare = (image: string, reference: string) => engine.request('compare', { image, reference });
    const noisy = await Promise.all(pairs.map(pair => compare(pair.noisy, pair.clean)));
    const rows = [mean('noisy', noisy)];
    for (const h of opencv ? strengths : []) {
      const targets = pairs.map((_, i) => join(folder, `nlm-${h}-${i}.png`));
      nonLocalMeans(pairs.map((pair, i) => ({ source: pair.noisy, target: targets[i], h })));
      const scores = await Promise.all(pairs.map((pair, i) => compare(targets[i], pair.clean)));
      rows.push(mean(`OpenCV NLM, h = ${h}`, scores));
    }
    for (const name of Object.keys(modes)) {
      const scores: Score[] = [];
      for (const pair of pairs) scores.push(await denoised(engine, name, pair));
      rows.push(mean(name, scores));
    }
    return rows;
  });
}

async function denoised(engine: BenchEngine, mode: string, { noisy, clean }: Pair): Promise<Score> {
  const { psnr = null, ssim = null } = await engine.request('denoise', {
    job: { ...job(noisy, modes[mode], 512), reference: clean },
    measure: [],
  });
  return { psnr, ssim };
}

function mean(name: string, scores: readonly Score[]): QualityRow {
  const average = (values: readonly (number | null)[]) =>
    values.reduce<number>((sum, value) => sum + (value ?? NaN), 0) / values.length;
  return { name, psnr: average(scores.map(score => score.psnr)), ssim: average(scores.map(score => score.ssim)) };
}
