/**
 * The extension that `npm start` loads beside ours in a browser: opens the photo once all extensions are known. VS Code's own
 * way to open a file at the start does not wait for them, and with a new profile it shows a photo at times as "binary".
 */
import * as vscode from 'vscode';

export async function activate(): Promise<void> {
  const { AMSNET_PHOTO: photo, AMSNET_VIEW: view } = process.env;
  if (photo !== undefined && view !== undefined)
    await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.file(photo), view);
}
