import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { amsnet, childrenOf, isRunning, newFolder, start } from './amsnet';
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
    // It writes from the first row of tiles on; each run is short, so that it stops within its patience.
    const shortRuns = ['--tile', '32', '--masks', '2', '--mask-sets', '16'];
    const run = start(['denoise', 'large.png', '--dump', 'stages', '--json', ...shortRuns], folder);
    await until(() => existsSync(join(folder, 'stages')) && readdirSync(join(folder, 'stages')).length === 6);
    const pid = Number(run.child.pid);
    const engines = childrenOf(pid);
    expect(engines).toHaveLength(1);
    process.kill(-pid, signal);
    const { code, records, stderr } = await run.ended;
    expect(code).toBe(exitCode);
    expect(records().map(({ input, error }) => [input, error?.code])).toEqual([['large.png', 'cancelled']]);
    expect(stderr).not.toContain('    at ');
    expect(engines.filter(isRunning)).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['large.png', 'small.png', 'stages']);
    expect(readdirSync(join(folder, 'stages'))).toEqual([]);
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

test('an engine that dies is reported, and the next image works', async () => {
  await save(join(folder, 'last.png'), draw(16, 16, 0.1));
  const run = start(['denoise', 'small.png', 'large.png', 'last.png', '--json', ...slow], folder);
  await run.lines(1);
  const [engine] = childrenOf(Number(run.child.pid));
  process.kill(engine, 'SIGKILL');
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
  const run = start(
    ['denoise', 'small.png', 'b.png', 'c.png', 'large.png', '--preset', 'single-pass', '--json'],
    folder,
  );
  await run.lines(1);
  run.child.stdout?.destroy();
  const { code, stderr } = await run.ended;
  expect(code).toBe(141);
  expect(stderr).toBe('');
  expect(readdirSync(folder)).not.toContain('large.denoised.png');
});
