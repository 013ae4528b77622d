/**
 * Adapts a model to noisy images and says, where clean ones are given, what it was good for:
 *
 *   npx tsx scripts/train-adapt.ts NOISY_FOLDER --model MODEL.onnx --out ADAPTED.onnx [--clean FOLDER] [--minutes 5] [--pd auto]
 *
 * Clean images have the names of their noisy ones, or `_mean` where these have `_real`.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareAdaptation } from '../src/train/adapt';
import { networks } from '../src/train/network';
import { scores } from './train-scores';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: 'string' },
    out: { type: 'string' },
    clean: { type: 'string' },
    minutes: { type: 'string', default: '5' },
    steps: { type: 'string' },
    pd: { type: 'string', default: 'auto' },
    every: { type: 'string', default: '1' },
    threads: { type: 'string', default: '2' },
  },
});
const [folder] = positionals;
const files = readdirSync(folder)
  .filter(file => !file.includes('_mean'))
  .sort()
  .filter((_, i) => i % Number(options.every) === 0);
const start = options.model === undefined ? undefined : readFileSync(options.model);
const threads = Number(options.threads);

const adaptation = await prepareAdaptation({
  files: files.map(file => join(folder, file)),
  ...(start ? { start } : {}),
  network: networks.amsnet,
  length: options.steps === undefined ? { minutes: Number(options.minutes) } : { steps: Number(options.steps) },
  pd: options.pd === 'auto' ? 'auto' : Number(options.pd),
  seed: 1,
  threads,
});
const { noise, pd, familiar, trainer } = adaptation;
const correlation = noise.correlation.map(value => value.toFixed(2)).join(' ');
console.log(
  `noise ${(255 * noise.sigma).toFixed(1)} of 255, correlation ${correlation}: PD ${pd}${familiar ? ', familiar' : ''}`,
);
if (start) await report('before', start);
let said = 0;
const outcome = await trainer.run({
  onReport: ({ step, done, loss, heldOut, megapixelsPerSecond, overhead }) => {
    if (heldOut.length === said) return;
    said = heldOut.length;
    const error = (heldOut.at(-1) ?? [])[1] ?? Number.NaN;
    const shares = `${(100 * done).toFixed(0)} % step ${step} loss ${loss.toFixed(5)} held out ${error.toFixed(5)}`;
    console.log(`${shares} ${megapixelsPerSecond.toFixed(3)} MP/s, ${(100 * overhead).toFixed(0)} % outside`);
  },
});
console.log(outcome);
await report('after', adaptation.model());
if (options.out !== undefined) writeFileSync(options.out, adaptation.model());

async function report(when: string, model: Uint8Array): Promise<void> {
  if (options.clean === undefined) return;
  const { clean } = options;
  const pairs = files.map(file => [join(folder, file), join(clean, file.replace('_real', '_mean'))] as const);
  const variants = [
    [2, 1],
    [4, 2],
  ] as const;
  for (const [name, value] of await scores(model, pairs, variants, threads))
    console.log(`${when}: ${name} ${value.toFixed(2)} dB`);
}
