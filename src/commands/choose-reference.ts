import * as vscode from 'vscode';
import { text } from '../view/text';
import type { Command } from './services';
import { pickImage, viewFor } from './targets';

/** Picks the clean image that the active view is measured against. */
export const chooseReference: Command = async (services, ...args) => {
  const view = viewFor(services, args);
  if (!view) return;
  const label = text.useAsReference;
  const picked = await pickImage(label, vscode.Uri.joinPath(view.uri, '..'));
  if (picked) view.session.setReference(picked.fsPath);
};
