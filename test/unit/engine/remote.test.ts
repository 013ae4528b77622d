import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { Device, isRemote, type RemoteDevice } from '../../../src/client/device';
import type { RunControl } from '../../../src/core/control';
import { type DenoiseSettings, presets } from '../../../src/core/settings';
import { InferenceQueue } from '../../../src/engine/inference-queue';
import { type Model, ModelRegistry } from '../../../src/engine/models/registry';
import { Devices } from '../../../src/engine/sessions/devices';
import { OrtNetwork } from '../../../src/engine/sessions/ort-network';
import { type LoadedNetwork, type Servers, Sessions } from '../../../src/engine/sessions/sessions';
import { serveModels } from './inference-server';
import { engineHere, jobFor, modelFolder, numbers, savePicture, temporaryFolder } from './support';

const control: RunControl = { token: { isCancellationRequested: false }, priority: 'background' };
const size = { batch: 5, height: 32, width: 48 };
const files = { 'amsnet-fast': join(modelFolder, 'amsnet-fast.onnx') };
let model: Model;

beforeAll(async () => {
  model = await new ModelRegistry([modelFolder]).find('amsnet-fast');
});

const load = (device: Device, servers?: Servers) => new Sessions(new Devices(), servers).load(model, device);

/** Result and uncertainty of a batch of five masked images. */
async function run({ session, traits }: LoadedNetwork): Promise<Float32Array[]> {
  const random = numbers();
  const area = size.height * size.width;
  const input = Float32Array.from({ length: size.batch * 3 * area }, random);
  const mask = Float32Array.from({ length: size.batch * area }, () => (random() > 0.25 ? 1 : 0));
  const scale = new Float32Array(input.length);
  const network = new OrtNetwork(session, traits, new InferenceQueue(), 1e9);
  return [await network.run({ ...size, input, mask }, control, scale), scale];
}

const furthest = ([a, b]: Float32Array[], [c, d]: Float32Array[]) =>
  Math.max(...a.map((value, i) => Math.abs(value - c[i])), ...b.map((value, i) => Math.abs(value - d[i])));

describe('a network on servers', () => {
  it.each([true, false])('gives what it gives here, its batches shared out (binary: %s)', async binary => {
    const [one, other] = [await serveModels(files, binary), await serveModels(files, binary)];
    const device: RemoteDevice = `${one.device},${other.device}`;
    const loaded = await load(device, { token: () => Promise.resolve('secret') });
    expect(loaded).toMatchObject({ device: 'remote', provider: 'Open Inference Protocol v2' });
    expect(loaded.notes).toEqual([expect.stringMatching(/sent to 127\.0\.0\.1:\d+ and 127\.0\.0\.1:\d+/)]);
    expect(furthest(await run(loaded), await run(await load('cpu')))).toBeLessThan(1e-4);
    // The first run of each is its check.
    expect([one, other].flatMap(({ runs }) => runs.slice(1).map(({ images }) => images)).toSorted()).toEqual([2, 3]);
    expect(one.runs[1].token).toBe('Bearer secret');
  });

  it('is asked again while it is busy, and by another one when it is gone', async () => {
    const [one, other] = [await serveModels(files), await serveModels(files)];
    one.refusals.push(503);
    const loaded = await load(`${one.device},${other.device}`);
    one.stop();
    const local = await run(await load('cpu'));
    expect(furthest(await run(loaded), local)).toBeLessThan(1e-4);
    expect(other.runs.slice(1).reduce((sum, { images }) => sum + images, 0)).toBe(5);
    other.stop();
    await expect(run(loaded)).rejects.toMatchObject({ code: 'device/unavailable' });
  }, 60_000);

  it('fails no request because another one has met the same server that is gone', async () => {
    const [one, other] = [await serveModels(files), await serveModels(files)];
    const loaded = await load(`${one.device},${other.device}`);
    one.stop();
    const local = await run(await load('cpu'));
    for (const result of await Promise.all([run(loaded), run(loaded)]))
      expect(furthest(result, local)).toBeLessThan(1e-4);
    other.stop();
  }, 60_000);

  it('is replaced by the CPU, with the reason, where it cannot be used', async () => {
    const strong = await serveModels({ 'amsnet-fast': join(modelFolder, 'amsnet.onnx') });
    const another = await load(strong.device);
    expect(another).toMatchObject({ device: 'cpu', notes: [expect.stringMatching(/another network/)] });
    const closed = await serveModels(files);
    closed.refusals.push(401);
    expect((await load(closed.device)).notes[0]).toMatch(
      /^Remote inference was not used: 127\.0\.0\.1:\d+: the server answered 401/,
    );
    closed.stop();
    expect((await load(closed.device)).notes[0]).toMatch(/ECONNREFUSED/);
  }, 60_000);

  it('is never asked unless it is the one that the user named', async () => {
    const server = await serveModels(files);
    const loaded = await load(server.device, { named: ['https://example.org/v2/models/other'] });
    expect(loaded).toMatchObject({ device: 'cpu', notes: [expect.stringMatching(/amsnet\.device/)] });
    expect(server.runs).toEqual([]);
    expect((await load(server.device, { named: [server.device] })).device).toBe('remote');
  });
});

describe('an image on servers', () => {
  const folder = temporaryFolder();
  const engine = engineHere();
  let photo: string;

  beforeAll(async () => {
    photo = await savePicture(join(folder, 'photo.png'), 200, 64);
  });

  const apart = (a: Uint16Array, b: Uint16Array) => Math.max(...a.map((value, i) => Math.abs(value - b[i]))) / 65535;

  /** Samples of the result, 0..65535. */
  async function denoised(device: Device, settings: DenoiseSettings): Promise<Uint16Array> {
    const output = join(folder, 'result.tiff');
    const { difference } = await engine('denoise', {
      job: jobFor(photo, { device, settings, tile: 64 }),
      ...{ output, overwrite: true, measure: [] },
    });
    expect(difference).toBeGreaterThan(0);
    const { data } = await sharp(output).raw({ depth: 'ushort' }).toBuffer({ resolveWithObject: true });
    return new Uint16Array(data.buffer, data.byteOffset, data.length / 2);
  }

  it('several of its tiles go in one request, and change nothing', async () => {
    const settings = presets['single-pass'];
    const server = await serveModels(files);
    expect(apart(await denoised(server.device, settings), await denoised('cpu', settings))).toBeLessThan(1e-4);
    // The check of the server, and all four tiles.
    expect(server.runs.map(({ images }) => images)).toEqual([1, 4]);
  }, 60_000);

  it('smaller ones are sent to a server that has no memory for them; then they are computed here', async () => {
    const server = await serveModels(files);
    server.memory.images = 1;
    const job = jobFor(photo, { device: server.device, settings: presets['single-pass'], tile: 64 });
    // What did not fit is remembered.
    const { notes } = await engineHere()('denoise', { job, measure: [] });
    expect(notes.slice(0, 2)).toEqual([
      expect.stringMatching(/memory: tiles of 32/),
      expect.stringMatching(/memory: the CPU/),
    ]);
  }, 60_000);

  it('tiles and their masks are shared out among servers, at each step of R3', async () => {
    const settings = { ...presets.amsnet, pdFactor: 1, r3Count: 1 };
    const [one, other] = [await serveModels(files), await serveModels(files)];
    const result = await denoised(`${one.device},${other.device}`, settings);
    expect(apart(result, await denoised('cpu', settings))).toBeLessThan(1e-4);
    for (const { runs } of [one, other]) expect(runs.map(({ images }) => images)).toEqual([1, 4, 4]);
  }, 60_000);
});

test.each([
  ['https://host/v2/models/amsnet', true],
  ['https://host:8443/prefix/v2/models/{model}/versions/3', true],
  ['http://127.0.0.1:8000/v2/models/a,http://[::1]/v2/models/a,http://localhost/v2/models/a', true],
  ['http://host/v2/models/amsnet', false],
  ['http://127.0.0.1.example.org/v2/models/amsnet', false],
  ['https://user:word@host/v2/models/amsnet', false],
  ['https://host/v2/models/amsnet?x=1', false],
  ['https://host/v2/models', false],
  ['https://host/v2/models/a,ftp://host/v2/models/a', false],
  ['file:///v2/models/a', false],
  ['cuda', false],
])('%s as a server: %s', (device, valid) => {
  expect(isRemote(device)).toBe(valid);
  expect(Device.safeParse(device).success).toBe(valid || device === 'cuda');
});
