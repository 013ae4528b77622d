import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { TrainingSession } from '../../src/view/training/training-session';
import { closeAll, engineProcesses, finished, host, image, openView, until } from './support';

suite('training', () => {
  setup(closeAll);
  teardown(async () => {
    await (await host()).trainings.discard();
    await closeAll();
  });

  test('adapts to images, and the kept model appears in the picker of an open view', async () => {
    const view = await openView(image('alone.png'));
    await finished(view);
    const session = await begin(0.1);
    await until('the page is open', pageIsOpen);
    await resting(session);
    const { phase, summary, validation, facts } = session.state;
    assert.equal(phase, 'ended');
    assert.equal(summary?.ended, 'finished');
    assert.equal(facts?.images, 2);
    assert.ok(validation.length >= 2);
    await until('the process of the training has ended', async () => (await ownProcesses()).length === 0);

    const { trainings } = await host();
    await trainings.keep(session, 'my adapted model');
    const model = await until('the picker has it', () =>
      view.session.state.models.find(({ name }) => name === 'my adapted model'),
    );
    // So short a training may gain nothing: then the model that is kept says so.
    const said =
      summary.result === 'start' ? /training on 2 noisy images .* gained nothing/ : /adapted to 2 noisy images/;
    assert.match(model.description, said);
    assert.equal(existsSync(path.dirname(session.plan.output)), false);
    view.session.change({ model: model.name });
    await finished(view);
    assert.equal(view.session.state.provenance?.model, 'my adapted model');
  });

  test('pauses, goes on with its page closed, and leaves nothing behind when it is discarded', async () => {
    const session = await begin(60);
    await until('it trains', () => session.state.losses.length > 0);
    session.pause();
    await resting(session);
    assert.equal(session.state.phase, 'paused');
    await until('its process has ended', async () => (await ownProcesses()).length === 0);
    const step = session.state.summary?.step ?? 0;
    assert.ok(step > 0);

    await closeAll();
    void session.resume();
    await until('it goes on', () => (session.state.losses.at(-1)?.[0] ?? 0) > step);
    assert.equal(pageIsOpen(), false);
    await vscode.commands.executeCommand('amsnet.showTraining');
    await until('the page is back', pageIsOpen);
    session.stop();
    await resting(session);
    assert.equal(session.state.phase, 'ended');
    await (await host()).trainings.discard();
    assert.equal(existsSync(path.dirname(session.plan.output)), false);
    await until('the page is closed', () => !pageIsOpen());
  });

  test('an engine that dies is reported, and training goes on from what there is', async () => {
    const session = await begin(60);
    await until('it trains', () => session.state.losses.length > 0);
    const [pid] = await ownProcesses();
    process.kill(pid, 'SIGKILL');
    await resting(session);
    assert.equal(session.state.phase, 'failed');
    assert.equal(session.state.problem?.code, 'engine/crashed');
    void session.resume();
    await until('it trains again', () => session.state.phase === 'training');
  });
});

async function begin(minutes: number): Promise<TrainingSession> {
  const { trainings } = await host();
  const images = [image('alone.png').fsPath, image('photo_noisy.png').fsPath];
  return trainings.start({ title: '2 images', images, from: 'amsnet-fast', minutes });
}

/** The engine processes that are there for training alone. */
async function ownProcesses(): Promise<number[]> {
  const { engine } = await host();
  return engineProcesses().filter(pid => pid !== engine.pid);
}

async function resting(session: TrainingSession): Promise<void> {
  await until('training has come to rest', () => !session.busy);
}

function pageIsOpen(): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  return tabs.some(
    ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('amsnet.training'),
  );
}
