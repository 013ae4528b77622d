import * as vscode from 'vscode';
import { text } from '../text';

/** A commit, as far as it is told to the user. */
export interface Commit {
  readonly hash: string;
  readonly message: string;
  readonly authorDate?: Date;
  readonly authorName?: string;
}

export interface Repository {
  /** Tells of every commit, checkout, change of the index or of the working tree, once it has looked. */
  readonly state: { readonly onDidChange: vscode.Event<void> };
  log(options: { readonly maxEntries: number; readonly path: string }): Promise<Commit[]>;
}

/** What is used of the API of VS Code's own Git extension. It is off without trust, and starts Git by itself. */
export interface GitApi {
  toGitUri(uri: vscode.Uri, ref: string): vscode.Uri;
  getRepository(uri: vscode.Uri): Repository | null;
  openRepository(root: vscode.Uri): Promise<Repository | null>;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** @throws {Error} with a sentence, where there is no Git */
export async function gitApi(): Promise<GitApi> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  const git = await extension?.activate();
  if (git?.enabled !== true) throw new Error(text.comparison.noGit);
  return git.getAPI(1);
}

/** What a `git:` URI names a version by: a commit, `HEAD`, a branch; empty for the index. Undefined for other URIs. */
export function refOf({ scheme, query }: vscode.Uri): string | undefined {
  return scheme === 'git' ? /"ref":"([^"]*)"/.exec(query)?.[1] : undefined;
}

/** Whether another commit or another index makes it another version. */
export function canMove(ref: string): boolean {
  return !/^[0-9a-f]{40}\b/.test(ref);
}

/** The part of a commit's hash that people write. */
export function shortHash(ref: string): string {
  return /^[0-9a-f]{40}$/.test(ref) ? ref.slice(0, 8) : ref;
}
