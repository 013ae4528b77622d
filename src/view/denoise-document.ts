import * as vscode from 'vscode';
import { DisposableStore, DisposableValue } from '../client/disposables';
import type { EngineLease } from '../client/engine-client';
import { ViewMessageSchema } from './messages';
import { watchFile } from './watch-file';
import type { HostMessage, ViewCommand } from '../messages/view';
import type { FolderStrip } from './folder-strip';
import type { ViewSession } from './view-session';

/** An image that is open in the Denoise view: its session, its hold on the engine and the watch on its file. */
export class DenoiseDocument implements vscode.CustomDocument {
  /** The webview said something that the window must do: open a dialog, show the log. */
  onCommand: (command: ViewCommand) => void = () => undefined;
  readonly #store = new DisposableStore();
  readonly #panel = this.#store.add(new DisposableValue<DisposableStore>());
  readonly #reference = this.#store.add(new DisposableValue<vscode.Disposable>());
  #watched: string | undefined;
  #look: object | undefined;
  #post: ((message: HostMessage) => void) | undefined;

  constructor(
    readonly uri: vscode.Uri,
    readonly session: ViewSession,
    private readonly strip: FolderStrip,
    lease: EngineLease,
    onDispose: () => void,
  ) {
    // The last one goes first.
    this.#store.add(lease);
    this.#store.add(session);
    if (uri.scheme === 'file') this.#store.add(this.#watch(uri));
    this.#store.add({ dispose: onDispose });
  }

  /** The reference may change on disk as well as the image. */
  stateChanged(): void {
    const path = this.session.state.reference?.path;
    if (path === this.#watched) return;
    this.#watched = path;
    this.#reference.value = path === undefined ? undefined : this.#watch(vscode.Uri.file(path));
  }

  #watch(uri: vscode.Uri): vscode.Disposable {
    return watchFile(uri, () => void this.session.reload());
  }

  /** Shows it as another image was looked at, now or as soon as it is shown. */
  lookLike(look: object): void {
    if (this.#post) this.#post({ type: 'lookedAt', look });
    else this.#look = look;
  }

  /** Connects the session with the webview that shows it. */
  attach(panel: vscode.WebviewPanel): void {
    const listeners = new DisposableStore();
    this.#panel.value = listeners;
    const post = (message: HostMessage) => void panel.webview.postMessage(message);
    const onMessage = (raw: unknown): void => {
      const message = ViewMessageSchema.safeParse(raw);
      if (!message.success) return;
      const { data } = message;
      if (data.type === 'ready') {
        this.session.attach(post);
        this.#post = post;
        if (this.#look) post({ type: 'lookedAt', look: this.#look });
        this.#look = undefined;
      } else if (data.type === 'folder' || data.type === 'thumbnails' || data.type === 'openImage')
        void this.strip.receive(data, post);
      else if (data.type === 'command') this.onCommand(data.command);
      else this.session.receive(data);
    };
    listeners.add(panel.webview.onDidReceiveMessage(onMessage));
    const onViewState = () => {
      // A hidden webview is thrown away by the workbench; it says `ready` when it is back.
      if (panel.visible) return;
      this.session.detach();
      this.strip.stop();
      this.#post = undefined;
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
