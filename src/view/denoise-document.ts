import * as vscode from 'vscode';
import type { EngineLease } from '../client/engine-client';
import { ViewMessageSchema } from './messages';
import type { HostMessage, ViewCommand } from '../messages/view';
import type { ViewSession } from './view-session';

/** An image that is open in the Denoise view: its session, its hold on the engine and the watch on its file. */
export class DenoiseDocument implements vscode.CustomDocument {
  /** The webview said something that the window must do: open a dialog, show the log. */
  onCommand: (command: ViewCommand) => void = () => undefined;
  #subscriptions: vscode.Disposable[] = [];

  constructor(
    readonly uri: vscode.Uri,
    readonly session: ViewSession,
    private readonly lease: EngineLease,
    private readonly onDispose: () => void,
  ) {
    const folder = vscode.Uri.joinPath(uri, '..');
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/[[\]{}*?]/g, '[$&]');
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, name));
    const reload = () => void session.reload();
    this.#subscriptions = [watcher, watcher.onDidChange(reload), watcher.onDidCreate(reload)];
  }

  /** Connects the session with the webview that shows it. */
  attach(panel: vscode.WebviewPanel): void {
    const post = (message: HostMessage) => void panel.webview.postMessage(message);
    panel.webview.onDidReceiveMessage((raw: unknown) => {
      const message = ViewMessageSchema.safeParse(raw);
      if (!message.success) return;
      if (message.data.type === 'ready') this.session.attach(post);
      else if (message.data.type === 'command') this.onCommand(message.data.command);
      else this.session.receive(message.data);
    });
    panel.onDidChangeViewState(() => {
      // A hidden webview is thrown away by the workbench; it says `ready` when it is back.
      if (!panel.visible) this.session.detach();
    });
    panel.onDidDispose(() => {
      this.session.detach();
    });
  }

  dispose(): void {
    this.onDispose();
    vscode.Disposable.from(...this.#subscriptions).dispose();
    this.session.dispose();
    this.lease.dispose();
  }
}
