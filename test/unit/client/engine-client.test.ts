import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Params } from '../../../src/client/contract';
import { EngineClient, type EngineClientOptions, type EngineLease } from '../../../src/client/engine-client';
import { EngineProcess } from '../../../src/client/engine-process';
import { EngineStart } from '../../../src/client/wire';
import { presets } from '../../../src/core/settings';
import { slow } from '../engine/networks';
import { jobFor, modelFolder, savePicture, temporaryFolder } from '../engine/support';
import { builtEngine } from './built-engine';

const folder = temporaryFolder();
let script: string;
let photo: string;
let slowModel: string;
let clients: EngineClient[] = [];

beforeAll(async () => {
  script = await builtEngine();
  photo = await savePicture(join(folder, 'photo.png'), 600, 400);
  slowModel = slow(folder);
});
afterEach(() => {
  for (const client of clients) client.dispose();
  clients = [];
});
afterAll(() => {
  rmSync(script, { force: true });
});

function newClient(options: Partial<EngineClientOptions> = {}): EngineClient {
  const client = new EngineClient({ script, modelFolders: [modelFolder], log: () => undefined, ...options });
  clients.push(client);
  return client;
}

function isRunning(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(resolve => setTimeout(resolve, 20));
}

/** Whether the engine answers within a second. */
async function answers(lease: EngineLease): Promise<boolean> {
  const late = new Promise<boolean>(resolve => {
    setTimeout(resolve, 1000, false);
  });
  return Promise.race([lease.request('inspectImage', { image: photo }).then(() => true), late]);
}

/** Many short runs of the network. */
function longJob(seed = 1, output?: string): Params<'denoise'> {
  const job = jobFor(photo, { settings: { ...presets.amsnet, seed, r3Count: 32 }, tile: 32 });
  return { job, measure: [], ...(output === undefined ? {} : { output }) };
}

/** One run that no cancellation can end. */
function stubbornJob(): Params<'denoise'> {
  return { job: jobFor(photo, { model: slowModel, tile: 512 }), measure: [] };
}

describe('the engine process', () => {
  it('starts with the first request, is shared, and ends with its last user', async () => {
    const client = newClient();
    let starts = 0;
    client.onDidStart(() => starts++);
    const [first, second] = [client.acquire(), client.acquire()];
    expect(client.pid).toBeUndefined();
    const [models, image] = await Promise.all([
      first.request('models', {}),
      second.request('inspectImage', { image: photo }),
    ]);
    expect(models[0].name).toBe('amsnet');
    expect(image).toMatchObject({ width: 600, height: 400 });
    const { pid } = client;
    expect(starts).toBe(1);
    first.dispose();
    await second.request('versions', {});
    expect(isRunning(pid)).toBe(true);
    second.dispose();
    await until(() => !isRunning(pid));
    const third = client.acquire();
    await third.request('inspectImage', { image: photo });
    expect(starts).toBe(2);
  });

  it('outlives its last user for as long as told', async () => {
    const client = newClient({ idleMs: 60_000 });
    const lease = client.acquire();
    await lease.request('inspectImage', { image: photo });
    const { pid } = client;
    lease.dispose();
    await client.acquire().request('inspectImage', { image: photo });
    expect(client.pid).toBe(pid);
  });

  it('ends when the process that started it is killed', async () => {
    // It starts an engine as a client does, tells the process id, and waits.
    const program = `
      const [script, start] = process.argv.slice(1);
      const engine = require('node:child_process').fork(script, [start], { serialization: 'advanced', execArgv: [] });
      process.stdout.write(String(engine.pid));
      setInterval(() => undefined, 1000);`;
    const start = JSON.stringify({ modelFolders: [modelFolder] });
    const parent = spawn(process.execPath, ['-e', program, script, start], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [text] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(text);
    expect(isRunning(pid)).toBe(true);
    parent.kill('SIGKILL');
    await until(() => !isRunning(pid));
  });

  it('names the library that a device lacks, and the provider that ran instead', async () => {
    const client = newClient();
    const devices = await client.acquire().request('devices', {});
    const cuda = devices.find(({ name }) => name === 'cuda');
    if (cuda?.available === true) return;
    const report = await client
      .acquire()
      .request('denoise', { job: jobFor(photo, { device: 'cuda', settings: presets['single-pass'] }), measure: [] });
    expect(report).toMatchObject({ device: 'cuda', provider: 'CPUExecutionProvider' });
    expect(report.notes.join()).toContain(`CUDA was not used: ${cuda?.reason ?? 'no reason'}.`);
    if (process.platform === 'linux' && process.arch === 'x64')
      expect(cuda?.reason).toMatch(/lib\S+\.so\S* is missing|no NVIDIA driver/);
  });
});

describe('requests that were answered', () => {
  it('leave nothing behind in the process that answered them', async () => {
    const engine = new EngineProcess({ script, modelFolders: [modelFolder], log: () => undefined });
    const waiting = vi.spyOn(engine.ended, 'then');
    for (let i = 0; i < 3; i++) await engine.send('inspectImage', { image: photo });
    expect(waiting).not.toHaveBeenCalled();
    engine.release();
    await engine.ended;
  });
});

describe('a lease that was released', () => {
  it('starts no process that nobody would end', async () => {
    const client = newClient();
    let starts = 0;
    client.onDidStart(() => starts++);
    const lease = client.acquire();
    lease.dispose();
    await expect(lease.request('inspectImage', { image: photo })).rejects.toMatchObject({ code: 'cancelled' });
    expect(starts).toBe(0);
    client.dispose();
    await expect(client.acquire().request('inspectImage', { image: photo })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(starts).toBe(0);
  });
});

describe('a client that is disposed of', () => {
  it('lets a request that saves its work on the way out take the patience that it was given', async () => {
    const [started, saved] = [join(folder, 'started'), join(folder, 'saved')];
    const saving = join(folder, 'saving.cjs');
    writeFileSync(
      saving,
      `const { renameSync, writeFileSync } = require('node:fs');
       const [started, saved] = ${JSON.stringify([started, saved])};
       process.on('message', () => writeFileSync(started, ''));
       process.on('disconnect', () => setTimeout(() => renameSync(started, saved), 3000));`,
    );
    const client = newClient({ script: saving });
    const lease = client.acquire();
    const request = lease.request('inspectImage', { image: photo }, { patienceMs: 60_000 });
    const cancelled = expect(request).rejects.toMatchObject({ code: 'cancelled' });
    await until(() => existsSync(started));
    const { pid } = client;
    client.dispose();
    await cancelled;
    await until(() => !isRunning(pid));
    expect(existsSync(saved)).toBe(true);
  });
});

describe('a renewed client', () => {
  it('asks a new process, and lets the old one finish', async () => {
    const client = newClient();
    const lease = client.acquire();
    const crashes: string[] = [];
    client.onDidCrash(({ message }) => crashes.push(message));
    const small = await savePicture(join(folder, 'small.png'), 150, 100);
    const old = await new Promise<{ pid: number | undefined; done: Promise<unknown> }>(resolve => {
      const done = lease.request(
        'denoise',
        { job: jobFor(small, { tile: 64 }), measure: [] },
        {
          onProgress: () => {
            resolve({ pid: client.pid, done });
          },
        },
      );
    });
    client.renew();
    await lease.request('inspectImage', { image: photo });
    expect(client.pid).not.toBe(old.pid);
    await expect(old.done).resolves.toMatchObject({ width: 150 });
    await until(() => !isRunning(old.pid));
    expect(crashes).toEqual([]);
  });
});

describe('without trust', () => {
  it('the engine loads the models of its folders alone, and trains nothing', async () => {
    let trusted = false;
    const client = newClient({ trusted: () => trusted });
    const lease = client.acquire();
    const refused = { code: 'workspace/untrusted' };
    await expect(lease.request('inspectModel', { model: slowModel })).rejects.toMatchObject(refused);
    const render = { job: jobFor(photo, { model: slowModel }), stages: ['union' as const], level: 0 };
    const viewport = { x: 0, y: 0, width: 1, height: 1 };
    await expect(lease.request('render', { ...render, viewport })).rejects.toMatchObject(refused);
    const training: Params<'train'> = {
      ...{ images: [photo], output: join(folder, 'untrusted.onnx'), overwrite: false, from: 'amsnet-fast', seed: 0 },
      ...{ length: { steps: 1 }, device: 'cpu', pdFactor: 1, resume: false },
    };
    await expect(lease.request('train', training)).rejects.toMatchObject(refused);
    expect(existsSync(training.output)).toBe(false);
    await expect(lease.request('inspectModel', { model: 'amsnet-fast' })).resolves.toMatchObject({
      name: 'amsnet-fast',
    });
    const bundled = join(modelFolder, 'amsnet-fast.onnx');
    await expect(lease.request('inspectModel', { model: bundled })).resolves.toMatchObject({ name: 'amsnet-fast' });
    trusted = true;
    client.renew();
    await expect(lease.request('inspectModel', { model: slowModel })).resolves.toMatchObject({ path: slowModel });
  });

  it('is what an engine that was told nothing assumes', () => {
    expect(EngineStart.parse({ modelFolders: [] })).toMatchObject({ trusted: false });
  });
});

describe('errors', () => {
  it('cross the border with code, sentence and action', async () => {
    const lease = newClient().acquire();
    await expect(lease.request('inspectImage', { image: join(folder, 'none.png') })).rejects.toMatchObject({
      name: 'AmsnetError',
      code: 'image/not-found',
    });
    const request = lease.request('render', {
      job: jobFor(photo, { model: 'nobody' }),
      stages: ['union'],
      viewport: { x: 0, y: 0, width: 1, height: 1 },
      level: 0,
    });
    await expect(request).rejects.toMatchObject({
      code: 'model/not-found',
      action: expect.stringContaining('amsnet-fast') as string,
    });
  });

  it('in a request are found before anything is sent', async () => {
    const client = newClient();
    const job = jobFor(photo, { settings: { ...presets.masks, masks: 99 } });
    await expect(client.acquire().request('denoise', { job, measure: [] })).rejects.toMatchObject({
      code: 'settings/invalid',
      message: expect.stringContaining('masks') as string,
    });
    expect(client.pid).toBeUndefined();
  });

  it('in messages from outside leave the engine running', async () => {
    const child = fork(script, [JSON.stringify({ modelFolders: [modelFolder] })], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const answers: { id?: unknown; error?: { message: string; data?: { code: string } }; result?: unknown }[] = [];
    child.on('message', message => answers.push(message as (typeof answers)[number]));
    const garbage = [
      'hello',
      { jsonrpc: '2.0' },
      { jsonrpc: '2.0', id: 900, result: 'an answer to nothing' },
      { jsonrpc: '2.0', id: 1, method: 'noSuchMethod', params: {} },
      { jsonrpc: '2.0', id: 2, method: 'denoise', params: { params: { job: 'none' } } },
      { jsonrpc: '2.0', id: 3, method: 'inspectImage' },
      { jsonrpc: '2.0', method: '$/cancelRequest', params: { id: 12345 } },
      { jsonrpc: '2.0', id: 4, method: 'inspectImage', params: { params: { image: photo } } },
    ];
    for (const message of garbage) child.send(message);
    await until(() => answers.some(({ id }) => id === 4));
    const answer = (id: number) => answers.find(message => message.id === id);
    expect(answer(1)?.error).toBeDefined();
    expect(answer(2)?.error?.data?.code).toBe('engine/protocol');
    expect(answer(3)?.error?.data?.code).toBe('engine/protocol');
    expect(answer(4)?.result).toMatchObject({ width: 600 });
    child.kill();
  });
});

describe('a crash', () => {
  it('in the middle of a run rejects what was pending and says how; the next request works', async () => {
    const client = newClient();
    const lease = client.acquire();
    const crashes: string[] = [];
    client.onDidCrash(({ message }) => crashes.push(message));
    const output = join(folder, 'crashed.png');
    const running = lease.request('denoise', longJob(1, output), {
      onProgress: () => process.kill(client.pid ?? 0, 'SIGKILL'),
    });
    const other = lease.request('render', {
      job: longJob(2).job,
      stages: ['union'],
      viewport: { x: 0, y: 0, width: 600, height: 400 },
      level: 0,
    });
    const results = await Promise.allSettled([running, other]);
    for (const result of results) {
      expect(result).toMatchObject({
        status: 'rejected',
        reason: { code: 'engine/crashed', message: expect.stringContaining('SIGKILL') as string },
      });
    }
    expect(crashes).toHaveLength(1);
    expect(existsSync(output)).toBe(false);
    expect(await lease.request('inspectImage', { image: photo })).toMatchObject({ width: 600 });
  });

  it.runIf(process.platform !== 'win32').each([
    ['SIGTERM', false],
    ['SIGABRT', true],
    ['SIGKILL', true],
  ] as const)('by %s, for want of memory: maybe %s', async (signal, mayLackMemory) => {
    const client = newClient();
    const running = client.acquire().request('denoise', longJob(), {
      onProgress: () => process.kill(client.pid ?? 0, signal),
    });
    await expect(running).rejects.toMatchObject({ code: 'engine/crashed', cause: { mayLackMemory } });
  });

  it('at the start says what the process wrote', async () => {
    const broken = join(folder, 'broken.cjs');
    writeFileSync(broken, 'throw new Error("a library is missing");');
    const lines: string[] = [];
    const lease = newClient({ script: broken, log: line => lines.push(line) }).acquire();
    await expect(lease.request('versions', {})).rejects.toMatchObject({
      code: 'engine/crashed',
      message: expect.stringMatching(/exit code 1.*a library is missing/) as string,
    });
    expect(lines.join('\n')).toContain('a library is missing');
    const absent = newClient({ execPath: join(folder, 'no-such-node') }).acquire();
    await expect(absent.request('versions', {})).rejects.toMatchObject({ code: 'engine/crashed' });
  });
});

describe('cancellation', () => {
  it('takes effect between two runs, and the process lives on', async () => {
    const client = newClient();
    const lease = client.acquire();
    const abort = new AbortController();
    const running = lease.request('denoise', longJob(), {
      signal: abort.signal,
      onProgress: () => {
        abort.abort();
      },
    });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    const { pid } = client;
    await lease.request('inspectImage', { image: photo });
    expect(client.pid).toBe(pid);
  });

  it('of a lease takes its requests along, and only those', async () => {
    const client = newClient();
    const [leaving, staying] = [client.acquire(), client.acquire()];
    const running = leaving.request('denoise', longJob(), {
      onProgress: () => {
        leaving.dispose();
      },
    });
    const image = staying.request('inspectImage', { image: photo });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await expect(image).resolves.toMatchObject({ width: 600 });
    await expect(leaving.request('versions', {})).rejects.toMatchObject({ code: 'cancelled' });
  });

  it.runIf(process.platform === 'linux')(
    'of nobody: a process that was stopped is ended, with a sentence',
    async () => {
      const client = newClient({ watch: { tickMs: 20 } });
      const lease = client.acquire();
      const stop = () => process.kill(Number(client.pid), 'SIGSTOP');
      await expect(lease.request('denoise', longJob(), { onProgress: stop })).rejects.toMatchObject({
        code: 'engine/crashed',
        cause: { mayLackMemory: false },
        message: expect.stringContaining('had been stopped by a signal') as string,
      });
      // What only reads is asked again by itself.
      const looked = lease.request('noise', { image: photo });
      stop();
      await expect(looked).resolves.toMatchObject({ correlation: expect.any(Array) as number[] });
    },
  );

  it('that is not obeyed kills the process: others are told, or answered by the next process', async () => {
    const client = newClient();
    const lease = client.acquire();
    const dot = await savePicture(join(folder, 'dot.png'), 8, 8);
    // The network is loaded beforehand, so that nothing is left to wait for but its run.
    await lease.request('denoise', { job: jobFor(dot, { model: slowModel, tile: 512 }), measure: [] });
    const { pid } = client;
    const abort = new AbortController();
    const stubborn = lease.request('denoise', stubbornJob(), { signal: abort.signal });
    const written = lease.request('denoise', { ...longJob(), output: join(folder, 'never.png') });
    stubborn.catch(() => undefined);
    written.catch(() => undefined);
    // The run has begun once the engine answers no more.
    while (await answers(lease)) continue;
    const looked = lease.request('noise', { image: photo });
    abort.abort();
    await expect(stubborn).rejects.toMatchObject({ code: 'cancelled' });
    await expect(written).rejects.toMatchObject({
      code: 'engine/crashed',
      message: expect.stringContaining('did not stop') as string,
    });
    await expect(looked).resolves.toMatchObject({ correlation: expect.any(Array) as number[] });
    await lease.request('inspectImage', { image: photo });
    expect(client.pid).not.toBe(pid);
    await until(() => !isRunning(pid));
  });
});
