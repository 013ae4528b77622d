/** The package for Node as `npm pack` makes it, in a folder where only what it depends on can be found. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draw, save } from './pictures';

const root = join(import.meta.dirname, '..', '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
  readonly bin: { readonly amsnet: string };
  readonly dependencies: Readonly<Record<string, string>>;
};
const folder = mkdtempSync(join(tmpdir(), 'amsnet-programs-'));
const modules = join(folder, 'node_modules');
const installed = join(modules, 'amsnet-denoise');

beforeAll(async () => {
  mkdirSync(installed, { recursive: true });
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, shell: true });
  const archive = readdirSync(folder).find(name => name.endsWith('.tgz')) ?? '';
  execFileSync('tar', ['-xf', archive, '-C', installed, '--strip-components=1'], { cwd: folder });
  for (const name of Object.keys(manifest.dependencies))
    symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction');
  mkdirSync(join(folder, 'scans'));
  mkdirSync(join(folder, 'clean'));
  for (const [name, noise] of Object.entries({ 'photo.png': 0.1, 'scan.png': 0.1, 'clean.png': 0 }))
    await save(join(folder, name), draw(64, 48, noise));
  for (const name of ['a.png', 'b.png']) await save(join(folder, 'scans', name), draw(64, 64, 0.1));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });

test('holds the command line', () => {
  const { stdout, stderr } = run(join(installed, manifest.bin.amsnet), '--version');
  expect({ stdout, stderr }).toEqual({ stdout: `${manifest.version}\n`, stderr: '' });
});

const examples = [...readFileSync(join(root, 'docs', 'api.md'), 'utf8').matchAll(/^```ts\n(.*?)^```/gms)].map(
  // Nobody waits that long for a test.
  match => match[1].replace('minutes: 10', 'steps: 2'),
);

test('has types that the examples of the documents fit', () => {
  const files = examples.map((_, i) => join(folder, `example-${i}.mts`));
  for (const [i, file] of files.entries()) writeFileSync(file, examples[i]);
  const wrong = join(folder, 'wrong.mts');
  writeFileSync(wrong, "import { denoise } from 'amsnet-denoise';\nawait denoise('photo.png', { preset: 'best' });\n");
  const program = ts.createProgram([...files, wrong], {
    ...{
      module: ts.ModuleKind.Node16,
      moduleResolution: ts.ModuleResolutionKind.Node16,
      target: ts.ScriptTarget.ES2022,
    },
    ...{ lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'], types: [], skipDefaultLibCheck: true },
    ...{ strict: true, noEmit: true, exactOptionalPropertyTypes: true },
  });
  const found = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => ({
    file: file?.fileName,
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
  expect(found).toEqual([{ file: wrong, message: expect.stringContaining('"best"') as unknown }]);
});

test('does what the examples of the documents say', () => {
  for (const [i, code] of examples.entries()) {
    const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
    writeFileSync(join(folder, `example-${i}.mjs`), ts.transpileModule(code, { compilerOptions: options }).outputText);
  }
  const imports = examples.map((_, i) => `console.log('example ${i}'); await import('./example-${i}.mjs');`).join('\n');
  writeFileSync(join(folder, 'examples.mjs'), imports);
  const { status, stdout, stderr } = run('examples.mjs');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const [, simple, progress, many, , training] = stdout.split(/^example \d\n/m);
  expect(simple).toMatch(/^photo\.denoised\.png 0\.\d+ \S+/);
  expect(progress).toMatch(/^100 .*\nclean\/photo\.tif\n$/m);
  expect(many).toContain("'amsnet'");
  expect(training).toMatch(/^finished /m);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['photo.denoised.png', 'scans.json', 'scans.onnx']));
  // Five examples, a training among them, on a machine that may be busy.
}, 180_000);

test('cancels by a signal, and says by a code what is wrong', () => {
  const { stdout } = run(
    '--input-type=module',
    '--eval',
    `import { denoise, openEngine } from 'amsnet-denoise';
    const codes = [];
    const code = error => codes.push(error.code);
    await denoise('missing.png').then(undefined, code);
    await denoise('photo.png', { settings: { masks: 9 } }).then(undefined, code);
    await denoise('photo.png', { preset: 'single-pass', settings: { masks: 4 } }).then(undefined, code);
    await denoise('photo.png', { output: 'late.png', signal: AbortSignal.abort() }).then(undefined, code);
    const engine = openEngine();
    const task = engine.denoise('photo.png', { output: 'late.png', preset: 'amsnet', settings: { masks: 8, r3Count: 32 } });
    for await (const _ of task) break;
    engine.close();
    await task.then(undefined, code);
    console.log(codes.join());`,
  );
  expect(stdout.trim()).toBe('image/not-found,settings/invalid,settings/invalid,cancelled,cancelled');
  expect(readdirSync(folder)).not.toContain('late.png');
});
