import * as vscode from 'vscode';
import { DisposableStore } from '../../client/disposables';
import type { EngineLease } from '../../client/engine-client';
import type { ComparisonCommand } from '../../messages/comparison';
import { webviewHtml, webviewRoot } from '../webview-html';
import { ComparisonMessageSchema } from '../messages';
import { LatestOnly } from '../latest-only';
import { followResource } from './follow';
import { ComparisonSession, type ShownPages } from './comparison-session';
import type { ComparisonFiles, ComparedResource } from './comparison-files';

/** Commands of the window behind the buttons of the page; the others the session does itself. */
const windowCommands: Partial<Record<ComparisonCommand, string>> = {
  showLog: 'amsnet.showLog',
  export: 'amsnet.export',
  restartEngine: 'amsnet.restartEngine',
};

export interface PanelOptions {
  readonly id: string;
  readonly panel: vscode.WebviewPanel;
  readonly extension: vscode.Uri;
  readonly lease: EngineLease;
  readonly resources: readonly ComparedResource[];
  readonly names: readonly string[];
  readonly paths: readonly string[];
  /** Where versions that are no files lie; goes with the panel. */
  readonly files: ComparisonFiles;
  readonly shown?: ShownPages | undefined;
}

/** Connects the page of a comparison with its session, which lives as long as the page. */
export function showComparison(options: PanelOptions): ComparisonSession {
  const { id, panel, extension, lease, resources, names, paths, files, shown } = options;
  const images = resources.map(({ uri }, i) => ({
    name: names[i],
    origin: uri.scheme === 'file' ? uri.fsPath : names[i],
    path: paths[i],
  }));
  const session = new ComparisonSession({ id, engine: lease, images, shown });
  const store = new DisposableStore();
  // The last one goes first.
  store.add(files);
  store.add(lease);
  store.add(session);
  resources.forEach((resource, index) => {
    // Git tells of far more than changes of this image, and often while the last one is still read.
    const changed = new LatestOnly(async () => {
      // A version that is gone leaves its last picture.
      const isNew = resource.uri.scheme === 'file' || (await files.retake(resource, index).catch(() => false));
      if (isNew && !store.disposed) await session.reload(index);
    });
    store.add(followResource(resource.uri, () => void changed.ask(true)));
  });
  const { webview } = panel;
  webview.options = { enableScripts: true, localResourceRoots: [webviewRoot(extension)] };
  webview.onDidReceiveMessage((raw: unknown) => {
    const message = ComparisonMessageSchema.safeParse(raw);
    if (!message.success) return;
    if (message.data.type === 'ready') session.attach(post => void webview.postMessage(post));
    else if (message.data.type === 'command') run(session, message.data.command);
    else session.receive(message.data);
  });
  panel.onDidChangeViewState(() => {
    // A hidden page is thrown away by the workbench; it says `ready` when it is back.
    if (!panel.visible) session.detach();
  });
  panel.onDidDispose(() => {
    store.dispose();
  });
  webview.html = webviewHtml(webview, extension, 'comparison');
  void session.open();
  return session;
}

function run(session: ComparisonSession, command: ComparisonCommand): void {
  const ofWindow = windowCommands[command];
  if (ofWindow !== undefined) void vscode.commands.executeCommand(ofWindow);
  else if (command === 'cancel') session.cancel();
  else if (command === 'dismiss') session.dismiss();
  else session.retry();
}
