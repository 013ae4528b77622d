import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyBatch, hidePixels } from '../../../src/train/data/batch';
import { readWeights } from '../../../src/train/graph/onnx';
import { leakyRelu } from '../../../src/train/graph/operators';
import { inferenceModel, layoutOf } from '../../../src/train/network';
import { onCpu } from '../../../src/train/open-session';
import { Random } from '../../../src/train/random';
import { Trainer } from '../../../src/train/trainer';
import { validationError } from '../../../src/train/validation';
import { centred, fill, head, layersOf, sameSize, slope } from '../../../src/train/architectures/layers';
import type { BatchSource } from '../../../src/train/data/batch';
import { unet } from '../../../src/train/architectures/unet';
import type { Network } from '../../../src/train/network';
import type { TrainingPlan } from '../../../src/train/trainer';

const network = unet({ widths: [4, 8], encoder: [1, 1], decoder: [1] });
const shape = { batch: 2, patch: 8 };

/** Smooth patches with noise, and the smooth patch as the target. */
const source: BatchSource = {
  shape,
  batch(step) {
    const random = new Random(1, 0, step);
    const batch = emptyBatch(shape);
    batch.weight.fill(1);
    for (let at = 0; at < batch.input.length; at++) {
      batch.target[at] = 0.5 + 0.3 * Math.sin(at % 8);
      batch.input[at] = batch.target[at] + 0.2 * random.normal();
    }
    for (let sample = 0; sample < shape.batch; sample++) hidePixels(batch, sample, 64, 0.25, random);
    return Promise.resolve(batch);
  },
};

const plan: TrainingPlan = {
  name: 'test',
  network,
  loss: { kind: 'clean' },
  length: { steps: 60 },
  schedule: { peak: 5e-3, warmupSteps: 5 },
  averaging: 0.9,
};
const start = layoutOf(network).initial(1);
const oneThread = { open: onCpu(1) };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amsnet-train-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('the trainer', () => {
  it('learns, and reports how far it is', async () => {
    const trainer = new Trainer(plan, source, start, oneThread);
    const losses: number[] = [];
    const outcome = await trainer.run({ onReport: ({ loss }) => losses.push(loss) });
    expect(outcome).toBe('finished');
    expect(losses).toHaveLength(60);
    expect(losses[59]).toBeLessThan(losses[0] - 0.3);
  });

  it('trains a network of another kind than the U-Net just as well, and exports it', async () => {
    const stack: Network = {
      architecture: 'stack',
      description: 'two convolutions',
      stride: 1,
      halo: 3,
      build(graph, parameter, input, mask) {
        const filled = fill(graph, input, mask);
        const x = layersOf(graph, parameter)('first', centred(graph, filled, mask), 8, 3, { pads: sameSize });
        return head(graph, parameter, leakyRelu(graph, x, slope), filled);
      },
    };
    const trainer = new Trainer({ ...plan, network: stack }, source, layoutOf(stack).initial(1), {
      ...oneThread,
      evaluate: validationError(stack, source, 4, onCpu(1)),
      evaluateSeconds: 0,
    });
    expect(await trainer.run()).toBe('finished');
    const errors = trainer.progress.validation.map(([, error]) => error);
    expect(errors.at(-1)).toBeLessThan(0.9 * errors[0]);
    expect([...readWeights(inferenceModel(stack, trainer.result)).keys()]).toContain('first.weight');
  });

  it('continues from a checkpoint exactly as if it had never stopped', async () => {
    const whole = new Trainer(plan, source, start, oneThread);
    await whole.run();

    const checkpoint = join(folder, 'a.checkpoint');
    const stop = new AbortController();
    const first = new Trainer(plan, source, start, { ...oneThread, checkpoint });
    const outcome = await first.run({
      signal: stop.signal,
      onReport: ({ step }) => {
        if (step === 23) stop.abort();
      },
    });
    expect(outcome).toBe('stopped');
    const second = new Trainer(plan, source, start, { ...oneThread, checkpoint });
    expect(await second.resume()).toBe(true);
    expect(second.progress.step).toBe(23);
    await second.run();
    expect(second.result).toEqual(whole.result);
    expect(await readdir(folder)).toEqual(['a.checkpoint']);
  });

  it('does not continue from the checkpoint of another plan', async () => {
    const checkpoint = join(folder, 'a.checkpoint');
    await new Trainer({ ...plan, length: { steps: 1 } }, source, start, { ...oneThread, checkpoint }).run();
    expect(await new Trainer({ ...plan, name: 'other' }, source, start, { checkpoint }).resume()).toBe(false);
    expect(await new Trainer(plan, source, start, { checkpoint: join(folder, 'none') }).resume()).toBe(false);
  });

  it('stops at a loss that is no number and keeps the last good weights', async () => {
    const broken: BatchSource = {
      shape,
      batch: async step => {
        const batch = await source.batch(step);
        if (step >= 10) batch.target[0] = Number.NaN;
        return batch;
      },
    };
    const trainer = new Trainer(plan, broken, start, oneThread);
    expect(await trainer.run()).toBe('diverged');
    expect(trainer.result.every(Number.isFinite)).toBe(true);
    expect(trainer.progress.step).toBe(15);
  });

  it('returns the weights with the best validation error when that gets much worse', async () => {
    const seen: Float32Array[] = [];
    const evaluate = (parameters: Float32Array) => {
      seen.push(parameters.slice());
      return Promise.resolve([0.3, 0.1, 0.15, 0.9][seen.length - 1]);
    };
    const trainer = new Trainer(plan, source, start, { ...oneThread, evaluate, evaluateSeconds: 0 });
    expect(await trainer.run()).toBe('diverged');
    expect(trainer.result).toEqual(seen[1]);
    expect(trainer.progress.validation.map(([, error]) => error)).toEqual([0.3, 0.1, 0.15]);
  });

  it('remembers the best weights of before it was stopped', async () => {
    const checkpoint = join(folder, 'a.checkpoint');
    const stop = new AbortController();
    let best: Float32Array | undefined;
    const options = { ...oneThread, checkpoint, evaluateSeconds: 0 };
    const good = (parameters: Float32Array) => {
      best = parameters.slice();
      stop.abort();
      return Promise.resolve(0.1);
    };
    await new Trainer(plan, source, start, { ...options, evaluate: good }).run({ signal: stop.signal });
    const second = new Trainer(plan, source, start, { ...options, evaluate: () => Promise.resolve(0.15) });
    expect(await second.resume()).toBe(true);
    expect(await second.run()).toBe('finished');
    expect(second.result).toEqual(best);
  });

  it('ends with the weights so far when the next batch fails while a step runs', async () => {
    const failing: BatchSource = {
      shape,
      batch: step => (step < 8 ? source.batch(step) : Promise.reject(new Error('no more images'))),
    };
    const checkpoint = join(folder, 'a.checkpoint');
    const trainer = new Trainer(plan, failing, start, { ...oneThread, checkpoint });
    expect(await trainer.run()).toBe('failed');
    expect(trainer.failure).toMatchObject({ message: 'no more images' });
    expect(trainer.progress.step).toBe(8);
    expect(trainer.result).not.toEqual(start);
    // It is all there to go on with.
    const second = new Trainer(plan, source, start, { ...oneThread, checkpoint });
    expect(await second.resume()).toBe(true);
    expect(await second.run()).toBe('finished');
  });

  it('ends with the best weights when a validation error cannot be measured', async () => {
    let best: Float32Array | undefined;
    const evaluate = (parameters: Float32Array) => {
      if (best) return Promise.reject(new Error('out of memory'));
      best = parameters.slice();
      return Promise.resolve(0.1);
    };
    const trainer = new Trainer(plan, source, start, { ...oneThread, evaluate, evaluateSeconds: 0 });
    expect(await trainer.run()).toBe('failed');
    expect(trainer.result).toEqual(best);
  });

  it('rejects when not one step can be done', async () => {
    const nothing: BatchSource = { shape, batch: () => Promise.reject(new Error('no images')) };
    await expect(new Trainer(plan, nothing, start, oneThread).run()).rejects.toThrow('no images');
  });

  it('goes on when a checkpoint cannot be written, and says so', async () => {
    const errors: unknown[] = [];
    const trainer = new Trainer(plan, source, start, {
      ...oneThread,
      checkpoint: join(folder, 'nowhere', 'a.checkpoint'),
      checkpointSeconds: 0,
      onCheckpointError: error => errors.push(error),
    });
    expect(await trainer.run()).toBe('finished');
    expect(errors.length).toBeGreaterThan(1);
    expect(trainer.progress.step).toBe(60);
  });
});
