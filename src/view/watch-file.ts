import * as vscode from 'vscode';

/** Tells when a file is written or made anew, wherever it lies. */
export function watchFile(uri: vscode.Uri, changed: () => void): vscode.Disposable {
  // What a pattern gives a meaning to may be part of a name.
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/[[\]{}*?]/g, '[$&]');
  const watcher = vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), name),
  );
  return vscode.Disposable.from(watcher, watcher.onDidChange(changed), watcher.onDidCreate(changed));
}
