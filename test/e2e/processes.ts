import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';

/** Leaders of the process groups that this process started and that still run. */
const groups = new Set<number>();

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

process.on('exit', () => {
  for (const pid of groups) signalGroup(pid, 'SIGKILL');
});
// Without a handler these signals would end this process and skip 'exit'.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => process.exit(128 + constants.signals[signal]));

/** Starts a program in a process group of its own, which ends with this process, however that ends. */
export function spawnGroup(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  const { pid } = child;
  if (pid !== undefined) {
    groups.add(pid);
    child.once('exit', () => {
      // What the program left running ends with it.
      signalGroup(pid, 'SIGKILL');
      groups.delete(pid);
    });
  }
  return child;
}

/** Asks the whole group to end, then makes it. Resolves when the program itself has ended. */
export async function endGroup(child: ChildProcess, graceMs = 3000): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const { pid } = child;
  const ended = once(child, 'exit');
  if (process.platform === 'win32') child.kill();
  else signalGroup(pid, 'SIGTERM');
  const killer = setTimeout(() => {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else signalGroup(pid, 'SIGKILL');
  }, graceMs);
  await ended;
  clearTimeout(killer);
}
