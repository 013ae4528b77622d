import type * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../client/disposables';
import { watchFile } from '../watch-file';
import { canMove, gitApi, refOf } from './git';

/** Tells when an image may have become another one: its file was written, or Git has another commit or index. */
export function followResource(uri: vscode.Uri, changed: () => void): Disposable {
  if (uri.scheme === 'file') return watchFile(uri, changed);
  const store = new DisposableStore();
  const ref = refOf(uri);
  if (ref !== undefined && canMove(ref)) void followRepository(uri, changed, store);
  return store;
}

async function followRepository(uri: vscode.Uri, changed: () => void, store: DisposableStore): Promise<void> {
  // Without Git there is nothing to follow; that it is missing was told when the version was read.
  const git = await gitApi().catch(() => undefined);
  const repository = git?.getRepository(uri);
  if (repository) store.add(repository.state.onDidChange(changed));
}
