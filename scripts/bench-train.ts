/**
 * Megapixels per second of training for the shipped network, beside the same network in PyTorch if that is installed:
 *
 *   npx tsx scripts/bench-train.ts [--steps 20] [--threads 2] [--network amsnet]
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { python } from './bench-peers';
import { NoisyPhotos } from '../src/train/data/noisy';
import { layoutOf, networks } from '../src/train/network';
import { onCpu } from '../src/train/open-session';
import { Trainer, type TrainingReport } from '../src/train/trainer';

const { values: options } = parseArgs({
  options: {
    steps: { type: 'string', default: '20' },
    threads: { type: 'string', default: '2' },
    network: { type: 'string', default: 'amsnet' },
  },
});
const network = options.network === 'fast' ? networks.fast : networks.amsnet;
const [steps, threads] = [Number(options.steps), Number(options.threads)];
const [batch, patch, size] = [8, 64, 512];

const data = Uint8Array.from({ length: 3 * size * size }, (_, i) => (i * 7919) % 256);
const photo = { name: 'noise', width: size, height: size, data };
const regions = [{ photo, pd: 1, x: 0, y: 0, width: size, height: size }];
const source = new NoisyPhotos(regions, { batch, patch, seed: 1, hiddenRatios: [0.5], counts: 'hidden' });
const layout = layoutOf(network);
const trainer = new Trainer(
  {
    name: 'bench',
    network,
    loss: { kind: 'hidden' },
    length: { steps },
    schedule: { peak: 1e-4, warmupSteps: 1 },
    averaging: 0.999,
  },
  source,
  layout.initial(1),
  { open: onCpu(threads) },
);
let last: TrainingReport | undefined;
await trainer.run({ onReport: report => (last = report) });
if (!last) throw new Error('no step was made');
console.log(`${options.network}: ${layout.size} parameters, ${batch} x ${patch} x ${patch}, ${threads} threads`);
console.log(
  `here     ${last.megapixelsPerSecond.toFixed(3)} MP/s, ${(100 * last.overhead).toFixed(1)} % of the time outside session.run`,
);

const settings = JSON.stringify({ ...network, batch, patch, steps, threads });
const peer = spawnSync(python, [join(import.meta.dirname, 'bench-train.py'), settings], { encoding: 'utf8' });
const rate = Number(peer.stdout);
if (peer.status === 0 && rate > 0) {
  console.log(`PyTorch  ${rate.toFixed(3)} MP/s, ratio ${(last.megapixelsPerSecond / rate).toFixed(2)}`);
} else {
  console.log(`PyTorch  skipped: ${peer.stderr.trim().split('\n').at(-1) ?? 'it is not installed'}`);
}
