import * as vscode from 'vscode';
import type { ViewState } from '../messages/view';
import { modelLabel, providerLabel } from '../messages/labels';
import type { Views } from './views';

/** Says which device and model made the picture that is being looked at; there only while a Denoise view is active. */
export function registerStatusBar(views: Views): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('amsnet.provenance', vscode.StatusBarAlignment.Right, 100);
  item.name = 'AMSNet Denoise';
  item.command = 'amsnet.chooseDevice';
  const show = () => {
    const state = views.active?.session.state;
    if (!state) {
      item.hide();
      return;
    }
    item.text = textOf(state);
    item.tooltip = tooltipOf(state);
    item.show();
  };
  show();
  return vscode.Disposable.from(item, views.onDidChange(show));
}

function textOf({ provenance, measured, activity, problem }: ViewState): string {
  if (problem) return `$(error) ${vscode.l10n.t('Denoise failed')}`;
  const busy = activity ? '$(loading~spin)' : '$(chip)';
  if (!provenance) return `${busy} ${vscode.l10n.t('Denoise')}`;
  const seconds = measured?.current === true ? ` · ${measured.seconds.toFixed(1)} s` : '';
  return `${busy} ${providerLabel(provenance.provider)} · ${modelLabel(provenance.model)}${seconds}`;
}

function tooltipOf({ provenance }: ViewState): string {
  if (!provenance) return vscode.l10n.t('Choose the device that computes the picture');
  return [
    vscode.l10n.t('Made by {0} on {1} (asked for: {2})', provenance.model, provenance.provider, provenance.device),
    ...provenance.notes,
    vscode.l10n.t('Select to choose the device'),
  ].join('\n');
}
