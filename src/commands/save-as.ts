import path from 'node:path';
import * as vscode from 'vscode';
import { CancelledError } from '../core/errors';
import { keepsWhenSaving, proposedOutput, saveFilters } from '../view/saving';
import { text } from '../view/text';
import type { Command } from './services';
import { viewFor } from './targets';

/** Writes what the active view shows into a new file, after saying what will be lost; never over the source. */
export const saveAs: Command = async (services, ...args) => {
  const view = viewFor(services, args);
  const { image, page } = view?.session.state ?? {};
  const info = image?.info;
  if (!view || !info) return;
  const proposed = proposedOutput(view.uri.fsPath);
  const target = await vscode.window.showSaveDialog({
    title: text.saving.title,
    defaultUri: vscode.Uri.file(proposed),
    filters: saveFilters(proposed),
  });
  if (!target) return;
  if (path.relative(target.fsPath, view.uri.fsPath) === '') {
    void vscode.window.showErrorMessage(text.saving.overSource);
    return;
  }
  const { kept, lost } = keepsWhenSaving(info, target.fsPath, info.notes, page);
  if (lost.length > 0 && !(await confirmLoss(target, kept, lost))) return;
  try {
    await view.session.save(target.fsPath);
  } catch (error) {
    if (!(error instanceof CancelledError)) view.session.report(error);
    return;
  }
  const open = text.saving.open;
  const answer = await vscode.window.showInformationMessage(
    text.saving.saved(path.basename(target.fsPath), kept),
    open,
  );
  if (answer === open) await vscode.commands.executeCommand('vscode.open', target);
};

async function confirmLoss(target: vscode.Uri, kept: readonly string[], lost: readonly string[]): Promise<boolean> {
  const save = text.saving.save;
  const answer = await vscode.window.showWarningMessage(
    text.saving.losses(path.basename(target.fsPath)),
    {
      modal: true,
      detail: [...lost, '', text.saving.kept(kept)].join('\n'),
    },
    save,
  );
  return answer === save;
}
