/**
 * `npm run package [-- --target linux-x64] [--out FILE]`: the extension as a VSIX for one platform. Every target can be
 * packaged from every machine: a folder of its own receives the pinned packages as that platform would install them. The
 * programs are built first, unless `--built` says that they are.
 */
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import zlib from 'node:zlib';
import { cacheDir, root } from '../test/e2e/paths';

/** Platforms for which ONNX Runtime and sharp have prebuilt libraries. */
const targets = ['linux-x64', 'linux-arm64', 'win32-x64', 'win32-arm64', 'darwin-arm64'];

/** What an installation may weigh, in bytes: nobody waits long for a tool that he only wants to try. */
const mostBytes = 40 * 2 ** 20;
/**
 * Left out, though ONNX Runtime brings it: the compiler of shaders for WebGPU on Windows, 8.8 MB, since DirectML, which `auto` takes
 * there, runs on the same cards; and the second copy of itself that it has for macOS, under a name that nothing asks for.
 */
const leftOut = /^(dxcompiler\.dll|dxil\.dll|libonnxruntime\.\d+\.\d+\.\d+\.dylib)$/;

const { values } = parseArgs({
  options: {
    target: { type: 'string', default: `${process.platform}-${process.arch}` },
    out: { type: 'string' },
    built: { type: 'boolean', default: false },
  },
});
const { target } = values;
if (!targets.includes(target)) {
  console.error(`No package can be made for ${target}. Targets: ${targets.join(', ')}`);
  process.exit(2);
}
const [os, cpu] = target.split('-');
const out = path.resolve(values.out ?? path.join(root, `amsnet-denoise-${target}.vsix`));
const staging = path.join(cacheDir, 'package', target);

// vsce leaves no choice; the best compression makes 2 % of difference.
const { DeflateRaw } = zlib as unknown as { DeflateRaw: new (options: zlib.ZlibOptions) => zlib.DeflateRaw };
class Best extends DeflateRaw {
  constructor() {
    super({ level: zlib.constants.Z_BEST_COMPRESSION, memLevel: zlib.constants.Z_MAX_MEMLEVEL });
  }
}
Object.defineProperty(zlib, 'DeflateRaw', { value: Best });

rmSync(out, { force: true });
const tsx = path.join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
if (!values.built) run(root, process.execPath, tsx, 'scripts/build.ts');
stage(await listFiles({ cwd: root, packageManager: PackageManager.None }));
mkdirSync(path.dirname(out), { recursive: true });
await createVSIX({
  cwd: staging,
  target,
  packagePath: out,
  allowMissingRepository: true,
  // The pictures of the README are inside the package.
  rewriteRelativeLinks: false,
});
await check();
console.log(`${out}: ${(statSync(out).size / 1e6).toFixed(1)} MB, ${inMiB(statSync(out).size)} MiB`);

function inMiB(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}

function run(cwd: string, command: string, ...args: string[]): void {
  const shell = process.platform === 'win32' && command === 'npm';
  const { status } = spawnSync(command, args, { cwd, shell, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed in ${cwd}`);
}

/** @param own files of the project itself that .vscodeignore lets in */
function stage(own: readonly string[]): void {
  rmSync(staging, { recursive: true, force: true });
  for (const file of [...own, 'package-lock.json', '.npmrc', '.vscodeignore']) {
    cpSync(path.join(root, file), path.join(staging, file));
  }
  run(staging, 'npm', 'ci', '--omit=dev', `--os=${os}`, `--cpu=${cpu}`, '--libc=glibc');
  // ONNX Runtime's package carries the libraries of all platforms.
  const binaries = path.join(staging, 'node_modules', 'onnxruntime-node', 'bin', 'napi-v6');
  for (const folderOs of readdirSync(binaries)) {
    for (const folderCpu of readdirSync(path.join(binaries, folderOs))) {
      const folder = path.join(binaries, folderOs, folderCpu);
      if (`${folderOs}-${folderCpu}` !== target) rmSync(folder, { recursive: true });
      else for (const name of readdirSync(folder)) if (leftOut.test(name)) rmSync(path.join(folder, name));
    }
  }
}

/** Refuses a package without the libraries of its platform, with those of another one, or too large. */
async function check(): Promise<void> {
  const files = await listFiles({ cwd: staging });
  const platforms = files.flatMap(file => /napi-v6\/(\w+)\/(\w+)\/\w+\.node$/.exec(file)?.slice(1).join('-') ?? []);
  const images = files.flatMap(file => /^node_modules\/@img\/sharp-(\w+-\w+)\/.*\.node$/.exec(file)?.[1] ?? []);
  for (const [name, found] of Object.entries({ 'ONNX Runtime': platforms, sharp: images })) {
    if (found.join() !== target) throw new Error(`${name} is inside for "${found.join(', ')}", not for ${target}`);
  }
  const { size } = statSync(out);
  if (size > mostBytes) throw new Error(`${inMiB(size)} MiB are more than ${inMiB(mostBytes)} MiB`);
}
