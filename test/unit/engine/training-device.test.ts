import { InferenceSession } from '../../../src/runtime/onnxruntime';
import { describe, expect, it } from 'vitest';
import { TrainingDevice } from '../../../src/engine/training/device';
import { Graph } from '../../../src/train/graph/graph';
import { add } from '../../../src/train/graph/operators';

const working = { unavailable: () => Promise.resolve(undefined) };
const missing = { unavailable: () => Promise.resolve('libcudart.so.13 is missing') };

function doubling(): Uint8Array {
  const graph = new Graph();
  const x = graph.input('x', [1]);
  graph.output('y', add(graph, x, x));
  return graph.toOnnx('doubling');
}

describe('the device of a training', () => {
  it.each([
    ['cpu', missing, []],
    ['auto', missing, []],
    ['cuda', missing, ['CUDA was not used: libcudart.so.13 is missing.']],
    ['webgpu', working, ['Training runs on CUDA or the CPU: WebGPU was not used.']],
  ] as const)('is the CPU if %s is asked for without CUDA', async (requested, devices, notes) => {
    const device = await TrainingDevice.of(requested, devices);
    expect(device.name).toBe('cpu');
    expect(device.notes).toEqual(notes);
  });

  it.each(['auto', 'cuda'] as const)('is CUDA if %s is asked for and it works', async requested => {
    const asked: unknown[] = [];
    const device = await TrainingDevice.of(requested, working, (model, { executionProviders, ...options }) => {
      asked.push(executionProviders);
      return InferenceSession.create(model, options);
    });
    await (await device.open(doubling())).release();
    expect(device.name).toBe('cuda');
    expect(asked).toEqual([['cuda']]);
    expect(device.notes).toEqual([]);
  });

  it('becomes the CPU for good if CUDA fails with the training step', async () => {
    let attempts = 0;
    const device = await TrainingDevice.of('auto', working, () => {
      attempts++;
      return Promise.reject(new Error('out of memory.\nmore'));
    });
    for (let i = 0; i < 2; i++) await (await device.open(doubling())).release();
    expect(attempts).toBe(1);
    expect(device.name).toBe('cpu');
    expect(device.notes).toEqual(['CUDA was not used: out of memory.']);
  });
});
