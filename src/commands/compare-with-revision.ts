import * as vscode from 'vscode';
import { currentLanguage } from '../core/language';
import { text } from '../view/text';
import { gitApi, shortHash, type Commit } from '../view/comparison/git';
import type { Command } from './services';
import { activeImage, isImage } from './targets';

const mostCommits = 100;

interface CommitItem extends vscode.QuickPickItem {
  readonly hash: string;
}

/** Opens an image beside an earlier version of it, which is asked for. */
export const compareWithRevision: Command = async ({ comparisons }, ...args) => {
  const [clicked] = args;
  const file = clicked instanceof vscode.Uri ? clicked : activeImage();
  if (!isImage(file)) throw new Error(text.comparison.noImage);
  const git = await gitApi();
  const commits = await git.getRepository(file)?.log({ maxEntries: mostCommits, path: file.fsPath });
  if (!commits || commits.length === 0) throw new Error(text.comparison.noCommits);
  const picked = await vscode.window.showQuickPick(commits.map(itemOf), {
    title: text.comparison.revision,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked) return undefined;
  return comparisons.open([{ uri: git.toGitUri(file, picked.hash), version: shortHash(picked.hash) }, { uri: file }]);
};

function itemOf({ hash, message, authorDate, authorName }: Commit): CommitItem {
  return {
    hash,
    label: message.split('\n', 1)[0],
    description: shortHash(hash),
    detail: [authorDate?.toLocaleString(currentLanguage()), authorName].filter(Boolean).join(', '),
  };
}
