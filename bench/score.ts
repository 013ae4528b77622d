/**
 * `npm run bench -- score [--every N]`: how well scores that need no reference order models and settings. On the crops on which
 * settings are tried, for each picture: rank correlation of PSNR with the score (estimated error and what is left in flat parts)
 * and with the latter alone, over three models with five settings each and over the five settings of a model; and what taking the
 * best score loses. Runs in this process. All figures in results/score.json.
 *
 * --every N   every N-th PolyU pair (default 10)
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { RunControl } from '../src/core/control';
import { denoiseCrop, planesSource } from '../src/core/crop-denoiser';
import { flatResidue } from '../src/core/flat-residue';
import type { Planes } from '../src/core/geometry';
import { sampleNoise } from '../src/core/noise-samples';
import { probedCrop, withProbe } from '../src/core/probe';
import { risk } from '../src/core/risk';
import { scoreOf } from '../src/core/score';
import { type DenoiseSettings, presets } from '../src/core/settings';
import { trialCrops } from '../src/core/trial-crops';
import { InferenceQueue } from '../src/engine/inference-queue';
import { ModelCard } from '../src/engine/models/card';
import { nativeTraits } from '../src/engine/models/traits';
import { OrtNetwork } from '../src/engine/sessions/ort-network';
import { providers } from '../src/engine/sessions/provider';
import { InferenceSession } from '../src/runtime/onnxruntime';
import { root } from './lib/engine';
import { mean, type Pair, type SetName, setNames, setPairs } from './lib/pairs';
import { readPlanes } from './lib/planes';
import { rankCorrelation } from './lib/rank-correlation';
import { writeResults } from './lib/results';
import { printTable } from './lib/table';

const single = presets['single-pass'];
const masks = { ...presets.masks, masks: 4, combine: 'weighted' } as const;
const settings: Readonly<Record<string, DenoiseSettings>> = {
  'single pass': single,
  'PD 2': { ...single, pdFactor: 2 },
  'PD 3': { ...single, pdFactor: 3 },
  '4 masks': masks,
  '4 masks, PD 2': { ...masks, pdFactor: 2 },
};
const control: RunControl = { token: { isCancellationRequested: false }, priority: 'background' };

interface Candidate {
  readonly model: string;
  readonly settings: string;
  readonly psnr: number;
  readonly left: number;
  readonly score: number;
}

interface Picture {
  readonly noisy: string;
  readonly candidates: readonly Candidate[];
}

export async function scores(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { every: { type: 'string', default: '10' } } });
  const networks = await Promise.all(['amsnet', 'amsnet-strong', 'amsnet-science', 'amsnet-fast'].map(openNetwork));
  await writeResults('score', async folder => {
    const sets: Partial<Record<SetName, Picture[]>> = {};
    for (const set of setNames) {
      const pairs = setPairs(set, folder, set === 'PolyU' ? Number(values.every) : 1);
      if (pairs.length === 0) console.log(`${set} is not measured: its pictures are not there.`);
      else {
        const pictures: Picture[] = [];
        for (const pair of pairs) {
          const candidates = await measure(networks, pair);
          if (candidates) pictures.push({ noisy: pair.noisy, candidates });
        }
        sets[set] = pictures;
      }
    }
    print(sets);
    return { sets };
  });
}

async function openNetwork(name: string): Promise<{ readonly name: string; readonly network: OrtNetwork }> {
  const path = join(root, 'models', name);
  const traits = nativeTraits(ModelCard.parse(JSON.parse(readFileSync(`${path}.json`, 'utf8'))));
  const session = await InferenceSession.create(`${path}.onnx`, { logSeverityLevel: 3 });
  return { name, network: new OrtNetwork(session, traits, new InferenceQueue(), providers.cpu.pixelsPerRun) };
}

/** Undefined where no noise can be measured. */
async function measure(
  networks: Awaited<ReturnType<typeof openNetwork>>[],
  pair: Pair,
): Promise<Candidate[] | undefined> {
  const [noisy, clean] = (await Promise.all([pair.noisy, pair.clean].map(readPlanes))).map(planesSource);
  const samples = sampleNoise(noisy);
  if (!samples) return undefined;
  const rects = trialCrops(noisy);
  const crops = rects.map(rect => probedCrop(noisy.read(rect), rect, samples, 0));
  const truths = rects.map(rect => clean.read(rect));
  const candidates: Omit<Candidate, 'left' | 'score'>[] = [];
  const risks: ReturnType<typeof risk>[] = [];
  const results: Planes[][] = [];
  for (const { name, network } of networks) {
    for (const [label, each] of Object.entries(settings)) {
      const run = (planes: Planes) => denoiseCrop(planesSource(planes), network, each, control);
      const denoised: Planes[] = [];
      const estimates: ReturnType<typeof risk>[] = [];
      for (const crop of crops) {
        const [result, probed] = [await run(crop.noisy), await run(withProbe(crop))];
        denoised.push(result);
        const trial = { noisy: crop.noisy.data, denoised: result.data, probed: probed.data, probe: crop.probe };
        estimates.push(risk(trial, crop.noisy));
      }
      results.push(denoised);
      risks.push({
        error: mean(estimates.map(({ error }) => error)),
        noise: mean(estimates.map(({ noise }) => noise)),
      });
      const error = mean(denoised.map((result, i) => squaredError(result, truths[i])));
      candidates.push({ model: name, settings: label, psnr: -10 * Math.log10(error) });
    }
  }
  const [before, ...left] = flatResidue(
    crops.map(crop => crop.noisy),
    results,
  );
  return candidates.map((candidate, i) => ({
    ...candidate,
    left: left[i] / before,
    score: scoreOf(risks[i], left[i] / before),
  }));
}

function squaredError(a: Planes, b: Planes): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += (Math.min(1, Math.max(0, a.data[i])) - b.data[i]) ** 2;
  return sum / a.data.length;
}

function print(sets: Readonly<Partial<Record<SetName, readonly Picture[]>>>): void {
  const rank = (candidates: readonly Candidate[], by: (candidate: Candidate) => number) =>
    rankCorrelation(
      candidates.map(by),
      candidates.map(({ psnr }) => psnr),
    );
  const ofEachModel = (candidates: readonly Candidate[], by: (candidate: Candidate) => number) =>
    mean(
      [...new Set(candidates.map(({ model }) => model))].map(name =>
        rank(
          candidates.filter(({ model }) => model === name),
          by,
        ),
      ),
    );
  const score = (candidate: Candidate) => candidate.score;
  const little = (candidate: Candidate) => -candidate.left;
  const row = (name: string, pictures: readonly Picture[]) => [
    name,
    pictures.length,
    ...[score, little].map(by => mean(pictures.map(({ candidates }) => rank(candidates, by)))),
    ...[score, little].map(by => mean(pictures.map(({ candidates }) => ofEachModel(candidates, by)))),
    mean(
      pictures.map(({ candidates }) => {
        const taken = candidates.reduce((a, b) => (b.score > a.score ? b : a));
        return Math.max(...candidates.map(({ psnr }) => psnr)) - taken.psnr;
      }),
    ),
  ];
  const measured = Object.entries(sets);
  printTable(
    'Rank correlation with PSNR over all models and settings, and over the settings of a model; dB lost by the best score',
    ['', 'pictures', 'score', 'left alone', 'score, one model', 'left, one model', 'lost'],
    [
      ...measured.map(([set, pictures]) => row(set, pictures)),
      row(
        'all',
        measured.flatMap(([, pictures]) => pictures),
      ),
    ],
  );
}
