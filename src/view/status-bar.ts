import * as vscode from 'vscode';
import type { ViewState } from '../messages/view';
import { modelLabel, providerLabel } from '../messages/labels';
import { text } from './text';
import type { Views } from './views';

/** Says which device and model made the picture that is being looked at; there only while a Denoise view is active. */
export function showStatusBar(views: Views): vscode.Disposable {
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
  if (problem) return `$(error) ${text.status.failed}`;
  const busy = activity ? '$(loading~spin)' : '$(chip)';
  if (!provenance) return `${busy} ${text.denoise}`;
  const seconds = measured?.current === true ? ` · ${measured.seconds.toFixed(1)} s` : '';
  return `${busy} ${providerLabel(provenance.provider)} · ${modelLabel(provenance.model)}${seconds}`;
}

function tooltipOf({ provenance }: ViewState): string {
  if (!provenance) return text.status.chooseDevice;
  return [
    text.status.provenance(provenance.model, provenance.provider, provenance.device),
    ...provenance.notes,
    text.status.selectToChoose,
  ].join('\n');
}
