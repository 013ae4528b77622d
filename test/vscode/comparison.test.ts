import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { gitApi } from '../../src/commands/git';
import type { ComparisonSession } from '../../src/view/comparison/comparison-session';
import { comparisonViewType } from '../../src/view/comparison/comparisons';
import { activeTab, closeAll, extension, image, openView, until } from './support';

/** The comparison that a command opens. */
async function compared(command: string, ...args: unknown[]) {
  await extension().activate();
  const session = await vscode.commands.executeCommand<ComparisonSession | undefined>(command, ...args);
  assert.ok(session, 'nothing was opened');
  await until('the images are read', () => session.state.problem ?? session.state.images.every(({ info }) => info));
  assert.equal(session.state.problem, undefined);
  return session;
}

suite('comparison', () => {
  setup(closeAll);
  teardown(closeAll);

  test('opens the images of the Explorer in a page of its own', async () => {
    const [a, b] = [image('photo_clean.png'), image('deep.tiff')];
    const { state } = await compared('amsnet.compareImages', a, [a, b]);
    assert.deepEqual(
      state.images.map(({ name, info }) => [name, info?.bitDepth]),
      [
        ['photo_clean.png', 8],
        ['deep.tiff', 16],
      ],
    );
    await activeTab(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(comparisonViewType),
    );
  });

  test('opens an image beside the version of the last commit, and leaves no copy behind', async () => {
    const folder = image('repository');
    const file = vscode.Uri.joinPath(folder, 'photo.png');
    mkdirSync(folder.fsPath);
    copyFileSync(image('photo_clean.png').fsPath, file.fsPath);
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder.fsPath });
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'first');
    copyFileSync(image('photo_noisy.png').fsPath, file.fsPath);
    assert.ok(await (await gitApi()).openRepository(folder));

    const session = await compared('amsnet.compareChanges', file);
    assert.deepEqual(
      session.state.images.map(({ name }) => name),
      ['photo.png (HEAD)', 'photo.png'],
    );
    const [head, own] = session.paths;
    assert.deepEqual(readFileSync(head), readFileSync(image('photo_clean.png').fsPath));
    assert.equal(own, file.fsPath);
    await closeAll();
    await until('the copy is gone', () => !existsSync(head));

    // The Denoise view of a version is of that version, not of the file in the working tree.
    const version = (await gitApi()).toGitUri(file, 'HEAD');
    const { session: ofVersion } = await openView(version);
    const copy = await until('the model is known', () => ofVersion.job?.image);
    assert.equal(ofVersion.state.image.name, 'photo.png');
    assert.deepEqual(readFileSync(copy), readFileSync(image('photo_clean.png').fsPath));
    await closeAll();
    await until('its copy is gone', () => !existsSync(copy));

    // As the source control view and the timeline call it.
    git('add', '.');
    const staged = await compared('amsnet.compareChanges', { resourceUri: file, resourceGroupType: 1 });
    assert.deepEqual(readFileSync(staged.paths[1]), readFileSync(file.fsPath));
    const entry = await compared('amsnet.compareChanges', { ref: 'HEAD', previousRef: '~' }, file);
    assert.deepEqual(
      entry.state.images.map(({ name }) => name),
      ['photo.png (Index)', 'photo.png (HEAD)'],
    );
  });
});
