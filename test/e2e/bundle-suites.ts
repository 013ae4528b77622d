/** Bundles every suite of test/vscode into out/vscode, so that an extension host loads them as they are. */
import { build } from 'esbuild';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths';

/** @returns the module whose `run()` runs all the suites. */
export async function bundleSuites(): Promise<string> {
  const source = path.join(root, 'test', 'vscode');
  const outdir = path.join(root, 'out', 'vscode');
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: readdirSync(source)
      .filter(file => file === 'index.ts' || file.endsWith('.test.ts'))
      .map(file => path.join(source, file)),
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
    external: ['vscode', 'mocha', 'sharp'],
  });
  return path.join(outdir, 'index.js');
}
