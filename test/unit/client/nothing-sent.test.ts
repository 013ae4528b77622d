/**
 * README, Privacy: no telemetry, no network access. Every way in which ONNX Runtime gets loaded is started with folders
 * of its own, in which the library's telemetry client would leave its files; where strace works, a long run is also
 * watched for network calls and for files anywhere else.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineClient } from '../../../src/client/engine-client';
import { engineEnvironment } from '../../../src/client/environment';
import { presets } from '../../../src/core/settings';
import { jobFor, modelFolder, savePicture, temporaryFolder } from '../engine/support';
import { builtEngine } from './built-engine';

const root = join(import.meta.dirname, '../../..');
const tinyModel = join(root, 'test/fixtures/golden/tiny.onnx');
const folder = temporaryFolder();
let engine: string;
let photo: string;

beforeAll(async () => {
  engine = await builtEngine();
  photo = await savePicture(join(folder, 'photo.png'), 200, 150);
});
afterAll(() => {
  rmSync(engine, { force: true });
});

/** Home, cache and temporary folders that nothing but one process uses. */
function ownFolders(): { env: Record<string, string>; files: () => string[] } {
  const home = mkdtempSync(join(folder, 'home-'));
  const temporary = join(home, 'tmp');
  mkdirSync(temporary);
  return {
    env: { HOME: home, XDG_CACHE_HOME: join(home, '.cache'), TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    files: () => readdirSync(home, { recursive: true, encoding: 'utf8' }).filter(name => name !== 'tmp'),
  };
}

/**
 * Files that a process of `node` leaves which has no word about telemetry in its environment. The library also keeps
 * quiet on a build server, which it knows by variables such as CI: the process gets the engine's environment, without them.
 */
async function filesLeftBy(args: readonly string[], exitCode = 0): Promise<string[]> {
  const { env, files } = ownFolders();
  const environment: NodeJS.ProcessEnv = engineEnvironment(process.env, env);
  delete environment.ORT_DISABLE_TELEMETRY;
  const child = spawn(process.execPath, args, { cwd: root, env: environment, stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(exitCode);
  return files();
}

const loadModel = (from: string) => `
  import { InferenceSession } from ${JSON.stringify(from)};
  await InferenceSession.create(${JSON.stringify(tinyModel)}, { logSeverityLevel: 4 });`;

describe('the files of the telemetry client', () => {
  it.runIf(process.platform === 'linux')('are there when ONNX Runtime is loaded by itself', async () => {
    const files = await filesLeftBy(['--input-type=module', '-e', loadModel('onnxruntime-node')]);
    expect(files.join('\n')).toContain('.onnxruntime');
  });

  it('are not left by a source that runs unbundled, such as a script, a benchmark or the training', async () => {
    const source = pathToFileURL(join(root, 'src/runtime/onnxruntime.ts')).href;
    const script = join(folder, 'script.mts');
    writeFileSync(script, loadModel(source));
    // tsx keeps compiled sources in the temporary folder.
    const files = await filesLeftBy(['--import', 'tsx', script]);
    expect(files.filter(name => !/^tmp\/(tsx-|node-compile-cache)/.test(name))).toEqual([]);
  });

  it('are not left by the engine program started by hand, as the trial of a device is', async () => {
    // A trial does not let the CPU fill in, so that this one fails, but only after it has made a session.
    expect(await filesLeftBy([engine, JSON.stringify({ trial: 'cpu' })], 1)).toEqual([]);
  });

  it('are not left by an engine at work', async () => {
    const { env, files } = ownFolders();
    const client = new EngineClient({ script: engine, modelFolders: [modelFolder], log: () => undefined, env });
    try {
      await client.acquire().request('denoise', { job: jobFor(photo), measure: [] });
      expect(files()).toEqual([]);
    } finally {
      client.dispose();
    }
  });

  it('are not left by these tests', () => {
    expect(process.env.ORT_DISABLE_TELEMETRY).toBe('1');
  });
});

const traces = process.platform === 'linux' && spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0;

/** A program that runs node and writes down its calls for network and files. */
function tracedNode(trace: string): string {
  const program = join(folder, `traced-${readdirSync(folder).length}`);
  writeFileSync(
    program,
    `#!/bin/sh\nexec strace -f -qq -e trace=%net,%file -o '${trace}' '${process.execPath}' "$@"\n`,
  );
  chmodSync(program, 0o755);
  return program;
}

const networkCalls = (trace: string) => trace.split('\n').filter(line => /AF_INET|resolv\.conf|nscd/.test(line));

/** Names of files made, renamed or removed, without those of devices and of the process itself. */
function filesTouched(trace: string): string[] {
  const changes = trace.split('\n').filter(line => {
    if (line.includes('= -1 E')) return false;
    return /O_CREAT|O_WRONLY|O_RDWR/.test(line) || /^\d+ +(mkdir|rename|unlink|link|symlink|truncate|chmod)/.test(line);
  });
  return changes.map(line => /"([^"]*)"/.exec(line)?.[1] ?? line).filter(name => !/^\/(dev|proc)\//.test(name));
}

describe.runIf(traces)('a long run under strace', () => {
  it('makes no network call and touches no file but its output', { timeout: 120_000 }, async () => {
    const trace = join(folder, 'engine.trace');
    const { env } = ownFolders();
    const execPath = tracedNode(trace);
    const client = new EngineClient({
      script: engine,
      modelFolders: [modelFolder],
      log: () => undefined,
      env,
      execPath,
    });
    const lease = client.acquire();
    // The look-up came ten seconds after the first session.
    const end = Date.now() + 12_000;
    try {
      for (let seed = 1; Date.now() < end; seed++) {
        const output = join(folder, `result-${seed}.png`);
        const settings = { ...presets.masks, seed };
        await lease.request('denoise', { job: jobFor(photo, { settings }), measure: [], output });
      }
    } finally {
      client.dispose();
    }
    const calls = readFileSync(trace, 'utf8');
    expect(networkCalls(calls)).toEqual([]);
    const touched = filesTouched(calls);
    expect(touched.length).toBeGreaterThan(0);
    // Each is written under a temporary name beside it.
    expect(touched.filter(name => !/\/(result-\d+\.png|\.amsnet-[\w-]+\.tmp)$/.test(name))).toEqual([]);
  });

  it('would have shown a look-up and a file', () => {
    const trace = join(folder, 'look-up.trace');
    const file = join(folder, 'made');
    const program = `require('fs').writeFileSync(${JSON.stringify(file)}, ''); require('dns').lookup('host.invalid', () => {});`;
    spawnSync(tracedNode(trace), ['-e', program]);
    const calls = readFileSync(trace, 'utf8');
    expect(networkCalls(calls)).not.toEqual([]);
    expect(filesTouched(calls)).toContain(file);
  });
});
