import * as vscode from 'vscode';
import { findReference } from '../client/find-reference';
import { text } from '../view/text';
import type { Command } from './services';
import { isImage, pickImage, urisOf } from './targets';

/**
 * Opens one image measured against another. Of two selected ones their names say which is noisy; where they do not, the
 * one that was clicked is.
 */
export const compareWithReference: Command = async ({ views }, ...args) => {
  const images = urisOf(args).filter(isImage);
  const clicked = args[0] instanceof vscode.Uri ? args[0] : undefined;
  let [noisy, reference] = [...images].sort((a, b) => rank(a, clicked) - rank(b, clicked)) as (
    vscode.Uri | undefined
  )[];
  noisy ??= await pickImage(text.selectNoisy);
  if (!noisy) return;
  reference ??= await pickImage(text.useAsReference, vscode.Uri.joinPath(noisy, '..'));
  if (!reference) return;
  if (findReference(reference.fsPath, [noisy.fsPath]) !== undefined) [noisy, reference] = [reference, noisy];
  await views.open(noisy);
  views.find(noisy)?.session.setReference(reference.fsPath);
};

const rank = (uri: vscode.Uri, clicked: vscode.Uri | undefined) => (uri.toString() === clicked?.toString() ? 0 : 1);
