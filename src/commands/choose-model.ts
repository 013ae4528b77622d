import * as vscode from 'vscode';
import type { ModelInfo } from '../client/contract';
import { modelLabel } from '../messages/labels';
import { text } from '../view/text';
import type { Command } from './services';
import { viewFor } from './targets';

interface ModelItem extends vscode.QuickPickItem {
  readonly model?: string;
}

/** Picks the model of the active view: a bundled one, or in a trusted workspace a user's own ONNX file. */
export const chooseModel: Command = async (services, ...args) => {
  const view = viewFor(services, args);
  if (!view) return;
  const { models, knobs, allowModelFiles } = view.session.state;
  const items: ModelItem[] = models.map(model => itemOf(model, model.name === knobs?.model));
  if (allowModelFiles) items.push({ label: `$(folder-opened) ${text.model.file}` });
  const picked = await vscode.window.showQuickPick(items, { title: text.model.title, matchOnDetail: true });
  if (!picked) return;
  if (picked.model !== undefined) {
    view.session.change({ model: picked.model });
    return;
  }
  const files = await vscode.window.showOpenDialog({
    openLabel: text.model.useFile,
    filters: { ONNX: ['onnx'] },
  });
  if (files) await view.session.useModelFile(files[0].fsPath);
};

function itemOf(model: ModelInfo, current: boolean): ModelItem {
  return {
    model: model.name,
    label: `${current ? '$(check) ' : ''}${modelLabel(model.name)}`,
    description: model.license,
    detail: model.description,
  };
}
