/** What the engine costs besides the network: its seconds against bare runs of the same network on the same shapes. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from '../../src/runtime/onnxruntime';
import type { BranchNetwork, MaskedBatch } from '../../src/core/network';
import { DenoisePipeline } from '../../src/core/pipeline';
import { uncontrolled } from '../../src/core/control';
import type { DenoiseSettings } from '../../src/core/settings';
import { TileCache } from '../../src/core/tile-cache';
import { providers, sessionOptions } from '../../src/engine/sessions/provider';
import { job, makePhoto, model, modes, root, timed, withEngine } from './engine';

// Short runs, so that some of them meet no other work of the machine: the least of several counts.
const width = 1536;
const height = 1024;
const tile = 512;
const rounds = 3;

export interface OverheadRow {
  readonly name: string;
  /** The engine: decoding, scheme, network, noise estimate. */
  readonly engine: Cost;
  /** Seconds inside the network in that same round, as the engine reports them. */
  readonly network: number;
  /** Bare session runs in this process. */
  readonly bare: Cost;
}

/** The least of the rounds. */
interface Cost {
  readonly seconds: number;
  readonly processor: number | undefined;
}

type Shape = Pick<MaskedBatch, 'batch' | 'height' | 'width'>;

/** Engine and bare runs take turns, so that a change of the machine's speed meets both. */
export async function measureOverhead(folder: string): Promise<OverheadRow[]> {
  const photo = join(folder, 'overhead.jpg');
  await makePhoto(photo, width, height);
  const session = await InferenceSession.create(join(root, 'models', `${model}.onnx`), sessionOptions('cpu'));
  return withEngine(async engine => {
    await engine.request('denoise', {
      job: job(join(root, 'samples', 'cell_noisy.png'), modes['single pass'], tile),
      measure: [],
    });
    const { stride, halo } = await engine.request('inspectModel', { model });
    const traits = { stride, halo: halo ?? Infinity };
    const rows: OverheadRow[] = [];
    for (const [name, preset] of Object.entries(modes)) {
      // One repetition of R3 tells as much about overhead as eight.
      const settings = { ...preset, r3Count: 1 };
      const shapes = await runsFor(settings, traits);
      const engineRounds: (Cost & { network: number })[] = [];
      const bareRounds: Cost[] = [];
      for (let round = 0; round < rounds; round++) {
        // A new file every time, or the engine would find its tiles in the cache.
        const copy = join(folder, `overhead-${name}-${round}.jpg`);
        copyFileSync(photo, copy);
        const { user, system } = process.cpuUsage();
        const seconds = await timed(() => runBare(session, shapes));
        const used = process.cpuUsage({ user, system });
        bareRounds.push({ seconds, processor: (used.user + used.system) / 1e6 });

        const before = engine.usage().processor;
        const start = performance.now();
        const { networkSeconds } = await engine.request('denoise', { job: job(copy, settings, tile), measure: [] });
        const after = engine.usage().processor;
        const processor = before === undefined || after === undefined ? undefined : after - before;
        engineRounds.push({ seconds: (performance.now() - start) / 1000, processor, network: networkSeconds });
      }
      const [{ network }] = engineRounds.sort((a, b) => a.seconds - b.seconds);
      rows.push({ name, engine: least(engineRounds), network, bare: least(bareRounds) });
    }
    return rows;
  });
}

function least(rounds: readonly Cost[]): Cost {
  const processor = rounds.flatMap(cost => cost.processor ?? []);
  return {
    seconds: Math.min(...rounds.map(cost => cost.seconds)),
    processor: processor.length === 0 ? undefined : Math.min(...processor),
  };
}

/** The shapes of all runs that the engine makes for one photo: what the scheme asks for, cut as the engine cuts it on a CPU. */
async function runsFor(settings: DenoiseSettings, traits: Pick<BranchNetwork, 'stride' | 'halo'>): Promise<Shape[]> {
  const shapes: Shape[] = [];
  const network: BranchNetwork = {
    ...traits,
    minSize: traits.stride,
    takesMask: true,
    predictsScale: false,
    run: ({ batch, height, width }) => {
      const most = Math.max(1, Math.floor(providers.cpu.pixelsPerRun / (height * width)));
      for (let from = 0; from < batch; from += most)
        shapes.push({ batch: Math.min(most, batch - from), height, width });
      return Promise.resolve(new Float32Array(batch * 3 * height * width));
    },
  };
  const noisy = {
    width,
    height,
    read: (rect: { width: number; height: number }) => ({
      ...rect,
      data: new Float32Array(3 * rect.width * rect.height),
    }),
  };
  const pipeline = new DenoisePipeline({ noisy, network, settings, tile, cache: new TileCache(1 << 30), key: 'bench' });
  for (const index of pipeline.tiles.keys()) await pipeline.tile('result', index, uncontrolled);
  return shapes;
}

async function runBare(session: InferenceSession, shapes: readonly Shape[]): Promise<void> {
  for (const { batch, height, width } of shapes) {
    const area = batch * height * width;
    const input = new Tensor('float32', new Float32Array(3 * area).fill(0.5), [batch, 3, height, width]);
    const mask = new Tensor('float32', new Float32Array(area).fill(1), [batch, 1, height, width]);
    await session.run({ input, mask }, ['output']);
  }
}
