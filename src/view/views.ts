import * as vscode from 'vscode';
import type { DenoiseDocument } from './denoise-document';
import { viewType } from './view-types';

/** The Denoise views that are open, and the one that the user is in. */
export class Views implements vscode.Disposable {
  readonly #open = new Map<string, DenoiseDocument>();
  readonly #changed = new vscode.EventEmitter<DenoiseDocument | undefined>();
  #active: DenoiseDocument | undefined;
  /** Another view is active, or the active one shows something else. */
  readonly onDidChange = this.#changed.event;

  get active(): DenoiseDocument | undefined {
    return this.#active;
  }

  find(uri: vscode.Uri): DenoiseDocument | undefined {
    return this.#open.get(uri.toString());
  }

  get all(): readonly DenoiseDocument[] {
    return [...this.#open.values()];
  }

  add(document: DenoiseDocument): void {
    this.#open.set(document.uri.toString(), document);
  }

  remove(document: DenoiseDocument): void {
    if (this.find(document.uri) === document) this.#open.delete(document.uri.toString());
    this.setActive(document, false);
  }

  /** Only the view that is active may say that it is no longer so. */
  setActive(document: DenoiseDocument, active: boolean): void {
    if (active) this.#active = document;
    else if (this.#active === document) this.#active = undefined;
    this.#changed.fire(this.#active);
  }

  stateChanged(uri: vscode.Uri): void {
    if (this.#active?.uri.toString() === uri.toString()) this.#changed.fire(this.#active);
  }

  /** Opens the Denoise view of an image, or brings it to the front. */
  async open(uri: vscode.Uri): Promise<void> {
    await vscode.commands.executeCommand('vscode.openWith', uri, viewType);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
