import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { image } from './support';

interface Picture {
  readonly mimeType: string;
  readonly data: Uint8Array;
}

/** What a language model gets: the record, and pictures where this editor knows them. */
async function call(name: string, input: object) {
  const options = { input, toolInvocationToken: undefined };
  const { content } = await vscode.lm.invokeTool(`amsnet_${name}`, options);
  const [first, ...rest] = content;
  assert.ok(first instanceof vscode.LanguageModelTextPart);
  const pictures = rest.filter(part => !(part instanceof vscode.LanguageModelTextPart)) as Picture[];
  return { record: JSON.parse(first.value) as Record<string, unknown>, pictures };
}

suite('language model tools', () => {
  test('are those of the server, and say which of them write', () => {
    const ours = vscode.lm.tools.filter(({ name }) => name.startsWith('amsnet_'));
    const writing = ours.filter(({ tags }) => !tags.includes('read-only')).map(({ name }) => name.slice(7));
    assert.equal(ours.length, 7);
    assert.deepEqual(writing.sort(), ['denoise_image', 'stop_training', 'train_model']);
  });

  test('inspect and denoise an image of the workspace', async () => {
    const { record } = await call('inspect_noise', { image: 'camera.jpg' });
    assert.equal(record.width, 192);
    const output = image('for-agent.png').fsPath;
    try {
      const { record: done, pictures } = await call('denoise_image', { image: 'photo_noisy.png', output });
      assert.equal(done.output, output);
      assert.ok(existsSync(output));
      assert.deepEqual(
        pictures.map(({ mimeType }) => mimeType),
        // The oldest supported editor has no parts for pictures.
        'LanguageModelDataPart' in vscode ? ['image/png', 'image/png'] : [],
      );
    } finally {
      rmSync(output, { force: true });
    }
  });

  test('refuse what lies outside the workspace, with code and recovery action', async () => {
    await assert.rejects(call('inspect_noise', { image: '/etc/hostname' }), /"path\/not-allowed".*"action"/);
    await assert.rejects(call('inspect_noise', { picture: 'camera.jpg' }), /image/);
  });
});
