/** Getting the libraries of CUDA by the user's own pip, which brings mirrors, proxies, hashes and its cache with it. */
import { spawn } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { AmsnetError, CancelledError } from '../core/errors';
import type { DeviceInfo } from './contract';
import { type CudaPackage, missingPackages, packageFolder, unlinkProvider } from './cuda-runtime';
import { text } from './text';

/** What the packages take once they are unpacked, and pip's copies of them, for each byte downloaded. */
const diskPerByte = 2.6;
/** NVIDIA's packages are made for several ages of Linux, and pip takes none for another one than is named. */
const platforms = ['manylinux_2_28_x86_64', 'manylinux_2_27_x86_64', 'manylinux2014_x86_64', 'manylinux2010_x86_64'];

export interface InstallProgress {
  readonly name: string;
  /** Of all that was missing when the installation began, 0..1. */
  readonly fraction: number;
}

export interface InstallOptions {
  /** @see cudaFolder */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: InstallProgress) => void;
  /** Programs that may be Python, the first that has pip is used. */
  readonly pythons?: readonly string[];
}

/**
 * Whether the libraries would help.
 * @throws {AmsnetError} device/unavailable with the true cause where they would not: above all, no driver
 */
export function checkInstallable(devices: readonly DeviceInfo[]): void {
  const cuda = devices.find(({ name }) => name === 'cuda');
  if (cuda?.missing === 'driver') throw new AmsnetError('device/unavailable', ...text.cudaNoDriver(cuda.reason ?? ''));
  if (cuda?.missing === 'provider') throw new AmsnetError('device/unavailable', ...text.cudaElsewhere);
}

export function downloadBytes(packages: readonly CudaPackage[]): number {
  return packages.reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * Installs what is missing, package by package: one that is there stays, so an installation that was stopped goes on with the
 * package that it was at.
 * @throws {AmsnetError} device/unavailable or output/disk-full; cancelled
 */
export async function installCuda({ folder, signal, onProgress, pythons = ['python3', 'python'] }: InstallOptions) {
  const missing = missingPackages(folder);
  const total = downloadBytes(missing);
  mkdirSync(folder, { recursive: true });
  const { bavail, bsize } = statfsSync(folder);
  const needed = diskPerByte * total;
  if (bavail * bsize < needed) throw new AmsnetError('output/disk-full', ...text.cudaDisk(folder, needed / 1e9));
  const { python, version } = await findPip(pythons, signal);
  let done = 0;
  for (const each of missing) {
    const report = (bytes: number) => {
      onProgress({ name: each.name, fraction: (done + Math.min(bytes, each.bytes)) / total });
    };
    report(0);
    await installPackage(python, version, each, folder, report, signal);
    done += each.bytes;
  }
  onProgress({ name: '', fraction: 1 });
}

/** @param script path of the engine's program */
export function removeCuda(folder: string, script: string): void {
  unlinkProvider(script);
  rmSync(folder, { recursive: true, force: true });
}

/** Python with pip, and pip's version: of old ones nothing is heard while they download. */
async function findPip(pythons: readonly string[], signal: AbortSignal): Promise<{ python: string; version: number }> {
  for (const python of pythons) {
    const lines: string[] = [];
    const code = await run(python, ['-m', 'pip', '--version'], line => lines.push(line), signal).catch(() => -1);
    if (signal.aborted) throw new CancelledError();
    const version = /^pip (\d+\.\d+)/.exec(lines.join('\n'))?.[1];
    if (code === 0 && version !== undefined) return { python, version: Number(version) };
  }
  throw new AmsnetError('device/unavailable', ...text.cudaNoPip(pythons));
}

async function installPackage(
  python: string,
  pip: number,
  { name, version, bytes }: CudaPackage,
  folder: string,
  report: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const target = packageFolder(folder, { name, version, bytes });
  const part = `${target}.part`;
  rmSync(part, { recursive: true, force: true });
  const options = ['--no-deps', '--no-compile', '--only-binary=:all:', '--disable-pip-version-check', '--no-input'];
  const platform = platforms.flatMap(each => ['--platform', each]);
  const raw = pip >= 24.1 ? ['--progress-bar', 'raw'] : [];
  const args = [...options, ...platform, '--python-version', '3.11', ...raw, '--target', part, `${name}==${version}`];
  let last = '';
  const code = await run(
    python,
    ['-m', 'pip', 'install', ...args],
    line => {
      const progress = /^Progress (\d+) of \d+/.exec(line)?.[1];
      if (progress !== undefined) report(Number(progress));
      else if (/error/i.test(line) || last === '') last = line;
    },
    signal,
  );
  if (code !== 0) {
    rmSync(part, { recursive: true, force: true });
    if (signal.aborted) throw new CancelledError();
    throw new AmsnetError('device/unavailable', ...text.cudaNotInstalled(name, last.replace(/^ERROR: /, '')));
  }
  renameSync(part, target);
}

/** @returns the exit code; null if a signal ended it */
function run(
  command: string,
  args: readonly string[],
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    const stop = () => child.kill();
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', onLine);
    child.once('error', reject);
    child.once('close', code => {
      signal.removeEventListener('abort', stop);
      resolve(code);
    });
  });
}
