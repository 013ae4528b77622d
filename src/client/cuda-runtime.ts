/**
 * The libraries of CUDA for ONNX Runtime, which no package of Node has: those that NVIDIA and ONNX Runtime publish for Python fit, if
 * they are of the same version. Where they lie once they are installed (cuda-install.ts), and how the engine finds them.
 */
import { existsSync, lstatSync, readdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { dependencies } from '../../package.json';

/** A package of Python, at the version that was tried. */
export interface CudaPackage {
  readonly name: string;
  readonly version: string;
  /** To be downloaded. */
  readonly bytes: number;
}

const onnxRuntime = dependencies['onnxruntime-node'];
/** The first has the provider, the others what it and cuDNN load. Sizes as published, for x64. */
export const cudaPackages: readonly CudaPackage[] = [
  { name: 'onnxruntime-gpu', version: onnxRuntime, bytes: 246_658_419 },
  { name: 'nvidia-cuda-runtime', version: '13.5.37', bytes: 2_504_024 },
  { name: 'nvidia-cublas', version: '13.10.0.20', bytes: 444_289_903 },
  { name: 'nvidia-cudnn-cu13', version: '9.28.1.4', bytes: 516_817_937 },
  { name: 'nvidia-cufft', version: '12.5.0.14', bytes: 165_072_555 },
  { name: 'nvidia-curand', version: '10.4.5.25', bytes: 77_113_015 },
  { name: 'nvidia-cuda-nvrtc', version: '13.5.37', bytes: 58_185_930 },
  { name: 'nvidia-nvjitlink', version: '13.5.37', bytes: 46_642_491 },
];
const providerLibraries = ['libonnxruntime_providers_shared.so', 'libonnxruntime_providers_cuda.so'];

/** Where the packages are installed: one place for the editor and the command line, another one for each ONNX Runtime. */
export function cudaFolder(env: NodeJS.ProcessEnv = process.env): string {
  const data = env.XDG_DATA_HOME ?? '';
  return join(data === '' ? join(homedir(), '.local', 'share') : data, 'amsnet-denoise', `cuda-${onnxRuntime}`);
}

export function packageFolder(folder: string, { name, version }: CudaPackage): string {
  return join(folder, `${name}-${version}`);
}

/** Packages that are not there; a folder of its name is a whole one. */
export function missingPackages(folder: string): CudaPackage[] {
  return cudaPackages.filter(each => !existsSync(packageFolder(folder, each)));
}

/**
 * What an engine needs in its environment to find the libraries, which must be there before it starts. ONNX Runtime looks for its
 * provider beside itself only: it is linked there, anew after an update of this program.
 *
 * @param script path of the engine's program
 */
export function cudaEnvironment(
  script: string,
  parent: NodeJS.ProcessEnv = process.env,
  folder = cudaFolder(parent),
): Record<string, string> {
  if (process.platform !== 'linux' || process.arch !== 'x64' || missingPackages(folder).length > 0) return {};
  linkProvider(script, folder);
  const before = parent.LD_LIBRARY_PATH;
  const paths = [...libraryFolders(folder), ...(before === undefined || before === '' ? [] : [before])];
  return { LD_LIBRARY_PATH: paths.join(delimiter) };
}

function libraryFolders(folder: string): string[] {
  return cudaPackages.flatMap(each => {
    const nvidia = join(packageFolder(folder, each), 'nvidia');
    if (!existsSync(nvidia)) return [];
    return readdirSync(nvidia)
      .map(name => join(nvidia, name, 'lib'))
      .filter(path => existsSync(path));
  });
}

function linkProvider(script: string, folder: string): void {
  const source = join(packageFolder(folder, cudaPackages[0]), 'onnxruntime', 'capi');
  for (const { name, path } of providerLinks(script)) {
    try {
      if (existsSync(path)) continue;
      unlink(path);
      symlinkSync(join(source, name), path);
    } catch {
      // A folder that cannot be written to: the check of the device says which library is missing.
    }
  }
}

/** Takes away the links beside ONNX Runtime, and nothing that somebody else put there. */
export function unlinkProvider(script: string): void {
  for (const { path } of providerLinks(script)) unlink(path);
}

function unlink(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isSymbolicLink() === true) unlinkSync(path);
}

function providerLinks(script: string): { readonly name: string; readonly path: string }[] {
  const found = createRequire(script).resolve('onnxruntime-node/package.json');
  const folder = join(dirname(found), 'bin', 'napi-v6', 'linux', 'x64');
  return providerLibraries.map(name => ({ name, path: join(folder, name) }));
}
