import * as vscode from 'vscode';
import type { Command } from './services';
import { pickImage, viewFor } from './targets';

/** Picks the clean image that the active view is measured against. */
export const chooseReference: Command = async (services, ...args) => {
  const view = viewFor(services, args);
  if (!view) return;
  const label = vscode.l10n.t('Use as Reference');
  const picked = await pickImage(label, vscode.Uri.joinPath(view.uri, '..'));
  if (picked) view.session.setReference(picked.fsPath);
};
