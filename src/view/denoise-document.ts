import * as vscode from 'vscode';
import { DisposableStore, DisposableValue } from '../client/disposables';
import type { EngineLease } from '../client/engine-client';
import { ViewMessageSchema } from './messages';
import type { HostMessage, ViewCommand } from '../messages/view';
import type { ViewSession } from './view-session';

/** An image that is open in the Denoise view: its session, its hold on the engine and the watch on its file. */
export class DenoiseDocument implements vscode.CustomDocument {
  /** The webview said something that the window must do: open a dialog, show the log. */
  onCommand: (command: ViewCommand) => void = () => undefined;
  readonly #store = new DisposableStore();
  readonly #panel = this.#store.add(new DisposableValue<DisposableStore>());

  constructor(
    readonly uri: vscode.Uri,
    readonly session: ViewSession,
    lease: EngineLease,
    onDispose: () => void,
  ) {
    // The last one goes first.
    this.#store.add(lease);
    this.#store.add(session);
    const folder = vscode.Uri.joinPath(uri, '..');
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/[[\]{}*?]/g, '[$&]');
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, name));
    const reload = () => void session.reload();
    for (const each of [watcher, watcher.onDidChange(reload), watcher.onDidCreate(reload)]) this.#store.add(each);
    this.#store.add({ dispose: onDispose });
  }

  /** Connects the session with the webview that shows it. */
  attach(panel: vscode.WebviewPanel): void {
    const listeners = new DisposableStore();
    this.#panel.value = listeners;
    const post = (message: HostMessage) => void panel.webview.postMessage(message);
    const onMessage = (raw: unknown): void => {
      const message = ViewMessageSchema.safeParse(raw);
      if (!message.success) return;
      if (message.data.type === 'ready') this.session.attach(post);
      else if (message.data.type === 'command') this.onCommand(message.data.command);
      else this.session.receive(message.data);
    };
    listeners.add(panel.webview.onDidReceiveMessage(onMessage));
    const onViewState = () => {
      // A hidden webview is thrown away by the workbench; it says `ready` when it is back.
      if (!panel.visible) this.session.detach();
    };
    listeners.add(panel.onDidChangeViewState(onViewState));
    const onClosed = () => {
      this.session.detach();
    };
    listeners.add(panel.onDidDispose(onClosed));
  }

  dispose(): void {
    this.#store.dispose();
  }
}
