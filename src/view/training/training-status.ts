import type * as vscode from 'vscode';
import type { TrainingState } from '../../messages/training';
import { text } from '../text';

/** The way back to a training whose page is closed. */
export function showInStatusBar(item: vscode.StatusBarItem, state: TrainingState | undefined): void {
  if (!state || state.phase === 'kept') {
    item.hide();
    return;
  }
  item.text = textOf(state);
  item.tooltip = text.training.selectToShow(state.title);
  item.show();
}

function textOf({ phase, fraction }: TrainingState): string {
  const percent = `${Math.floor(100 * fraction)} %`;
  switch (phase) {
    case 'paused':
      return `$(debug-pause) ${text.training.paused(percent)}`;
    case 'ended':
      return `$(check) ${text.training.ended}`;
    case 'failed':
      return `$(error) ${text.training.failed}`;
    default:
      return `$(loading~spin) ${text.training.running(percent)}`;
  }
}
