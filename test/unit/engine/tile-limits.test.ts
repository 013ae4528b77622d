import { join } from 'node:path';
import type { Runner } from '../../../src/engine/models/run-graph';
import { beforeAll, describe, expect, it } from 'vitest';
import { presets } from '../../../src/core/settings';
import { chooseTile, globalTile, TileLimits } from '../../../src/engine/sessions/tile-limits';
import { nativeFormat, type NetworkTraits } from '../../../src/engine/models/traits';
import { createServices, type Services } from '../../../src/engine/services';
import { fixedSize, globalPooling } from './networks';
import { engineHere, jobFor, modelFolder, savePicture, temporaryFolder } from './support';

const folder = temporaryFolder();
let photo: string;

beforeAll(async () => {
  photo = await savePicture(join(folder, 'photo.png'), 256, 128);
});

const traits: NetworkTraits = {
  name: 'model',
  input: { name: 'input', ...nativeFormat },
  output: { name: 'output', ...nativeFormat },
  channels: 3,
  notes: [],
  stride: 1,
  halo: Infinity,
  minSize: 1,
  bytesPerPixel: 1000,
};

describe('the tile', () => {
  it('is the whole image for a network with global context, if memory allows', () => {
    const image = { width: 3000, height: 2000 };
    expect(chooseTile(image, traits, 256, 13e9)).toBe(3000);
    expect(chooseTile(image, traits, 256, 11e9)).toBe(256);
    expect(chooseTile(image, traits, 4096, 11e9)).toBe(globalTile);
    expect(chooseTile(image, { ...traits, halo: 40 }, 256, 13e9)).toBe(256);
  });

  it('is halved once on a device, then the CPU is used, on which whole images are cut and tiles halved', () => {
    const limits = new TileLimits();
    expect(limits.retreat('m|cuda', 'cuda', 512)).toMatchObject({
      device: 'cuda',
      note: expect.stringContaining('256') as string,
    });
    expect(limits.limited('m|cuda', 512)).toBe(256);
    // Another job had started with the large tile before.
    expect(limits.retreat('m|cuda', 'cuda', 512)).toMatchObject({ device: 'cuda' });
    expect(limits.retreat('m|cuda', 'cuda', 256)).toMatchObject({ device: 'cpu' });
    expect(limits.retreat('m|cpu', 'cpu', 3000)).toMatchObject({
      device: 'cpu',
      note: expect.stringContaining('512') as string,
    });
    expect(limits.retreat('m|cpu', 'cpu', 512)).toMatchObject({ note: expect.stringContaining('256') as string });
    expect(limits.limited('m|cpu', 512)).toBe(256);
    expect(limits.retreat('m|cpu', 'cpu', 32)).toBeUndefined();
    expect(limits.limited('other', 512)).toBe(512);
  });
});

/** Services on whose CUDA device no image wider than `most` fits. */
function smallDevice(most: number): Services {
  const services = createServices([modelFolder]);
  return {
    ...services,
    sessions: {
      traitsOf: model => services.sessions.traitsOf(model),
      load: async (model, device) => {
        const loaded = await services.sessions.load(model, 'cpu');
        if (device !== 'cuda') return loaded;
        const run: Runner['run'] = (inputs, outputs) => {
          const { dims } = inputs.input;
          if (dims[3] > most) throw new Error('CUDA failure 2: out of memory ; GPU=0');
          return loaded.session.run(inputs, outputs);
        };
        return { ...loaded, session: { run }, device, provider: 'CUDAExecutionProvider' };
      },
    },
  };
}

describe('a device that runs out of memory', () => {
  const job = () => jobFor(photo, { device: 'cuda', settings: presets['single-pass'], tile: 128 });

  it('gets smaller tiles', async () => {
    const services = smallDevice(64 + 2 * 64);
    const report = await engineHere(services)('denoise', { job: job(), measure: [] });
    expect(report).toMatchObject({ device: 'cuda', provider: 'CUDAExecutionProvider' });
    expect(report.notes).toEqual(['CUDA ran out of memory: tiles of 64 pixels were used.']);
    // The next job starts with what worked.
    const again = await engineHere(services)('denoise', { job: job(), measure: [] });
    expect(again.notes).toEqual([]);
    expect(again.networkSeconds).toBe(0);
  });

  it('gives way to the CPU, which gives the same result', async () => {
    const report = await engineHere(smallDevice(16))('denoise', { job: job(), measure: [] });
    expect(report).toMatchObject({ device: 'cuda', provider: 'CPUExecutionProvider' });
    expect(report.notes).toEqual([
      'CUDA ran out of memory: tiles of 64 pixels were used.',
      'CUDA ran out of memory: the CPU was used.',
    ]);
    const plain = await engineHere()('denoise', { job: { ...job(), device: 'cpu' }, measure: [] });
    expect(report.difference).toBe(plain.difference);
  });
});

describe('what tiles cannot give exactly is told', () => {
  it('for a network with global context', async () => {
    const path = globalPooling(folder);
    const services = createServices([]);
    const whole = await engineHere(services)('denoise', { job: jobFor(photo, { model: path }), measure: [] });
    expect(whole.notes.join()).not.toContain('at a time');
    const traitsOf = services.sessions.traitsOf.bind(services.sessions);
    const load = services.sessions.load.bind(services.sessions);
    const hungry: Services = {
      ...services,
      sessions: {
        traitsOf,
        load: async (model, device) => {
          const loaded = await load(model, device);
          return { ...loaded, traits: { ...loaded.traits, bytesPerPixel: 1e12 } };
        },
      },
    };
    const tiled = await engineHere(hungry)('denoise', { job: jobFor(photo, { model: path }), measure: [] });
    expect(tiled.notes.join()).toContain('The image was tiled because memory is too small');
  });

  it('for a network of one size, if its pieces see too little', async () => {
    const note = async (edge: number) =>
      (
        await engineHere()('denoise', { job: jobFor(photo, { model: fixedSize(folder, edge) }), measure: [] })
      ).notes.join();
    expect(await note(64)).not.toContain('pixels only');
    expect(await note(6)).toContain('6 x 6 pixels only');
  });
});
