import { type ChildProcess, spawn, type SpawnOptions, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { type ProcessEntry, processTable } from './process-table';

const windows = process.platform === 'win32';

/** Programs that this process started and that still run, each the leader of its process group. */
const leaders = new Set<number>();

process.on('exit', () => {
  for (const pid of leaders) signal(family(pid), 'SIGKILL');
});
// Without a handler these signals would end this process and skip 'exit'.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(name, () => process.exit(128 + constants.signals[name]));
}

/** Starts a program that ends with this process, however that ends, and with it all that it has started. */
export function spawnGroup(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, { ...options, detached: !windows });
  const { pid } = child;
  if (pid !== undefined) {
    leaders.add(pid);
    child.once('exit', () => {
      leaders.delete(pid);
      // What it left running in its group.
      if (!windows) kill(-pid, 'SIGKILL');
    });
  }
  return child;
}

/** Asks a program that `spawnGroup` started to end, with all that it has started, then makes them. */
export async function endGroup(child: ChildProcess, graceMs = 3000): Promise<void> {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  const all = family(pid);
  signal(all, 'SIGTERM');
  const killer = setTimeout(() => {
    signal(family(pid), 'SIGKILL');
  }, graceMs);
  await ended;
  clearTimeout(killer);
  // Those in groups of their own, which the leader's end has left behind.
  const left = new Set(processTable().map(identity));
  signal(
    all.filter(each => left.has(identity(each))),
    'SIGKILL',
  );
}

const identity = ({ pid, command }: ProcessEntry): string => `${pid} ${command}`;

/** A process with all its descendants, also those that lead groups of their own. */
function family(pid: number): ProcessEntry[] {
  if (windows) return [{ pid, parent: process.pid, command: '' }];
  const table = processTable();
  const found = table.filter(each => each.pid === pid);
  for (const member of found) found.push(...table.filter(each => each.parent === member.pid));
  return found;
}

function signal(processes: readonly ProcessEntry[], name: NodeJS.Signals): void {
  for (const { pid } of processes) {
    if (windows) spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
    else kill(pid, name);
  }
}

function kill(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already.
  }
}
