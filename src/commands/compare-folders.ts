import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { text } from '../view/text';
import type { Command } from './services';
import { urisOf } from './targets';

/** Lists the images of two folders by their names with what they differ in: the folders selected, else asked for. */
export const compareFolders: Command = async ({ folderComparisons }, ...args) => {
  const selected = await foldersAmong(urisOf(args));
  if (selected.length > 2) throw new Error(text.folders.two);
  const first = selected.at(0) ?? (await pickFolder(text.folders.first));
  const second = first && (selected.at(1) ?? (await pickFolder(text.folders.second, vscode.Uri.joinPath(first, '..'))));
  if (!first || !second) return undefined;
  if (first.toString() === second.toString()) throw new Error(text.folders.two);
  return folderComparisons.open(first, second);
};

async function foldersAmong(uris: readonly vscode.Uri[]): Promise<vscode.Uri[]> {
  const isFolder = async ({ fsPath }: vscode.Uri) =>
    (await stat(fsPath).catch(() => undefined))?.isDirectory() === true;
  const are = await Promise.all(uris.map(isFolder));
  return uris.filter((_, i) => are[i]);
}

async function pickFolder(title: string, near?: vscode.Uri): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel: text.comparison.choose,
    canSelectFiles: false,
    canSelectFolders: true,
    ...(near ? { defaultUri: near } : {}),
  });
  return picked?.at(0);
}
