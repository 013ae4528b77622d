import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, teardown, test } from 'mocha';
import sharp from 'sharp';
import type * as vscode from 'vscode';
import type { Patch } from '../../src/client/contract';
import type { DenoiseDocument } from '../../src/view/denoise-document';
import { closeAll, finished, host, image, openView } from './support';

suite('saving', () => {
  teardown(closeAll);

  test('writes exactly the pixels that the view is sent', async () => {
    const view = await openView(image('photo_noisy.png'));
    await finished(view);
    const output = image('photo_noisy.denoised.png');
    await view.session.save(output.fsPath);
    assert.deepEqual(await fileOf(output), await renderedBy(view));
  });

  test('keeps 16 bit, and the view shows the same pixels in 8', async () => {
    const view = await openView(image('deep.tiff'));
    await finished(view);
    const output = image('deep.denoised.tiff');
    await view.session.save(output.fsPath);
    assert.equal((await sharp(output.fsPath).metadata()).depth, 'ushort');
    const [saved, rendered] = [await fileOf(output), await renderedBy(view)];
    const worst = saved.reduce((most, value, i) => Math.max(most, Math.abs(value - rendered[i])), 0);
    assert.ok(worst <= 1, `${worst} levels of 255 apart`);
  });

  test('never writes over the source', async () => {
    const uri = image('photo_noisy.png');
    const before = readFileSync(uri.fsPath);
    const view = await openView(uri);
    await finished(view);
    await assert.rejects(view.session.save(uri.fsPath), { code: 'output/is-source' });
    assert.deepEqual(readFileSync(uri.fsPath), before);
  });

  test('tells when the folder cannot be written, and the view goes on', async () => {
    const view = await openView(image('photo_noisy.png'));
    await finished(view);
    await assert.rejects(view.session.save(image('no such folder/a.png').fsPath), { code: 'output/unwritable' });
    await finished(view);
  });
});

/** RGB, 8 bit. */
async function fileOf(uri: vscode.Uri): Promise<Uint8Array> {
  return new Uint8Array(await sharp(uri.fsPath).toColourspace('srgb').removeAlpha().raw().toBuffer());
}

/** The result of a view's job at full size, put together from the pieces that the engine sends. RGB, 8 bit. */
async function renderedBy({ session }: DenoiseDocument): Promise<Uint8Array> {
  const { job } = session;
  const { info } = session.state.image;
  assert.ok(job && info);
  const { width, height } = info;
  const pixels = new Uint8Array(width * height * 3);
  const onProgress = ({ rect, pixels: piece }: Patch) => {
    for (let i = 0; i < rect.width * rect.height; i++) {
      const x = rect.x + (i % rect.width);
      const y = rect.y + Math.floor(i / rect.width);
      pixels.set(piece.subarray(4 * i, 4 * i + 3), 3 * (y * width + x));
    }
  };
  const viewport = { x: 0, y: 0, width, height };
  const { engine } = await host();
  const lease = engine.acquire();
  try {
    await lease.request('render', { job, stages: ['result'], viewport, level: 0 }, { onProgress });
  } finally {
    lease.dispose();
  }
  return pixels;
}
