/**
 * PSNR of a model's single pass and of its mask ensembles on PolyU, or on any folder of pairs called `_real` and `_mean`:
 *
 *   npx tsx scripts/train-evaluate.ts MODEL.onnx [--every 10] [--masks] [--data ../shared/data/polyu]
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { scores } from './train-scores';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    every: { type: 'string', default: '10' },
    masks: { type: 'boolean', default: false },
    data: { type: 'string', default: join(import.meta.dirname, '..', '..', 'shared', 'data', 'polyu') },
  },
});
const pairs = readdirSync(options.data)
  .filter(file => file.includes('_real'))
  .sort()
  .filter((_, i) => i % Number(options.every) === 0)
  .map(file => [join(options.data, file), join(options.data, file.replace('_real', '_mean'))] as const);
const ensembles = [
  [2, 1],
  [2, 4],
  [4, 1],
  [4, 2],
  [8, 1],
] as const;
const results = await scores(readFileSync(positionals[0]), pairs, options.masks ? ensembles : []);
for (const [name, value] of results) console.log(`${name.padEnd(18)} ${value.toFixed(2)} dB`);
