import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { viewType } from '../../src/view/view-types';
import { activeTab, closeAll, finished, image, openView, until } from './support';

suite('view', () => {
  setup(closeAll);
  teardown(closeAll);

  for (const [name, expected] of [
    ['photo_noisy.png', { format: 'png', bitDepth: 8 }],
    ['deep.tiff', { format: 'tiff', bitDepth: 16 }],
    ['camera.jpg', { format: 'jpeg', bitDepth: 8 }],
  ] as const) {
    test(`opens ${name}`, async () => {
      const view = await openView(image(name));
      await activeTab(({ input }) => input instanceof vscode.TabInputCustom && input.viewType === viewType);
      await finished(view);
      const { info } = view.session.state.image;
      assert.deepEqual({ format: info?.format, bitDepth: info?.bitDepth }, expected);
      assert.deepEqual({ width: info?.width, height: info?.height }, { width: 192, height: 144 });
    });
  }

  test('measures against the reference beside the image, and says nothing of quality without one', async () => {
    const withReference = await openView(image('photo_noisy.png'));
    await finished(withReference);
    const { reference, measured } = withReference.session.state;
    assert.equal(reference?.name, 'photo_clean.png');
    const { result, noisy } = measured?.report.scores ?? {};
    const [psnr, psnrNoisy] = [result?.psnr, noisy?.psnr];
    assert.ok(typeof psnr === 'number' && typeof psnrNoisy === 'number');
    assert.ok(psnr > psnrNoisy, `${psnr} dB is no better than the noisy image's ${psnrNoisy} dB`);

    const without = await openView(image('alone.png'));
    await finished(without);
    assert.equal(without.session.state.reference, undefined);
    assert.equal(without.session.state.measured?.report.scores, undefined);
    assert.ok((without.session.state.measured?.report.difference ?? 0) > 0);
  });

  test('tells what is wrong with a broken image inside the view', async () => {
    const view = await openView(image('broken.png'));
    const problem = await until('a problem is shown', () => view.session.state.problem);
    assert.equal(problem.code, 'image/unreadable');
    assert.ok(problem.message.length > 0);
  });

  test('remembers the knobs of an image after its view was closed', async () => {
    const uri = image('alone.png');
    const first = await openView(uri);
    await finished(first);
    first.session.change({ settings: { r3Ratio: 0.33, seed: 7 } });
    await finished(first);
    await closeAll();
    const second = await openView(uri);
    assert.notEqual(second, first);
    await finished(second);
    const { r3Ratio, seed } = second.session.state.knobs?.settings ?? {};
    assert.deepEqual({ r3Ratio, seed }, { r3Ratio: 0.33, seed: 7 });
    second.session.resetKnobs();
    await finished(second);
  });

  test('computes anew when the file changes on disk', async () => {
    const uri = image('changing.png');
    const view = await openView(uri);
    await finished(view);
    const before = view.session.state.measured?.report.difference;
    // Again and again, because nothing tells when VS Code has begun to watch.
    const change = () => {
      copyFileSync(image('photo_clean.png').fsPath, uri.fsPath);
    };
    const changing = setInterval(change, 2000);
    change();
    await until('the change is seen', () => view.session.state.image.revision > 0);
    clearInterval(changing);
    await finished(view);
    assert.notEqual(view.session.state.measured?.report.difference, before);
  });
});
