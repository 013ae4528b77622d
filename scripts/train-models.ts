/**
 * Trains the shipped models. Resumable: run it again to continue; everything lies in .cache/train.
 *
 *   npx tsx scripts/train-models.ts amsnet --minutes 90 [--threads 2] [--from MODEL.onnx] [--plan NAME] [--rate 5e-4]
 *                                      [--batch 6] [--patch 64]
 *   npx tsx scripts/train-models.ts amsnet-strong --from models/amsnet.onnx
 *   npx tsx scripts/train-models.ts amsnet-science --from models/amsnet-strong.onnx
 *   npx tsx scripts/train-models.ts amsnet-fast --minutes 60
 *
 * `amsnet` starts from models/start/bootstrap.onnx, deepened without changing what it computes. `amsnet-strong` is the same network
 * and learns mostly from phones and scientific cameras, `amsnet-science` from the latter and independent noise. `amsnet-fast` starts from
 * nothing. It and `amsnet` learn half from clean pictures, half from what the `amsnet` and `amsnet-strong` that ship make of noisy ones. Any
 * other network of src/train/architectures/registry.ts starts from nothing and learns from clean photographs.
 * What ships is rounded first (scripts/round-weights.ts).
 * `--plan` names a schedule: a new name with `--from` begins another one from those weights, the same name goes on.
 * `--rate` is the learning rate at its peak.
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MixedBatches, DistillationBatches } from '../src/train/data/mixed';
import { SimulatedPhotos } from '../src/train/data/simulated';
import { Trainer } from '../src/train/trainer';
import { grow } from '../src/train/grow';
import { validationError } from '../src/train/validation';
import { inferenceModel, layoutOf, type Network } from '../src/train/network';
import { networks } from '../src/train/architectures/registry';
import { onCpu } from '../src/train/open-session';
import { loadPhotos } from '../src/train/data/photos';
import { prepareTrainingData } from './train-data';
import { kindSharesOf, shippedCard } from './train-card';
import { readWeights } from '../src/train/graph/onnx';
import type { BatchSource } from '../src/train/data/batch';
import type { TrainingPlan } from '../src/train/trainer';

const root = join(import.meta.dirname, '..');
const folder = join(root, '.cache', 'train');

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '90' },
    threads: { type: 'string', default: '2' },
    from: { type: 'string' },
    plan: { type: 'string', default: 'first' },
    rate: { type: 'string' },
    batch: { type: 'string', default: '6' },
    patch: { type: 'string', default: '64' },
  },
});
const [name = 'amsnet'] = positionals;
const open = onCpu(Number(options.threads));
const network = networkCalled(name === 'amsnet-strong' || name === 'amsnet-science' ? 'amsnet' : name);

mkdirSync(folder, { recursive: true });
const data = await prepareTrainingData();
const files = readdirSync(data).filter(file => file.endsWith('.png'));
const photos = await loadPhotos(files.map(file => join(data, file)));
const isForValidation = (i: number) => i % 16 === 15;
// Patches about as wide as the receptive field's radius: noise smeared over many pixels is told from the picture only in a wide
// view.
const shape = {
  batch: Number(options.batch),
  patch: Number(options.patch),
  tile: 208,
  fresh: 0.2,
  hiddenRatios: [0, 0, 0, 0, 0, 1 / 8, 1 / 4, 1 / 2],
};
const learning = photos.filter((_, i) => !isForValidation(i));
const source = batches();
const control = new SimulatedPhotos(
  photos.filter((_, i) => isForValidation(i)),
  // The kinds that the model is for decide which of its weights are the best.
  { ...shape, seed: 2, pool: 64, kindShares: kindSharesOf(name) },
);

const plan: TrainingPlan = {
  name: options.plan,
  network,
  loss: { kind: 'clean' },
  length: { minutes: Number(options.minutes) },
  schedule: { peak: peakRate(), warmupSteps: 300 },
  averaging: 0.999,
};
const trainer = new Trainer(plan, source, startingWeights(), {
  open,
  checkpoint: join(folder, `${name}.checkpoint`),
  evaluate: validationError(network, control, 16, open),
  evaluateSeconds: 240,
});
const resumed = await trainer.resume();
console.log(
  `${name}: ${trainer.layout.size} parameters, ${resumed ? `resumed at step ${trainer.progress.step}` : 'from the start'}`,
);

const stop = new AbortController();
process.on('SIGINT', () => {
  stop.abort();
});
process.on('SIGTERM', () => {
  stop.abort();
});
let lastSaid = 0;
const outcome = await trainer.run({
  signal: stop.signal,
  onReport: ({ step, done, loss, validation, megapixelsPerSecond, overhead }) => {
    if (Date.now() - lastSaid < 60_000) return;
    lastSaid = Date.now();
    writeModel();
    const error = validation.at(-1)?.[1] ?? Number.NaN;
    console.log(
      `${new Date().toISOString()} step ${step} (${(100 * done).toFixed(1)} %) loss ${loss.toFixed(4)} validation ${error.toFixed(5)} ` +
        `${megapixelsPerSecond.toFixed(3)} MP/s overhead ${(100 * overhead).toFixed(1)} %`,
    );
  },
});
writeModel();
console.log(`${name}: ${outcome}`);

function writeModel(): void {
  writeFileSync(join(folder, `${name}.onnx`), inferenceModel(network, trainer.result));
  const card = shippedCard(name, network, trainer.layout.size, trainer.progress);
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(card, undefined, 2)}\n`);
}

function networkCalled(wanted: string): Network {
  const found = Object.entries(networks).find(([each]) => each === wanted);
  if (!found) throw new Error(`there is no network called ${wanted}`);
  return found[1];
}

function batches(): BatchSource {
  if (name === 'amsnet' || name === 'amsnet-fast') return halfTaught();
  return new SimulatedPhotos(learning, { ...shape, seed: 1, kindShares: kindSharesOf(name) });
}

/** Half of each batch from clean pictures, a quarter each from what `amsnet` and `amsnet-strong` make of the noise that they are for. */
function halfTaught(): BatchSource {
  const shares = kindSharesOf(name) ?? {};
  // Its steps are short: new photographs at the usual rate would keep them waiting.
  const part = (share: number, seed: number, kinds: readonly string[] = Object.keys(shares)) =>
    new SimulatedPhotos(learning, {
      ...shape,
      batch: shape.batch * share,
      fresh: 0.2 * share,
      seed,
      kindShares: Object.fromEntries(kinds.map(kind => [kind, sum(shares, [kind]) / sum(shares, kinds)])),
    });
  const taught = (teacher: string, seed: number, kinds: readonly string[]) =>
    new DistillationBatches(part(1 / 4, seed, kinds), readFileSync(join(root, 'models', teacher)), open);
  return new MixedBatches(
    part(1 / 2, 1),
    new MixedBatches(
      taught('amsnet.onnx', 3, ['camera', 'plain camera', 'film']),
      taught('amsnet-strong.onnx', 4, ['phone', 'scientific', 'independent']),
    ),
  );
}

function sum(shares: Readonly<Record<string, number>>, kinds: readonly string[]): number {
  return kinds.reduce((total, kind) => total + (shares[kind] ?? 0), 0);
}

/** A network that knows nothing yet bears more. */
function peakRate(): number {
  if (options.rate !== undefined) return Number(options.rate);
  return options.from === undefined && name !== 'amsnet' ? 1e-3 : 5e-4;
}

function startingWeights(): Float32Array {
  const layout = layoutOf(network);
  const values = layout.initial(1);
  if (options.from !== undefined) layout.fill(values, readWeights(readFileSync(options.from)));
  else if (name === 'amsnet')
    grow(layout, values, readWeights(readFileSync(join(root, 'models', 'start', 'bootstrap.onnx'))));
  return values;
}
