import * as vscode from 'vscode';
import type { ComparedResource } from '../view/comparison/comparison-files';
import { text } from '../view/text';
import { gitApi, refOf, shortHash, type GitApi } from '../view/comparison/git';
import type { Command } from './services';
import { activeImage, isImage } from './targets';

/** Opens what has changed in an image: by a commit of the timeline, in the index, or since the last commit. */
export const compareChanges: Command = async ({ comparisons }, ...args) => {
  const git = await gitApi();
  return comparisons.open(changesOf(git, args));
};

/** @throws {Error} with a sentence, where there is no image */
function changesOf(git: GitApi, args: readonly unknown[]): [ComparedResource, ComparedResource] {
  const [first, second] = args;
  // The timeline hands over its entry, then the file.
  if (isCommit(first) && isImage(uriIn(second))) return changesOfCommit(git, first, second as vscode.Uri);
  const uri = uriIn(first) ?? activeImage();
  if (!isImage(uri)) throw new Error(text.comparison.noImage);
  const file = vscode.Uri.file(uri.path);
  // The index of Git is the version without a name.
  if (isStaged(first) || isStaged(uri))
    return [head(git, file), { uri: git.toGitUri(file, ''), version: text.comparison.index }];
  return [head(git, file), { uri: file }];
}

function head(git: GitApi, file: vscode.Uri): ComparedResource {
  return { uri: git.toGitUri(file, 'HEAD'), version: 'HEAD' };
}

interface TimelineCommit {
  readonly ref: string;
  readonly previousRef: string;
}

/** Entries for what is not committed name the index `~` and the file by an empty reference. */
function changesOfCommit(git: GitApi, { ref, previousRef }: TimelineCommit, file: vscode.Uri) {
  const version = (name: string): ComparedResource => {
    if (name === '') return { uri: file };
    const label = name === '~' ? text.comparison.index : shortHash(name);
    return { uri: git.toGitUri(file, name === '~' ? '' : name), version: label };
  };
  return [version(previousRef), version(ref)] satisfies [ComparedResource, ComparedResource];
}

function isCommit(value: unknown): value is TimelineCommit {
  if (typeof value !== 'object' || value === null || !('ref' in value) || !('previousRef' in value)) return false;
  return typeof value.ref === 'string' && typeof value.previousRef === 'string';
}

/** The file of a resource of the source control view, or the one that a menu was opened on. */
function uriIn(value: unknown): vscode.Uri | undefined {
  if (value instanceof vscode.Uri) return value;
  const found = typeof value === 'object' && value !== null && 'resourceUri' in value ? value.resourceUri : undefined;
  return found instanceof vscode.Uri ? found : undefined;
}

/** Whether it is what is in the index: a resource of the source control view, or the right side of a diff. */
function isStaged(value: unknown): boolean {
  if (value instanceof vscode.Uri) return refOf(value) === '';
  if (typeof value !== 'object' || value === null || !('resourceGroupType' in value)) return false;
  // `ResourceGroupType.Index` of the Git extension.
  return value.resourceGroupType === 1;
}
