/** The system's processes, without needing `ps` where there is /proc: slim containers have none. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every process but those that have ended and wait for their parent to notice. */
export function processTable(): ProcessEntry[] {
  if (!existsSync('/proc/self/status')) return fromPs();
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8');
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        const parent = Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]);
        return /^State:\s*Z/m.test(status) ? [] : [{ pid: Number(name), parent, command }];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}

function fromPs(): ProcessEntry[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,command='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap(line => {
    const fields = /^\s*(\d+)\s+(\d+)\s+([^Z\s]\S*)\s+(.*)$/.exec(line);
    return fields ? [{ pid: Number(fields[1]), parent: Number(fields[2]), command: fields[4] }] : [];
  });
}
