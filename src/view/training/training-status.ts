import * as vscode from 'vscode';
import type { TrainingState } from '../../messages/training';

/** The way back to a training whose page is closed. */
export function showInStatusBar(item: vscode.StatusBarItem, state: TrainingState | undefined): void {
  if (!state || state.phase === 'kept') {
    item.hide();
    return;
  }
  item.text = textOf(state);
  item.tooltip = vscode.l10n.t('Adapting to {0}. Select to show it.', state.title);
  item.show();
}

function textOf({ phase, fraction }: TrainingState): string {
  const percent = `${Math.floor(100 * fraction)} %`;
  switch (phase) {
    case 'paused':
      return `$(debug-pause) ${vscode.l10n.t('Adapting paused at {0}', percent)}`;
    case 'ended':
      return `$(check) ${vscode.l10n.t('Adapted: keep or discard')}`;
    case 'failed':
      return `$(error) ${vscode.l10n.t('Adapting failed')}`;
    default:
      return `$(loading~spin) ${vscode.l10n.t('Adapting {0}', percent)}`;
  }
}
