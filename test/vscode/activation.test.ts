import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, engineProcesses, extension, image } from './support';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly customEditors: readonly { readonly viewType: string; readonly priority: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: unknown } };
}
const manifest = () => extension().packageJSON as Manifest;

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
    // VS Code adds commands of its own for a view or an editor; none of ours is made that way.
    assert.deepEqual(
      registered.sort(),
      manifest()
        .contributes.commands.map(({ command }) => command)
        .sort(),
    );
  });

  test('loads one small file, and starts nothing', async () => {
    await extension().activate();
    const program = join(extension().extensionPath, 'dist', 'extension.js');
    const loaded = createRequire(__filename).cache[program];
    assert.deepEqual(
      loaded?.children.map(({ filename }) => filename),
      [],
    );
    // Most of it is not run before it is used; what a library brings that nobody uses would show here.
    assert.ok(statSync(program).size < 450_000, `${statSync(program).size} bytes`);
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
