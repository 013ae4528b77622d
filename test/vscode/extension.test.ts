import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';

suite('extension', () => {
  test('is there, and is not active before it is used', () => {
    const extension = vscode.extensions.getExtension('amsnet.amsnet-denoise');
    assert.ok(extension, 'the extension is not installed');
    assert.equal(extension.isActive, false);
  });
});
