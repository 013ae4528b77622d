import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InferenceSession, listSupportedBackends } from '../../../src/runtime/onnxruntime';
import { describe, expect, it } from 'vitest';
import type { RunControl } from '../../../src/core/control';
import { InferenceQueue } from '../../../src/engine/inference-queue';
import type { Runner } from '../../../src/engine/models/run-graph';
import { ModelRegistry } from '../../../src/engine/models/registry';
import { Devices } from '../../../src/engine/sessions/devices';
import { FixedSizeNetwork } from '../../../src/engine/sessions/fixed-size-network';
import { operationsByProvider } from '../../../src/engine/sessions/open-session';
import { OrtNetwork, runError } from '../../../src/engine/sessions/ort-network';
import { RememberedTimings } from '../../../src/engine/sessions/remembered-timings';
import { Sessions } from '../../../src/engine/sessions/sessions';
import { explainFailure } from '../../../src/engine/sessions/trial';
import { fixedSize, plain } from './networks';
import { modelFolder, numbers, temporaryFolder } from './support';

const folder = temporaryFolder();
const background: RunControl = { token: { isCancellationRequested: false }, priority: 'background' };

function noiseBatch(batch: number, height: number, width: number) {
  const random = numbers();
  const input = Float32Array.from({ length: batch * 3 * height * width }, random);
  return { batch, height, width, input, mask: new Float32Array(batch * height * width).fill(1) };
}

describe('a device that does not work', () => {
  const registry = new ModelRegistry([modelFolder]);

  it('is replaced by the CPU, with the reason', async () => {
    const sessions = new Sessions(new Devices(() => Promise.resolve({ reason: 'libcudart.so.13 is missing' })));
    const model = await registry.find('amsnet-fast');
    const loaded = await sessions.load(model, 'cuda');
    expect(loaded).toMatchObject({ device: 'cpu', provider: 'CPUExecutionProvider' });
    expect(loaded.notes).toEqual([expect.stringMatching(/^CUDA was not used: .+\.$/)]);
    expect((await sessions.load(model, 'auto')).notes).toEqual([]);
    expect((await sessions.load(model, 'cpu')).notes).toEqual([]);
    expect((await sessions.load(model, 'auto')).session).toBe(loaded.session);
  });

  // Of no platform's package all devices are known.
  describe.runIf(listSupportedBackends().some(({ name }) => name === 'cuda'))('and one that does', () => {
    /** Sessions on an accelerator and a processor that take these milliseconds, and how often they ran. */
    function timed(accelerator: number, cpu: number, timings?: RememberedTimings) {
      let time = 0;
      const count = { runs: 0 };
      const open = (_: unknown, device: string) => {
        const run = (_: unknown, outputs: object) => {
          count.runs++;
          time += device === 'cuda' ? accelerator : cpu;
          return Promise.resolve(outputs);
        };
        return Promise.resolve({ notes: [], session: { run } as unknown as Runner });
      };
      const works = new Devices(() => Promise.resolve(undefined));
      return { sessions: new Sessions(works, {}, { open, now: () => time, timings }), count };
    }

    it.each([
      [500, 450, 'cuda'],
      [500, 300, 'cpu'],
      [10, 300, 'cuda'],
    ])('that takes %i ms where the CPU takes %i gives auto %s, timed once', async (accelerator, cpu, taken) => {
      const { sessions, count } = timed(accelerator, cpu);
      const model = await registry.find('amsnet-fast');
      for (let i = 0; i < 2; i++) {
        const { device, notes } = await sessions.load(model, 'auto');
        expect(device).toBe(taken);
        expect(notes.join()).toMatch(taken === 'cpu' ? /^The CPU is used: .*300 ms.*than CUDA \(500 ms\)\.$/ : /^$/);
      }
      expect(count.runs).toBe(4);
      expect((await sessions.load(model, 'cuda')).device).toBe('cuda');
    });

    it('is timed by one engine for those to come, until model, driver or month is another', async () => {
      const file = join(folder, 'new folder', 'timings.json');
      const machine = { driver: '580.1', now: 1e12 };
      const runsOf = async (name: string) => {
        const how = { machine: () => Promise.resolve([machine.driver]), now: () => machine.now };
        const { sessions, count } = timed(500, 300, new RememberedTimings(file, how));
        expect((await sessions.load(await registry.find(name), 'auto')).device).toBe('cpu');
        return count.runs;
      };
      expect(await runsOf('amsnet-fast')).toBe(4);
      expect(await runsOf('amsnet-fast')).toBe(0);
      expect(await runsOf('amsnet')).toBe(4);
      machine.driver = '590.2';
      expect(await runsOf('amsnet-fast')).toBe(4);
      expect(await runsOf('amsnet-fast')).toBe(0);
      machine.now += 31 * 24 * 3_600_000;
      expect(await runsOf('amsnet-fast')).toBe(4);
      // A damaged file is none, a damaged entry takes no other one along.
      writeFileSync(file, readFileSync(file, 'utf8').slice(0, -9));
      expect(await runsOf('amsnet-fast')).toBe(4);
      const whole = JSON.parse(readFileSync(file, 'utf8')) as object;
      writeFileSync(file, JSON.stringify({ ...whole, other: { cpu: 'fast' } }));
      expect(await runsOf('amsnet-fast')).toBe(0);
      expect(readdirSync(dirname(file))).toEqual(['timings.json']);
    });

    it('is timed all the same where nothing can be remembered', async () => {
      const { sessions, count } = timed(500, 300, new RememberedTimings(join(folder, '\0', 'timings.json')));
      expect((await sessions.load(await registry.find('amsnet-fast'), 'auto')).device).toBe('cpu');
      expect(count.runs).toBe(4);
    });
  });

  it('is asked once', async () => {
    let trials = 0;
    const devices = new Devices(() => Promise.resolve({ reason: `trial ${++trials}` }));
    await devices.list();
    await devices.list();
    const tried = (await devices.list()).filter(({ reason }) => reason?.startsWith('trial'));
    expect(trials).toBe(tried.length);
    expect(await devices.unavailable('cpu')).toBeUndefined();
  });

  it.each([
    [
      'Failed to load library /a/libonnxruntime_providers_shared.so with error: /a/libonnxruntime_providers_shared.so: cannot open shared object file: No such file',
      { reason: 'libonnxruntime_providers_shared.so is missing', missing: 'library' },
    ],
    [
      'Failed to load library /a/libonnxruntime_providers_cuda.so with error: libcublasLt.so.13: cannot open shared object file: No such file',
      { reason: 'libcublasLt.so.13 is missing', missing: 'library' },
    ],
    [
      'libcuda.so.1: cannot open shared object file: No such file or directory',
      { reason: 'no NVIDIA driver was found (libcuda.so.1 is missing)', missing: 'driver' },
    ],
    [
      'LoadLibrary failed with error 126 "" when trying to load "C:\\x\\onnxruntime_providers_cuda.dll"',
      { reason: 'onnxruntime_providers_cuda.dll is missing', missing: 'library' },
    ],
    [
      'one\nFailed to get a WebGPU adapter: No supported adapters\n',
      { reason: 'Failed to get a WebGPU adapter: No supported adapters' },
    ],
    ['', { reason: 'CUDA did not start' }],
  ])('is explained by what its trial wrote: %s', (words, found) => {
    expect(explainFailure('cuda', words, null)).toEqual(found);
  });

  it('may crash in its trial', () => {
    expect(explainFailure('webgpu', 'driver', 'SIGSEGV').reason).toContain('SIGSEGV');
  });
});

describe('a network run by ONNX Runtime', () => {
  it('gives the same for a batch as for its images one by one, and for any number of pixels in a run', async () => {
    const sessions = new Sessions(new Devices());
    const { session, traits } = await sessions.load(await new ModelRegistry([]).find(plain(folder)), 'cpu');
    const batch = noiseBatch(5, 16, 24);
    const passes: number[] = [];
    const network = (pixels: number) => new OrtNetwork(session, traits, new InferenceQueue(), pixels);
    const whole = await network(1e9).run(batch, { ...background, onPass: pixels => passes.push(pixels) });
    const pairs = await network(2 * 16 * 24).run(batch, { ...background, onPass: pixels => passes.push(pixels) });
    expect(passes).toEqual([5 * 384, 2 * 384, 2 * 384, 384]);
    expect(Math.max(...whole.map((value, i) => Math.abs(value - pairs[i])))).toBeLessThan(1e-6);
    expect(Math.max(...whole)).toBeGreaterThan(0.1);
  });

  it('has its white where its card says', async () => {
    const sessions = new Sessions(new Devices());
    const { session, traits } = await sessions.load(await new ModelRegistry([]).find(plain(folder)), 'cpu');
    const batch = noiseBatch(1, 8, 8);
    const one = await new OrtNetwork(session, traits, new InferenceQueue(), 1e6).run(batch, background);
    const bright = { ...traits, input: { ...traits.input, white: 255 }, output: { ...traits.output, white: 255 } };
    const other = await new OrtNetwork(session, bright, new InferenceQueue(), 1e6).run(batch, background);
    // Without biases the network is homogeneous: 255 times the input gives 255 times the output.
    expect(Math.max(...one.map((value, i) => Math.abs(value - other[i])))).toBeLessThan(1e-5);
    expect(batch.input).toEqual(noiseBatch(1, 8, 8).input);
  });

  it('with a fixed size gives for a large image what it would give without', async () => {
    const path = fixedSize(folder, 64);
    const sessions = new Sessions(new Devices());
    const { session, traits } = await sessions.load(await new ModelRegistry([]).find(path), 'cpu');
    const fixed = new FixedSizeNetwork(
      new OrtNetwork(session, traits, new InferenceQueue(), 1e6),
      { width: 64, height: 64 },
      traits.halo,
    );
    const batch = noiseBatch(2, 64 + 96, 64 + 32);
    const pieces = await fixed.run(batch, background);
    // The same middle of an image must come out of a piece that starts elsewhere.
    const part = noiseBatch(1, 64, 64);
    for (let c = 0; c < 3; c++) {
      for (let y = 0; y < 64; y++) {
        for (let x = 0; x < 64; x++) part.input[(c * 64 + y) * 64 + x] = batch.input[(c * 160 + y + 41) * 96 + x + 13];
      }
    }
    const single = await fixed.run(part, background);
    for (let c = 0; c < 3; c++) {
      for (let y = 2; y < 62; y++) {
        for (let x = 2; x < 62; x++)
          expect(single[(c * 64 + y) * 64 + x]).toBeCloseTo(pieces[(c * 160 + y + 41) * 96 + x + 13], 5);
      }
    }
  });

  it('tells a full device from a broken network', () => {
    expect(
      runError(new Error('BFCArena::AllocateRawInternal Failed to allocate memory for requested buffer of size 9'), 'x')
        .code,
    ).toBe('device/out-of-memory');
    expect(runError(new Error('CUDA failure 2: out of memory ; GPU=0'), 'x').code).toBe('device/out-of-memory');
    expect(runError(new Error('std::bad_alloc'), 'x').code).toBe('device/out-of-memory');
    expect(runError(new Error('Got invalid dimensions for input'), 'x').code).toBe('model/failed');
  });

  it('can be seen in a profile to have run where it ran', async () => {
    const profiles = mkdtempSync(join(folder, 'profile-'));
    const session = await InferenceSession.create(plain(folder), {
      enableProfiling: true,
      profileFilePrefix: join(profiles, 'p'),
    });
    const { traits } = await new Sessions(new Devices()).load(await new ModelRegistry([]).find(plain(folder)), 'cpu');
    await new OrtNetwork(session, traits, new InferenceQueue(), 1e6).run(noiseBatch(1, 8, 8), background);
    (session as unknown as { endProfiling(): void }).endProfiling();
    const ran = operationsByProvider(readFileSync(join(profiles, readdirSync(profiles)[0]), 'utf8'));
    expect([...ran.keys()]).toEqual(['CPUExecutionProvider']);
    expect(ran.get('CPUExecutionProvider')).toBeGreaterThan(2);
  });
});
