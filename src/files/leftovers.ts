/** Temporary files by their names, so that what a killed process left is found and removed. */
import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** On a folder that several machines share, the number of a process says nothing about those of the others. */
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const namePattern = new RegExp(`^\\.amsnet-${machine}-(\\d+)-[0-9a-f]{12}\\.tmp$`);

/** A file so young may be that of a process in another container, which is as good as another machine. */
const ageMs = 60_000;
/** When each folder was looked into: of a large one that takes as long as writing a small image. */
const lookedAt = new Map<string, number>();

/** Those of this process that are there now: a process that ends in order takes them along. */
const own = new Set<string>();
process.on('exit', () => {
  for (const path of own) removeTemporary(path);
});

/** A name that no other file has and that tells its process. */
export function temporaryName(pid = process.pid): string {
  return `.amsnet-${machine}-${pid}-${randomBytes(6).toString('hex')}.tmp`;
}

/** Where to put a temporary file of this process, whether or not it is made; it ends with the process at the latest. */
export function temporaryPath(folder: string): string {
  const path = join(folder, temporaryName());
  own.add(path);
  return path;
}

/** It is no temporary file any more. */
export function forgetTemporary(path: string): void {
  own.delete(path);
}

/** Never throws: the next process that looks into that folder tries again. */
export function removeTemporary(path: string): void {
  try {
    rmSync(path, { force: true });
    own.delete(path);
  } catch {
    // Still in use.
  }
}

/** Removes the temporary files of processes that live no more. Never throws: they are in nobody's way. */
export async function removeLeftovers(folder: string): Promise<void> {
  const now = Date.now();
  if (now - (lookedAt.get(folder) ?? 0) < ageMs) return;
  lookedAt.set(folder, now);
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = namePattern.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const file = join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (found && now - found.mtimeMs > ageMs) await rm(file, { force: true }).catch(() => undefined);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user may not be signalled, but is alive.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
