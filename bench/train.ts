/**
 * Megapixels per second of training for the shipped network, beside the same network in PyTorch if that is installed:
 *
 *   npm run bench -- train [--steps 20] [--threads 2] [--network amsnet-fast]
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { python } from './lib/peers';
import { writeResults } from './lib/results';
import { printTable } from './lib/table';
import { NoisyPhotos } from '../src/train/data/noisy';
import { layoutOf } from '../src/train/network';
import { networks } from '../src/train/architectures/registry';
import { onCpu } from '../src/train/open-session';
import { Trainer, type TrainingReport } from '../src/train/trainer';

export async function training(args: string[]): Promise<void> {
  const { values: options } = parseArgs({
    args,
    options: {
      steps: { type: 'string', default: '20' },
      threads: { type: 'string', default: '2' },
      network: { type: 'string', default: 'amsnet' },
    },
  });
  const network = options.network === 'amsnet-fast' ? networks['amsnet-fast'] : networks.amsnet;
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
  await writeResults('train', async () => {
    await trainer.run({ onReport: report => (last = report) });
    if (!last) throw new Error('no step was made');
    const { megapixelsPerSecond, overhead } = last;
    const peer = peerSpeed(
      JSON.stringify({ architecture: network.architecture, ...network.levels, batch, patch, steps, threads }),
    );
    printTable(
      `Training of ${options.network}: ${layout.size} parameters, ${batch} x ${patch} x ${patch}, ${threads} threads`,
      ['MP/s', 'PyTorch', 'ratio', '% outside session.run'],
      [[megapixelsPerSecond.toFixed(3), peer?.toFixed(3), peer && megapixelsPerSecond / peer, 100 * overhead]],
    );
    return { network: options.network, parameters: layout.size, megapixelsPerSecond, overhead, pytorch: peer };
  });
}

/** Megapixels per second of the same training in PyTorch, if that is installed. */
function peerSpeed(settings: string): number | undefined {
  const { status, stdout, stderr } = spawnSync(python, [join(import.meta.dirname, 'lib', 'train_peer.py'), settings], {
    encoding: 'utf8',
  });
  if (status === 0 && Number(stdout) > 0) return Number(stdout);
  console.log(`PyTorch is not compared: ${stderr.trim().split('\n').at(-1) ?? 'it is not installed'}`);
  return undefined;
}
