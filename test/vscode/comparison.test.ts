import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { gitApi } from '../../src/view/comparison/git';
import type { ComparisonSession } from '../../src/view/comparison/comparison-session';
import { comparisonViewType } from '../../src/view/view-types';
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

/** Git as it is called in a repository of the test's own. */
function gitIn({ fsPath: cwd }: vscode.Uri) {
  return (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd });
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
    const git = gitIn(folder);
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

  test('follows what Git has of a file: the last commit and the index, not a commit by its hash', async () => {
    const folder = image('followed');
    const file = vscode.Uri.joinPath(folder, 'photo.png');
    const write = (name: string) => {
      copyFileSync(image(name).fsPath, file.fsPath);
    };
    mkdirSync(folder.fsPath);
    write('photo_clean.png');
    const git = gitIn(folder);
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'first');
    const first = git('rev-parse', 'HEAD').toString().trim();
    const repository = await (await gitApi()).openRepository(folder);
    assert.ok(repository);

    const own = await compared('amsnet.compareChanges', file);
    const staged = await compared('amsnet.compareChanges', { resourceUri: file, resourceGroupType: 1 });
    const commit = await compared('amsnet.compareChanges', { ref: first, previousRef: '~' }, file);
    const seen = ({ paths, state }: ComparisonSession, index: number, name: string) =>
      readFileSync(paths[index]).equals(readFileSync(image(name).fsPath)) && state.images[index].info !== undefined;
    const revisions = ({ state }: ComparisonSession) => state.images.map(({ revision }) => revision);

    write('photo_noisy.png');
    git('add', '.');
    await until('the index is taken anew', () => seen(staged, 1, 'photo_noisy.png'));
    await until('by each comparison', () => seen(commit, 0, 'photo_noisy.png'));
    assert.equal(revisions(staged)[1], 1);
    assert.deepEqual(revisions(own)[0], 0);
    assert.ok(seen(own, 0, 'photo_clean.png'));

    git('commit', '--quiet', '-m', 'second');
    await until('HEAD is taken anew', () => seen(own, 0, 'photo_noisy.png') && seen(staged, 0, 'photo_noisy.png'));
    assert.equal(revisions(own)[0], 1);
    assert.deepEqual(revisions(commit), [1, 0]);
    assert.ok(seen(commit, 1, 'photo_clean.png'));
  });
});
