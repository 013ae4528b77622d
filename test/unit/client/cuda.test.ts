/** The installation of CUDA's libraries, with a program in the place of Python that does what pip does. No GPU is at hand here. */
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkInstallable, downloadBytes, installCuda, removeCuda } from '../../../src/client/cuda-install';
import { cudaEnvironment, cudaFolder, cudaPackages, missingPackages } from '../../../src/client/cuda-runtime';
import { temporaryFolder } from '../engine/support';

const root = temporaryFolder();
const folder = join(root, 'amsnet-denoise', 'cuda');
const calls = join(root, 'calls');
const never = new AbortController().signal;

/** @param broken name of a package that this pip cannot get */
function fakePython(broken = 'none'): string {
  const path = join(root, 'python');
  writeFileSync(
    path,
    `#!/bin/sh
echo "$@" >> '${calls}'
[ "$3" = --version ] && { echo 'pip 25.1.1 from /x (python 3.11)'; exit 0; }
for last; do :; done
case "$last" in ${broken}*) echo 'ERROR: No matching distribution found' >&2; exit 1;; esac
while [ "$1" != --target ]; do shift; done
echo 'Progress 1000 of 2000'
mkdir -p "$2/nvidia/cu13/lib" "$2/onnxruntime/capi"
touch "$2/onnxruntime/capi/libonnxruntime_providers_shared.so" "$2/onnxruntime/capi/libonnxruntime_providers_cuda.so"
`,
  );
  chmodSync(path, 0o755);
  return path;
}

beforeEach(() => {
  for (const each of [folder, calls]) rmSync(each, { recursive: true, force: true });
});

describe.skipIf(process.platform === 'win32')('the CUDA runtime', () => {
  it('is refused with the true cause where it would not help', () => {
    const cuda = { name: 'cuda', available: false, reason: 'no NVIDIA driver was found' } as const;
    expect(() => {
      checkInstallable([{ ...cuda, missing: 'driver' }]);
    }).toThrow('CUDA cannot be used: no NVIDIA driver was found.');
    expect(() => {
      checkInstallable([{ ...cuda, missing: 'provider' }]);
    }).toThrow(/Linux x64/);
    checkInstallable([{ ...cuda, missing: 'library' }]);
  });

  it('is installed package by package, at the versions that were tried, and goes on where it was', async () => {
    const fractions: number[] = [];
    const onProgress = ({ fraction }: { fraction: number }) => fractions.push(fraction);
    const options = { folder, signal: never, onProgress };
    const failing = installCuda({ ...options, pythons: ['no-such-python', fakePython('nvidia-cufft')] });
    await expect(failing).rejects.toThrow('pip did not install nvidia-cufft: No matching distribution found');
    expect(missingPackages(folder).map(({ name }) => name)).toContain('nvidia-cufft');
    expect(missingPackages(folder)).toHaveLength(cudaPackages.length - 4);

    rmSync(calls);
    fractions.length = 0;
    await installCuda({ ...options, pythons: [fakePython()] });
    const [, ...installed] = readFileSync(calls, 'utf8').trim().split('\n');
    expect(installed.map(line => line.split(' ').at(-1))).toEqual(
      cudaPackages.slice(4).map(({ name, version }) => `${name}==${version}`),
    );
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    expect(missingPackages(folder)).toEqual([]);
    expect(downloadBytes(cudaPackages)).toBeGreaterThan(1.5e9);
  });

  it('says where pip is missing, and stops when it is told', async () => {
    const options = { folder, onProgress: () => undefined };
    await expect(installCuda({ ...options, signal: never, pythons: ['no-such-python'] })).rejects.toMatchObject({
      code: 'device/unavailable',
    });
    const signal = AbortSignal.abort();
    await expect(installCuda({ ...options, signal, pythons: [fakePython()] })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it.skipIf(process.platform !== 'linux' || process.arch !== 'x64')(
    'is found by the engine that starts next, and leaves nothing when it is removed',
    async () => {
      const program = join(root, 'program');
      const runtime = join(program, 'node_modules', 'onnxruntime-node');
      const libraries = join(runtime, 'bin', 'napi-v6', 'linux', 'x64');
      mkdirSync(libraries, { recursive: true });
      writeFileSync(join(runtime, 'package.json'), '{}');
      const script = join(program, 'engine.js');
      const parent = { LD_LIBRARY_PATH: '/before' };
      expect(cudaEnvironment(script, parent, folder)).toEqual({});
      await installCuda({ folder, signal: never, onProgress: () => undefined, pythons: [fakePython()] });
      const { LD_LIBRARY_PATH: paths = '' } = cudaEnvironment(script, parent, folder);
      expect(paths.split(':')).toHaveLength(cudaPackages.length + 1);
      expect(paths.split(':').at(-1)).toBe('/before');
      const link = join(libraries, 'libonnxruntime_providers_cuda.so');
      expect(existsSync(link)).toBe(true);
      cudaEnvironment(script, parent, folder);
      removeCuda(folder, script);
      expect(existsSync(folder)).toBe(false);
      expect(lstatSync(link, { throwIfNoEntry: false })).toBeUndefined();
      expect(cudaFolder({ XDG_DATA_HOME: '/data' })).toMatch(/^\/data\/amsnet-denoise\/cuda-\d+\.\d+\.\d+$/);
    },
  );
});
