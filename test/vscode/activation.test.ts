import assert from 'node:assert/strict';
import { renameSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { commands } from '../../src/commands/commands';
import { closeAll, engineProcesses, extension, extensionId, image } from './support';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly customEditors: readonly { readonly viewType: string; readonly priority: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: unknown } };
}
const manifest = () => extension().packageJSON as Manifest;
const program = (name: string) => join(extension().extensionPath, 'dist', name);

/** The extension's files that this process has loaded. */
function loadedPrograms(): string[] {
  return Object.keys(createRequire(__filename).cache)
    .filter(file => dirname(file) === join(extension().extensionPath, 'dist'))
    .map(file => basename(file))
    .sort();
}

/** What VS Code has measured of the extension, for people: how long its file took to load, and its activation. */
function activationTimes(): string {
  const { MonacoPerformanceMarks: marks } = globalThis as unknown as {
    readonly MonacoPerformanceMarks: { getMarks(): { readonly name: string; readonly startTime: number }[] };
  };
  const at = (step: string) =>
    marks.getMarks().find(({ name }) => name === `code/extHost/${step}/${extensionId}`)?.startTime ?? NaN;
  const loading = at('didLoadExtensionCode') - at('willLoadExtensionCode');
  const activating = at('didActivateExtension') - at('willActivateExtension');
  return `loading the extension took ${loading} ms, activating it ${activating} ms`;
}

// Mocha runs the suites in the order of their files' names: this one must come before any use of the extension.
suite('activation', () => {
  test('does not happen before the extension is used', async () => {
    assert.equal(extension().isActive, false);
    // Looking at an image in the built-in viewer is no use of it.
    await vscode.commands.executeCommand('vscode.open', image('alone.png'));
    assert.equal(extension().isActive, false);
    await closeAll();
  });

  test('leaves images to the built-in viewer', () => {
    for (const editor of manifest().contributes.customEditors) assert.equal(editor.priority, 'option');
  });

  test('registers exactly the declared commands', async () => {
    await extension().activate();
    const registered = (await vscode.commands.getCommands(true)).filter(name => name.startsWith('amsnet.'));
    const declared = manifest()
      .contributes.commands.map(({ command }) => command)
      .sort();
    // VS Code adds commands of its own for a view or an editor; none of ours is made that way.
    assert.deepEqual(registered.sort(), declared);
    assert.deepEqual(Object.keys(commands).sort(), declared);
  });

  test('loads one small file, and starts nothing', async () => {
    await extension().activate();
    console.log(`measured: ${activationTimes()}`);
    assert.deepEqual(loadedPrograms(), ['extension.js']);
    // What a library brings would show here.
    const { size } = statSync(program('extension.js'));
    assert.ok(size < 50_000, `${size} bytes`);
    assert.deepEqual(engineProcesses(), []);
  });

  test('says so where the rest is missing, and tries again with the next use', async () => {
    const { host, denoise } = await extension().activate();
    const away = `${program('host.js')}.away`;
    renameSync(program('host.js'), away);
    try {
      await assert.rejects(
        async () => vscode.commands.executeCommand('amsnet.showLog'),
        /could not be loaded.*host\.js/,
      );
      assert.throws(() => denoise('alone.png'), /could not be loaded/);
    } finally {
      renameSync(away, program('host.js'));
    }
    await vscode.commands.executeCommand('amsnet.cancel');
    assert.equal(host(), host());
    assert.deepEqual(loadedPrograms(), ['extension.js', 'host.js']);
    assert.deepEqual(engineProcesses(), []);
  });

  test('gives every command and setting a text in the user interface', () => {
    assert.doesNotMatch(JSON.stringify(manifest().contributes), /"%/);
  });
});

suite('trust', () => {
  test('an untrusted workspace may use the extension, within limits', () => {
    assert.equal(manifest().capabilities.untrustedWorkspaces.supported, 'limited');
  });

  test('a workspace cannot choose the model file or the device', async () => {
    const config = vscode.workspace.getConfiguration('amsnet');
    for (const name of Object.keys(manifest().contributes.configuration.properties)) {
      const key = name.replace(/^amsnet\./, '');
      await assert.rejects(
        async () => config.update(key, '/hostile/model.onnx', vscode.ConfigurationTarget.Workspace),
        `${name} can be set by a workspace`,
      );
    }
  });
});
