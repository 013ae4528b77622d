/** Runs the built command line as people and scripts do: as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processTable } from '../e2e/process-table';

export const program = join(import.meta.dirname, '..', '..', 'dist', 'amsnet.js');
export const samples = join(import.meta.dirname, '..', '..', 'samples');
export const tinyModel = join(import.meta.dirname, '..', 'fixtures', 'golden', 'tiny.onnx');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON Lines; throws if anything else is in it. */
  readonly records: () => JsonRecord[];
}

/** One line of `--json`, as far as the tests look at it. */
interface JsonRecord {
  readonly input: string;
  readonly output: string | null;
  readonly error?: { readonly code: string; readonly message: string; readonly action?: string };
  readonly [field: string]: unknown;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Outcome>;
  /** Resolves once standard output holds `count` lines. */
  lines(count: number): Promise<void>;
}

/** Starts `amsnet` in a process group of its own, as a terminal does. */
export function start(args: readonly string[], cwd?: string, environment: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    detached: true,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => {
      resolve({
        code,
        stdout,
        stderr,
        records: () =>
          stdout
            .split('\n')
            .filter(Boolean)
            .map(line => JSON.parse(line) as JsonRecord),
      });
    });
  });
  const lines = (count: number) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (stdout.split('\n').length > count) resolve();
      };
      child.stdout.on('data', look);
      child.once('close', () => {
        reject(new Error(`ended before ${count} lines: ${stdout}${stderr}`));
      });
      look();
    });
  return { child, ended, lines };
}

export function amsnet(args: readonly string[], cwd?: string, environment?: NodeJS.ProcessEnv): Promise<Outcome> {
  return start(args, cwd, environment).ended;
}

/** A new folder; its name holds what scripts tend to break on. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'amsnet ünïcode '));
}

/** Process ids of the direct children, such as the engine's. */
export const childrenOf = (pid: number): number[] =>
  processTable()
    .filter(({ parent }) => parent === pid)
    .map(child => child.pid);

export const isRunning = (pid: number): boolean => processTable().some(each => each.pid === pid);
