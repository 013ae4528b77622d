import path from 'node:path';
import * as vscode from 'vscode';
import { imagesBelow } from '../batch/inputs';
import { type BatchInput, defaultTemplate, type ExistingRule, wrongTemplate } from '../batch/names';
import { configuredDevice } from '../view/remote';
import { text } from '../view/text';
import type { Command, Services } from './services';
import { isImage, urisOf } from './targets';

/** Denoises what is selected, files and folders, into files: asks where to, then shows the list. */
export const denoiseToFiles: Command = async (services, ...args) => {
  const selected = await selection(args);
  if (selected.length === 0) return;
  const inputs = await inputsOf(selected);
  if (inputs.length === 0) throw new Error(text.batch.noImages);
  if (!(await mayStart(services))) return;
  const folder = await askFolder(selected[0]);
  if (folder === null) return;
  const config = vscode.workspace.getConfiguration('amsnet');
  const name = config.get<string>('outputName', '');
  const wrong = wrongTemplate(name);
  if (wrong !== undefined) throw new Error(wrong);
  const model = config.get<string>('model', '');
  await services.batches.start({
    inputs,
    template: defaultTemplate(folder, name === '' ? undefined : name),
    rule: config.get<ExistingRule>('ifExists', 'skip'),
    ...(model !== '' && { model }),
    device: configuredDevice(),
  });
};

async function selection(args: readonly unknown[]): Promise<readonly vscode.Uri[]> {
  const selected = urisOf(args);
  if (selected.length > 0) return selected;
  const label = text.denoise;
  const picked = await vscode.window.showOpenDialog({
    openLabel: label,
    title: text.batch.choose,
    canSelectFolders: true,
    canSelectMany: true,
  });
  return picked ?? [];
}

/** Files as they are, folders with all below them; laid out in another folder as they lie in the one that holds them all. */
async function inputsOf(selected: readonly vscode.Uri[]): Promise<BatchInput[]> {
  const common = commonFolder(selected.map(({ fsPath }) => path.dirname(fsPath)));
  const found = new Map<string, BatchInput>();
  for (const uri of selected) {
    const { type } = await vscode.workspace.fs.stat(uri);
    const isFolder = (type & vscode.FileType.Directory) !== 0;
    const paths = isFolder ? (await imagesBelow(uri.fsPath)).map(each => each.path) : isImage(uri) ? [uri.fsPath] : [];
    for (const each of paths) found.set(each, { path: each, subfolder: path.relative(common, path.dirname(each)) });
  }
  return [...found.values()];
}

function commonFolder(folders: readonly string[]): string {
  let [common] = folders;
  const holds = (folder: string) => !path.relative(common, folder).startsWith('..');
  while (!folders.every(holds) && path.dirname(common) !== common) common = path.dirname(common);
  return common;
}

/** @returns undefined = beside each image, null = given up */
async function askFolder(near: vscode.Uri): Promise<string | undefined | null> {
  const beside = { label: text.batch.beside, description: text.batch.besideMore };
  const other = { label: text.batch.folder, description: text.batch.folderMore };
  const where = await vscode.window.showQuickPick([beside, other], { title: text.batch.where });
  if (where !== other) return where === beside ? undefined : null;
  const label = text.batch.useFolder;
  const picked = await vscode.window.showOpenDialog({
    openLabel: label,
    title: label,
    canSelectFolders: true,
    canSelectFiles: false,
    defaultUri: vscode.Uri.joinPath(near, '..'),
  });
  return picked?.[0].fsPath ?? null;
}

/** There is one batch at a time. */
async function mayStart({ batches }: Services): Promise<boolean> {
  await batches.restored;
  const phase = batches.session?.phase ?? 'ended';
  if (phase === 'ended') return true;
  const show = text.batch.show;
  const giveUp = text.batch.giveUp;
  const answer = await vscode.window.showWarningMessage(text.batch.underWay, { modal: true }, show, giveUp);
  if (answer === show) await batches.show();
  return answer === giveUp;
}
