/**
 * `npm run bench -- adapt [--minutes 5,20]`: what adaptation is for. `amsnet train` with its default options learns from five noisy
 * gray images alone (sigma 40 of 255, independent per pixel, scikit-image's data), for so many minutes each from the bundled
 * model; PSNR before and after, beside BM3D, which is told the true sigma. Then which PD factor `auto` chooses there and on PolyU.
 * Needs a Python with opencv-python-headless, scikit-image and bm3d (PYTHON names one).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ModelInfo } from '../src/client/contract';
import { type DenoiseSettings, presetFor, presets } from '../src/core/settings';
import { type BenchEngine, model as bundled, root, withEngine } from './lib/engine';
import { measureQuality, type Pair, setPairs, type Way } from './lib/pairs';
import { peers, peerVersions, python } from './lib/peers';
import { writeResults } from './lib/results';
import { printTable } from './lib/table';

export async function adaptation(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { minutes: { type: 'string', default: '5,20' } } });
  const versions = peerVersions();
  if (versions.nlm === undefined || versions.tv === undefined) {
    console.log(
      'Nothing is measured: the images come from scikit-image, which is not installed (PYTHON names a Python that has it).',
    );
    return;
  }
  await writeResults('adapt', async folder => {
    const pairs = grayPairs(folder);
    const adapted = values.minutes
      .split(',')
      .map(minutes => [`adapted ${minutes} minutes`, train(folder, minutes)] as const);
    return withEngine(async engine => {
      const ways: Way[] = [];
      if (versions.bm3d !== undefined)
        ways.push({ name: `${peers.bm3d}, told the true sigma`, how: { peer: 'bm3d', strength: 40 / 255 } });
      for (const [name, path] of [['bundled', bundled] as const, ...adapted]) {
        const model = await engine.request('inspectModel', { model: path });
        for (const [label, settings] of Object.entries(variants(model)))
          ways.push({ name: `${name}: ${label}`, how: { model: path, settings } });
      }
      const rows = await measureQuality(engine, pairs, ways, folder);
      printTable(
        'Mean of five gray images, independent noise of sigma 40 of 255',
        ['', 'PSNR dB', 'gain dB', 'SSIM'],
        rows.map(({ name, psnr, gain, ssim }) => [name, psnr, gain, ssim.toFixed(4)]),
      );
      const chosen = {
        gray: await autoPd(engine, pairs, folder),
        PolyU: await autoPd(engine, setPairs('PolyU', 10), folder),
      };
      console.log(`\nPD factor that auto chooses: gray ${chosen.gray ?? '-'}, PolyU ${chosen.PolyU ?? '- (no data)'}`);
      return { versions, rows, chosen };
    });
  });
}

function variants(model: ModelInfo): Record<string, DenoiseSettings> {
  const masks = { ...presetFor('masks', model), combine: 'hidden' } as const;
  return {
    default: model.defaults,
    'single pass': presetFor('single-pass', model),
    '4 masks x 2 sets': { ...masks, masks: 4, maskSets: 2 },
    '8 masks': { ...masks, masks: 8, maskSets: 1 },
    '8 masks x 2 sets': { ...masks, masks: 8, maskSets: 2 },
    '4 masks x 2 sets, weighted': { ...masks, masks: 4, maskSets: 2, combine: 'weighted' },
    '2 masks + R3': presets.amsnet,
  };
}

function grayPairs(folder: string): Pair[] {
  for (const part of ['clean', 'noisy']) mkdirSync(join(folder, part));
  const { status, stderr } = spawnSync(python, [join(import.meta.dirname, 'lib', 'gray_images.py'), folder], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the images could not be made: ${stderr}`);
  return readdirSync(join(folder, 'noisy')).map(name => ({
    noisy: join(folder, 'noisy', name),
    clean: join(folder, 'clean', name),
  }));
}

/** As a user would, on the command line. */
function train(folder: string, minutes: string): string {
  const output = join(folder, `adapted-${minutes}.onnx`);
  const command = ['train', join(folder, 'noisy'), '-o', output, '--minutes', minutes];
  console.log(`amsnet train FOLDER -o adapted-${minutes}.onnx --minutes ${minutes}`);
  execFileSync(process.execPath, [join(root, 'dist', 'amsnet.js'), ...command], { stdio: 'inherit' });
  return output;
}

/** One step is enough to be told. */
async function autoPd(engine: BenchEngine, pairs: readonly Pair[], folder: string): Promise<number | undefined> {
  if (pairs.length === 0) return undefined;
  const { pdFactor } = await engine.request('train', {
    images: pairs.map(({ noisy }) => noisy),
    output: join(folder, 'one-step.onnx'),
    overwrite: true,
    length: { steps: 1 },
    ...{ device: 'cpu', pdFactor: 'auto', seed: 0, resume: false },
  });
  return pdFactor;
}
