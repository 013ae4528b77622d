import { copyFileSync, existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { amsnet, childrenOf, isRunning, newFolder, type Running, start } from './amsnet';
import { draw, save } from './pictures';

let folder: string;
/** Long enough on any machine to be caught in the act. */
const slow = ['--masks', '8', '--mask-sets', '16'];

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(resolve => setTimeout(resolve, 50));
}

beforeEach(async () => {
  folder = newFolder();
  await save(join(folder, 'small.png'), draw(16, 16, 0.1));
  await save(join(folder, 'large.png'), draw(1200, 900, 0.1));
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)(
  '%s to all processes of the terminal ends everything and leaves nothing half written',
  async (signal, exitCode) => {
    // Short runs, and past what is done once at the beginning, so that it stops within its patience.
    await save(join(folder, 'tall.png'), draw(64, 6000, 0.1));
    const shortRuns = ['--tile', '64', '--masks', '2', '--mask-sets', '4'];
    const run = start(['denoise', 'tall.png', '--dump', 'stages', '--json', ...shortRuns], folder);
    const stages = join(folder, 'stages');
    await until(() => existsSync(stages) && readdirSync(stages).some(name => statSync(join(stages, name)).size > 1e6));
    const pid = Number(run.child.pid);
    const engines = childrenOf(pid);
    expect(engines).toHaveLength(1);
    process.kill(-pid, signal);
    const { code, records, stderr } = await run.ended;
    expect(code).toBe(exitCode);
    expect(records().map(({ input, error }) => [input, error?.code])).toEqual([['tall.png', 'cancelled']]);
    expect(stderr).not.toContain('    at ');
    expect(engines.filter(isRunning)).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['large.png', 'small.png', 'stages', 'tall.png']);
    expect(readdirSync(stages)).toEqual([]);
  },
);

test('what a killed engine leaves is removed by the next one that writes there', async () => {
  const stages = join(folder, 'stages');
  const args = ['denoise', 'large.png', '--dump', 'stages', '--json'];
  const run = start([...args, ...slow], folder);
  await until(() => existsSync(stages) && readdirSync(stages).length > 8);
  const [engine] = childrenOf(Number(run.child.pid));
  process.kill(engine, 'SIGKILL');
  run.child.kill('SIGTERM');
  await run.ended;
  const left = readdirSync(stages);
  expect(left.length).toBeGreaterThan(0);
  const then = new Date(Date.now() - 120_000);
  for (const name of left) utimesSync(join(stages, name), then, then);
  const { code } = await amsnet(['denoise', 'small.png', '--dump', 'stages', '--preset', 'single-pass'], folder);
  expect(code).toBe(0);
  expect(readdirSync(stages).sort()).toEqual(['noisy.npy', 'result.npy']);
});

/** Kills the engine of a run, and the one that is started then. */
async function killEngines(run: Running, count: number): Promise<void> {
  const killed: number[] = [];
  while (killed.length < count) {
    await until(() => childrenOf(Number(run.child.pid)).some(engine => !killed.includes(engine)));
    const alive = childrenOf(Number(run.child.pid)).filter(engine => !killed.includes(engine));
    for (const engine of alive) process.kill(engine, 'SIGKILL');
    killed.push(...alive);
  }
}

test('an engine that dies during its first request fails nothing', async () => {
  const run = start(['denoise', 'small.png', '--json'], folder);
  await killEngines(run, 1);
  const { code, records, stderr } = await run.ended;
  expect(stderr).toContain('note: The engine process was ended by SIGKILL. It was restarted');
  expect(records().map(({ error }) => error)).toEqual([undefined]);
  expect(code).toBe(0);
});

test('an image during which the engine dies is tried once more, by name', async () => {
  const run = start(
    ['denoise', 'small.png', 'large.png', '--json', '--preset', 'single-pass', '--model', 'amsnet-fast'],
    folder,
  );
  await run.lines(1);
  await killEngines(run, 1);
  const { code, records, stderr } = await run.ended;
  const [, large] = records();
  expect(large).toMatchObject({
    input: 'large.png',
    notes: [expect.stringContaining('tiles of half the size') as string],
  });
  expect(stderr).toContain('large.png: note: The engine process was ended by SIGKILL');
  expect(code).toBe(0);
});

test('an image during which it dies twice is reported, and the next image works', async () => {
  await save(join(folder, 'last.png'), draw(16, 16, 0.1));
  const run = start(['denoise', 'small.png', 'large.png', 'last.png', '--json', ...slow], folder);
  await run.lines(1);
  await killEngines(run, 2);
  const { code, records } = await run.ended;
  expect(records().map(({ input, error }) => [input, error?.code])).toEqual([
    ['small.png', undefined],
    ['large.png', 'engine/crashed'],
    ['last.png', undefined],
  ]);
  expect(code).toBe(1);
});

test('a reader that goes away ends it quietly', async () => {
  for (const name of ['b.png', 'c.png']) await save(join(folder, name), draw(300, 200, 0.1));
  // On a busy machine the lines of all before it may be written before the reader is gone.
  copyFileSync(join(folder, 'large.png'), join(folder, 'last.png'));
  const run = start(
    ['denoise', 'small.png', 'b.png', 'c.png', 'large.png', 'last.png', '--preset', 'single-pass', '--json'],
    folder,
  );
  await run.lines(1);
  run.child.stdout?.destroy();
  const { code, stderr } = await run.ended;
  expect(code).toBe(141);
  expect(stderr).toBe('');
  expect(readdirSync(folder)).not.toContain('last.denoised.png');
});
