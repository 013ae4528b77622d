import path from 'node:path';
import * as vscode from 'vscode';
import { text } from '../view/text';
import type { Command, Services } from './services';
import { isImage, urisOf } from './targets';

interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** Trains a model on a folder or on several images: asks for how long and from which model, then shows the page. */
export const adapt: Command = async (services, ...args) => {
  // The menus are off without trust, but a command can be called from anywhere; the engine refuses as well.
  if (!vscode.workspace.isTrusted) throw new Error(text.training.untrusted);
  const images = await imagesFor(args);
  if (images.length === 0 || !(await mayStart(services))) return;
  const minutes = await pickMinutes();
  if (minutes === undefined) return;
  const from = await pickModel(services);
  if (from === undefined) return;
  const title =
    images.length === 1
      ? path.basename(images[0].fsPath)
      : text.training.someImages(images.length, path.basename(path.dirname(images[0].fsPath)));
  await services.trainings.start({ title, images: images.map(uri => uri.fsPath), from, minutes });
};

/** What was selected, without what is no image; else asked for. */
async function imagesFor(args: readonly unknown[]): Promise<readonly vscode.Uri[]> {
  const selected = urisOf(args);
  if (selected.length === 0) {
    const label = text.training.chooseImages;
    const picked = await vscode.window.showOpenDialog({
      openLabel: label,
      title: label,
      canSelectFolders: true,
      canSelectFiles: false,
    });
    return picked ?? [];
  }
  const kinds = await Promise.all(selected.map(async uri => isImage(uri) || (await isFolder(uri))));
  return selected.filter((_, i) => kinds[i]);
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  const found = await vscode.workspace.fs.stat(uri);
  return (found.type & vscode.FileType.Directory) !== 0;
}

/** There is one training at a time: one that was neither kept nor discarded must not get lost by accident. */
async function mayStart({ trainings }: Services): Promise<boolean> {
  const state = trainings.session?.state;
  if (!state || state.phase === 'kept') return true;
  const show = text.training.show;
  const discard = text.training.discardIt;
  const answer = await vscode.window.showWarningMessage(
    text.training.unsaved(state.title),
    { modal: true },
    show,
    discard,
  );
  if (answer === show) trainings.show();
  return answer === discard;
}

async function pickMinutes(): Promise<number | undefined> {
  const choices: Choice<number>[] = [
    { label: text.training.minutes(5), value: 5 },
    { label: text.training.minutes(10), value: 10 },
    {
      label: text.training.minutes(20),
      description: text.training.forNewNoise,
      value: 20,
    },
    { label: text.training.oneHour, description: text.training.forScratch, value: 60 },
    { label: text.training.hours(3), value: 180 },
  ];
  const picked = await vscode.window.showQuickPick(choices, {
    title: text.training.time,
  });
  return picked?.value;
}

/** @returns name or `auto`; null = from scratch, undefined = given up */
async function pickModel({ engine }: Services): Promise<string | null | undefined> {
  const lease = engine.acquire();
  try {
    const models = await lease.request('models', {});
    const choices: Choice<string | null>[] = [
      { label: text.training.byNoise, detail: text.training.byNoiseDetail, value: 'auto' },
      ...models.map(({ name, description }) => ({ label: name, detail: description, value: name })),
      { label: text.training.fromScratch, detail: text.training.fromScratchTime, value: null },
    ];
    const picked = await vscode.window.showQuickPick(choices, { title: text.training.startingModel });
    return picked?.value;
  } finally {
    lease.dispose();
  }
}
