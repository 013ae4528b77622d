import assert from 'node:assert/strict';
import { setup, suite, teardown, test } from 'mocha';
import { presets } from '../../src/core/settings';
import { closeAll, engineProcesses, extension, finished, host, image, openView, until } from './support';

/** Work for some seconds even on a small image: 32 passes. */
const long = { ...presets.amsnet, masks: 4, maskSets: 4, r3Count: 4 };

suite('engine process', () => {
  setup(closeAll);
  teardown(closeAll);

  test('is one for all views and other extensions, and ends after the last of them', async () => {
    await finished(await openView(image('alone.png')));
    const { engine } = await host();
    const processes = engineProcesses();
    assert.equal(processes.length, 1);
    await finished(await openView(image('camera.jpg')));
    assert.deepEqual(engineProcesses(), processes);
    await closeAll();

    // Other extensions have it by the functions of the package.
    const { inspectNoise, denoise } = await extension().activate();
    const { fsPath } = image('alone.png');
    assert.equal((await inspectNoise(fsPath)).width, 192);
    assert.deepEqual(engineProcesses(), processes);
    await assert.rejects(Promise.resolve(denoise(fsPath, { output: fsPath })), { code: 'output/is-source' });
    // It is let go after a while only, which this suite waits for once.
    await until('the engine is let go', () => engine.pid === undefined);
    await until('its process has ended', () => engineProcesses().length === 0);
  });

  test('killed in the middle of a run, fails that request clearly and serves the next one', async () => {
    const { engine } = await host();
    const lease = engine.acquire();
    try {
      const models = await lease.request('models', {});
      const [{ name: model }] = models;
      const job = { image: image('alone.png').fsPath, model, device: 'cpu', settings: long, tile: 256 } as const;
      const killed = lease.request(
        'denoise',
        { job, measure: [] },
        { onProgress: () => process.kill(enginePid(), 'SIGKILL') },
      );
      await assert.rejects(killed, { code: 'engine/crashed', message: /SIGKILL/ });
      const report = await lease.request('denoise', { job: { ...job, settings: presets.masks }, measure: [] });
      assert.equal(report.width, 192);
    } finally {
      lease.dispose();
    }

    function enginePid(): number {
      assert.ok(engine.pid !== undefined);
      return engine.pid;
    }
  });

  test('killed under a view, comes back and the view finishes its picture', async () => {
    const { engine } = await host();
    const view = await openView(image('alone.png'));
    await finished(view);
    view.session.change({ settings: long });
    await until('the view computes', () => view.session.state.activity !== undefined);
    const before = engine.pid;
    assert.ok(before !== undefined);
    process.kill(before, 'SIGKILL');
    await until('the view says what happened', () => view.session.state.notice?.includes('SIGKILL'));
    await finished(view);
    assert.notEqual(engine.pid, before);
    assert.deepEqual(engineProcesses(), [engine.pid]);
    view.session.resetKnobs();
  });

  test('stops a cancelled run, and the view goes on when asked', async () => {
    const view = await openView(image('alone.png'));
    await finished(view);
    view.session.change({ settings: { ...long, seed: 3 } });
    await until('the view computes', () => view.session.state.activity !== undefined);
    view.session.cancel();
    assert.equal(view.session.state.paused, true);
    assert.equal(view.session.state.activity, undefined);
    view.session.resetKnobs();
    await finished(view);
    assert.equal(view.session.state.paused, false);
  });

  test('leaves the extension host free while it denoises twelve megapixels', async () => {
    const view = await openView(image('large.jpg'));
    await until('the knobs are known', () => view.session.state.knobs);
    view.session.change({ settings: presets['single-pass'] });
    const { total, stalled } = await stallsDuring(() =>
      until('a part of the image is done', () => (view.session.state.activity?.fraction ?? 0) > 0.05),
    );
    assert.ok(stalled < total / 5, `no message could be handled for ${stalled} of ${total} ms`);
    view.session.cancel();
    view.session.resetKnobs();
  });
});

/** How long `work` took, and for how much of that the event loop did not turn; both in milliseconds. */
async function stallsDuring(work: () => Promise<unknown>): Promise<{ total: number; stalled: number }> {
  const step = 20;
  /** Of a machine whose cores are all busy. */
  const patience = 100;
  const started = performance.now();
  let last = started;
  let stalled = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    stalled += Math.max(0, now - last - step - patience);
    last = now;
  }, step);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return { total: performance.now() - started, stalled };
}
