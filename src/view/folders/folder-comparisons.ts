import { randomUUID } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import * as z from 'zod';
import { writePairs } from '../../batch/folder-pairs';
import { isIndex } from '../../batch/index-file';
import type { EngineClient } from '../../client/engine-client';
import { pairOrders, sortedPairs } from '../../core/pair-order';
import { foldersCommands, type FoldersMessage } from '../../messages/folders';
import { ComparisonStore } from '../comparison/comparison-store';
import type { Comparisons } from '../comparison/comparisons';
import { text } from '../text';
import { foldersViewType } from '../view-types';
import { webviewHtml, webviewRoot } from '../webview-html';
import { FolderSession } from './folder-session';

const Restored = z.object({ id: z.string() });

const PageMessage: z.ZodType<FoldersMessage> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('command'), command: z.enum(foldersCommands) }),
  z.object({ type: z.literal('openPair'), pair: z.int().min(0) }),
  z.object({ type: z.literal('exportPairs'), order: z.enum(pairOrders), reversed: z.boolean() }),
]);
type Exported = Extract<FoldersMessage, { type: 'exportPairs' }>;

/** The pages that compare two folders by the names of their images. */
export class FolderComparisons {
  readonly #store: ComparisonStore;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly engine: EngineClient,
    private readonly comparisons: Comparisons,
  ) {
    this.#store = new ComparisonStore(context.workspaceState, 'amsnet.folderComparisons');
  }

  async open(a: vscode.Uri, b: vscode.Uri): Promise<FolderSession> {
    const id = randomUUID();
    await this.#store.remember(id, [{ uri: a }, { uri: b }]);
    return this.#show(id, vscode.window.createWebviewPanel(foldersViewType, '', vscode.ViewColumn.Active), a, b);
  }

  /** The window was loaded anew with the page open: everything is measured again, as files may have changed. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const id = Restored.safeParse(state).data?.id;
    const folders = id === undefined ? undefined : this.#store.recall(id);
    if (id !== undefined && folders?.length === 2) {
      this.#show(id, panel, folders[0].uri, folders[1].uri);
      return;
    }
    panel.dispose();
    await Promise.reject(new Error(text.folders.forgotten));
  }

  #show(id: string, panel: vscode.WebviewPanel, a: vscode.Uri, b: vscode.Uri): FolderSession {
    const { webview } = panel;
    const { extensionUri } = this.context;
    const acquire = () => this.engine.acquire();
    const session = new FolderSession({ id, a: a.fsPath, b: b.fsPath, acquire });
    panel.title = text.comparison.pair(path.basename(a.fsPath), path.basename(b.fsPath));
    webview.options = { enableScripts: true, localResourceRoots: [webviewRoot(extensionUri)] };
    webview.onDidReceiveMessage((raw: unknown) => {
      const message = PageMessage.safeParse(raw);
      if (message.success) void this.#receive(session, message.data, post => void webview.postMessage(post));
    });
    panel.onDidChangeViewState(() => {
      // A hidden page is thrown away by the workbench; it says `ready` when it is back.
      if (!panel.visible) session.detach();
    });
    panel.onDidDispose(() => {
      session.dispose();
      void this.#store.forget(id);
    });
    webview.html = webviewHtml(webview, extensionUri, 'folders');
    void session.refresh();
    return session;
  }

  async #receive(
    session: FolderSession,
    message: FoldersMessage,
    post: Parameters<FolderSession['attach']>[0],
  ): Promise<void> {
    try {
      if (message.type === 'ready') session.attach(post);
      else if (message.type === 'openPair') await this.#openPair(session, message.pair);
      else if (message.type === 'exportPairs') await exportPairs(session, message);
      else if (message.command === 'stop') session.stop();
      else if (message.command === 'resume') await session.resume();
      else await session.refresh();
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  }

  async #openPair(session: FolderSession, pair: number): Promise<void> {
    const files = session.filesOf(pair);
    if (files) await this.comparisons.open(files.map(file => ({ uri: vscode.Uri.file(file) })));
  }
}

/** What is known so far, in the order of the page. */
async function exportPairs(session: FolderSession, { order, reversed }: Exported): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    title: text.folders.export,
    filters: { CSV: ['csv'], JSON: ['json'] },
  });
  if (!target) return;
  const file = isIndex(target.fsPath) ? target.fsPath : `${target.fsPath}.csv`;
  // The dialog has asked whether to replace what is there, unless the name is another one now.
  await writePairs(file, sortedPairs(session.results, order, reversed), file === target.fsPath);
  const open = text.saving.open;
  const answer = await vscode.window.showInformationMessage(text.exporting.exported([path.basename(file)]), open);
  if (answer === open) await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file));
}
