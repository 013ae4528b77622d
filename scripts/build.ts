/**
 * Bundles the programs of the product into dist/: the extension, what it loads when it is used, engine process, command line, the webviews, and the
 * interface for programs with its types.
 */
import { context, type BuildOptions } from 'esbuild';
import { emitTypes } from './emit-types';

const node: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: true,
  minify: true,
  logLevel: 'warning',
  external: ['vscode', 'onnxruntime-node', 'sharp', 'libheif-js', 'jxl-oxide-wasm'],
  // What is bundled as CommonJS finds packages from where it lies.
  define: { 'import.meta.url': '__filename' },
  outdir: 'dist',
};
const programs: BuildOptions[] = [
  {
    ...node,
    entryPoints: {
      extension: 'src/extension.ts',
      host: 'src/host.ts',
      engine: 'src/engine/main.ts',
      amsnet: 'src/cli/main.ts',
    },
  },
  // A program of its own, without a map, for it is large and not ours; only addresses of S3 load it.
  { ...node, entryPoints: { s3: 'src/cli/s3/sdk.ts' }, sourcemap: false },
  { ...node, entryPoints: ['src/api/main.ts'], outdir: 'dist/api' },
  {
    bundle: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    sourcemap: true,
    minify: true,
    logLevel: 'warning',
    entryPoints: {
      webview: 'webview-ui/main.ts',
      comparison: 'webview-ui/comparison/main.ts',
      folders: 'webview-ui/folders/main.ts',
      training: 'webview-ui/training/main.ts',
    },
    loader: { '.ttf': 'file' },
    outdir: 'dist',
  },
  {
    bundle: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    minify: true,
    logLevel: 'warning',
    entryPoints: { chat: 'webview-ui/chat/main.ts' },
    // A chat lets its page load nothing: style sheets and the font of the icons are in the script.
    loader: { '.ttf': 'binary', '.css': 'text' },
    logOverride: { 'ignored-bare-import': 'silent' },
    outdir: 'dist',
  },
];

const watch = process.argv.includes('--watch');
for (const program of programs) {
  const built = await context(program);
  if (watch) await built.watch();
  else {
    await built.rebuild();
    await built.dispose();
  }
}
if (!watch) emitTypes('src/api/main.ts', 'dist/api');
