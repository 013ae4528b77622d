import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../../..');

/** The engine program of the sources as they are now, bundled where it finds the native packages. */
export async function builtEngine(): Promise<string> {
  const outfile = join(root, '.cache', `engine-under-test-${process.pid}.js`);
  mkdirSync(join(root, '.cache'), { recursive: true });
  await build({
    entryPoints: [join(root, 'src/engine/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['onnxruntime-node', 'sharp'],
    define: { 'import.meta.url': '__filename' },
    logLevel: 'warning',
  });
  return outfile;
}
