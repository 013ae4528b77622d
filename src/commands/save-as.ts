import path from 'node:path';
import * as vscode from 'vscode';
import { CancelledError } from '../core/errors';
import { keepsWhenSaving, proposedOutput, saveFilters } from '../view/saving';
import type { Command } from './services';
import { viewFor } from './targets';

/** Writes what the active view shows into a new file, after saying what will be lost; never over the source. */
export const saveAs: Command = async (services, ...args) => {
  const view = viewFor(services, args);
  const info = view?.session.state.image.info;
  if (!view || !info) return;
  const proposed = proposedOutput(view.uri.fsPath);
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save Denoised Image As'),
    defaultUri: vscode.Uri.file(proposed),
    filters: saveFilters(proposed),
  });
  if (!target) return;
  if (path.relative(target.fsPath, view.uri.fsPath) === '') {
    void vscode.window.showErrorMessage(vscode.l10n.t('The source image is never overwritten. Choose another name.'));
    return;
  }
  const { kept, lost } = keepsWhenSaving(info, target.fsPath, info.notes);
  if (lost.length > 0 && !(await confirmLoss(target, kept, lost))) return;
  try {
    await view.session.save(target.fsPath);
  } catch (error) {
    if (!(error instanceof CancelledError)) view.session.report(error);
    return;
  }
  const open = vscode.l10n.t('Open');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Saved {0}. Kept: {1}.', path.basename(target.fsPath), kept.join(', ')),
    open,
  );
  if (answer === open) await vscode.commands.executeCommand('vscode.open', target);
};

async function confirmLoss(target: vscode.Uri, kept: readonly string[], lost: readonly string[]): Promise<boolean> {
  const save = vscode.l10n.t('Save');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} cannot keep everything.', path.basename(target.fsPath)),
    {
      modal: true,
      detail: [...lost, '', vscode.l10n.t('Kept: {0}.', kept.join(', '))].join('\n'),
    },
    save,
  );
  return answer === save;
}
