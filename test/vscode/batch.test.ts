import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { defaultTemplate } from '../../src/batch/names';
import { activeTab, closeAll, host, image, until } from './support';

suite('denoising to files', () => {
  let folder: string;

  setup(async () => {
    await closeAll();
    folder = mkdtempSync(path.join(tmpdir(), 'amsnet-results-'));
  });
  teardown(async () => {
    await (await host()).batches.clear();
    await closeAll();
    rmSync(folder, { recursive: true });
  });

  const begin = async (...names: string[]) => {
    const { batches } = await host();
    const session = await batches.start({
      inputs: names.map(name => ({ path: image(name).fsPath })),
      template: defaultTemplate(folder),
      rule: 'skip',
      device: 'auto',
    });
    return { batches, session };
  };

  test('makes each file, names what failed, and opens the view of one', async () => {
    const { batches, session } = await begin('alone.png', 'broken.png', 'camera.jpg');
    await until('the batch has ended', () => session.phase === 'ended');
    assert.deepEqual(
      session.files.map(({ state }) => state),
      ['done', 'failed', 'done'],
    );
    assert.match(String(session.files[1].error), /broken\.png cannot be read/);
    assert.ok(existsSync(path.join(folder, 'camera.denoised.jpg')));
    assert.equal(session.rows.length, 3);
    await vscode.commands.executeCommand('amsnet.openBatchResult', session.files[0]);
    await activeTab(({ label }) => label === 'alone.denoised.png');
    // Done again, it is done already.
    await vscode.commands.executeCommand('amsnet.retryBatch');
    await until('it has tried again', () => session.phase === 'ended' && session.count('failed') === 1);
    await batches.clear();
    assert.equal(batches.session, undefined);
  });

  test('stops and goes on, and what is given up is not done', async () => {
    const { session } = await begin('alone.png', 'large.jpg');
    await until('the first is done', () => session.count('done') === 1);
    await vscode.commands.executeCommand('amsnet.pauseBatch');
    assert.equal(session.phase, 'paused');
    assert.deepEqual(
      session.files.map(({ state }) => state),
      ['done', 'waiting'],
    );
    const journal = readFileSync(await journalFile(), 'utf8');
    assert.match(journal, /"paused":true/);
    void vscode.commands.executeCommand('amsnet.resumeBatch');
    await until('it goes on', () => session.phase === 'running' && session.count('running') === 1);
    await vscode.commands.executeCommand('amsnet.cancelBatch');
    assert.equal(session.phase, 'ended');
    assert.equal(session.files.length, 1);
    assert.equal(existsSync(path.join(folder, 'large.denoised.jpg')), false);
  });
});

async function journalFile(): Promise<string> {
  const { batches } = await host();
  assert.ok(batches.session);
  return batches.session.journalPath;
}
