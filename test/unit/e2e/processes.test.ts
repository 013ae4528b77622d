import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { processTable } from '../../e2e/process-table';
import { endGroup, spawnGroup } from '../../e2e/processes';

/** A program that starts another one, prints its id, and neither of the two listens to SIGTERM. */
const stubborn = `
  process.on('SIGTERM', () => {});
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); console.log(process.pid); setInterval(() => {}, 1000)"]);
  child.stdout.pipe(process.stdout);
  setInterval(() => {}, 1000);`;

const isAlive = (pid: number) => processTable().some(each => each.pid === pid);

describe('process groups', () => {
  it('end with everything that they started, even if it does not listen', async () => {
    const child = spawnGroup(process.execPath, ['-e', stubborn], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (!child.stdout) throw new Error('no output');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const grandchild = Number(line);
    expect(isAlive(grandchild)).toBe(true);
    await endGroup(child, 200);
    expect(child.signalCode).toBe('SIGKILL');
    await expect.poll(() => isAlive(grandchild), { timeout: 10_000 }).toBe(false);
  });

  it('end with the groups inside them', async () => {
    const inner = `const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', "console.log(process.pid); setInterval(() => {}, 1000)"], { detached: true });
      child.stdout.pipe(process.stdout);
      setInterval(() => {}, 1000);`;
    const child = spawnGroup(process.execPath, ['-e', inner], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (!child.stdout) throw new Error('no output');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    await endGroup(child);
    await expect.poll(() => isAlive(Number(line)), { timeout: 10_000 }).toBe(false);
  });

  it('end with the program that leads them', async () => {
    const child = spawnGroup('sh', ['-c', 'sleep 1000 & echo $!'], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (!child.stdout) throw new Error('no output');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    await once(child, 'exit');
    await expect.poll(() => isAlive(Number(line)), { timeout: 10_000 }).toBe(false);
  });
});
