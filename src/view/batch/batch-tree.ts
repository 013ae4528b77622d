import path from 'node:path';
import * as vscode from 'vscode';
import type { BatchFile, FileState } from '../../batch/batch';
import { text } from '../text';

const icons: Readonly<Record<FileState, vscode.ThemeIcon>> = {
  waiting: new vscode.ThemeIcon('circle-outline'),
  running: new vscode.ThemeIcon('loading~spin'),
  done: new vscode.ThemeIcon('check', new vscode.ThemeColor('testing.iconPassed')),
  skipped: new vscode.ThemeIcon('debug-step-over'),
  failed: new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed')),
};

/** Several times a second is as often as anybody looks. */
const refreshMs = 250;

/** The files of a batch as a list: what they are called, and what has become of them. */
export class BatchTree implements vscode.TreeDataProvider<BatchFile>, vscode.Disposable {
  #files: readonly BatchFile[] = [];
  #refresh: NodeJS.Timeout | undefined;
  readonly #outdated = new Set<BatchFile>();

  /**
   * @param changed tells the list of it
   * @param refreshed called whenever the list is drawn anew
   */
  constructor(
    private readonly changed: vscode.EventEmitter<BatchFile | undefined>,
    private readonly refreshed: () => void,
  ) {}

  show(files: readonly BatchFile[]): void {
    this.#files = files;
    this.#outdated.clear();
    this.changed.fire(undefined);
    this.refreshed();
  }

  update(file: BatchFile): void {
    this.#outdated.add(file);
    this.#refresh ??= setTimeout(() => {
      this.#refresh = undefined;
      for (const each of this.#outdated) this.changed.fire(each);
      this.#outdated.clear();
      this.refreshed();
    }, refreshMs);
  }

  getChildren(parent?: BatchFile): BatchFile[] {
    return parent ? [] : [...this.#files];
  }

  getTreeItem(file: BatchFile): vscode.TreeItem {
    const { input, state, output } = file;
    const uri = vscode.Uri.file(input.path);
    const item = new vscode.TreeItem(path.basename(input.path));
    item.id = input.path;
    item.iconPath = icons[state];
    item.description = describe(file);
    item.tooltip = [input.path, ...(output === undefined ? [] : [text.batch.result(output)]), problem(file)]
      .filter(Boolean)
      .join('\n');
    item.contextValue = `amsnet.${state}`;
    item.command = { command: 'amsnet.denoise', title: text.denoise, arguments: [uri] };
    item.accessibilityInformation = { label: text.batch.labelled(path.basename(input.path), describe(file)) };
    return item;
  }

  dispose(): void {
    clearTimeout(this.#refresh);
  }
}

function describe(file: BatchFile): string {
  const { state, fraction, output, secondsLeft } = file;
  if (state === 'running') {
    const percent = text.batch.percent(Math.floor(100 * fraction));
    return secondsLeft === undefined ? percent : text.batch.parts([percent, text.batch.left(secondsLeft)]);
  }
  if (state === 'failed') return problem(file);
  if (state === 'skipped') return text.batch.skipped;
  return state === 'done' && output !== undefined ? path.basename(output) : '';
}

/** The list has the name already, and no room for the folder. */
function problem({ error, input }: BatchFile): string {
  return error instanceof Error ? error.message.replaceAll(input.path, path.basename(input.path)) : '';
}
