import path from 'node:path';
import * as vscode from 'vscode';
import type { EngineClient } from '../client/engine-client';
import { denoiseCommand } from './command-line';
import { ComparisonFiles } from './comparison/comparison-files';
import { DenoiseDocument } from './denoise-document';
import type { ViewCommand, ViewState } from '../messages/view';
import { FolderStrip } from './folder-strip';
import type { Memory } from './knobs';
import { isFile as isFileThere, referenceOnDisk } from './reference-files';
import { OwnPresets } from './own-presets';
import { text } from './text';
import { truthOf } from './truth';
import { ViewSession } from './view-session';
import { ViewMemory } from './view-memory';
import { viewType } from './view-types';
import type { Views } from './views';
import { webviewHtml, webviewRoot } from './webview-html';
import { configuredDevice } from './remote';

/** Commands of the window behind the buttons of the view; the others the session does itself. */
const windowCommands: Partial<Record<ViewCommand, string>> = {
  saveAs: 'amsnet.saveAs',
  export: 'amsnet.export',
  chooseModel: 'amsnet.chooseModel',
  chooseReference: 'amsnet.chooseReference',
  showLog: 'amsnet.showLog',
  restartEngine: 'amsnet.restartEngine',
};

/** The Denoise view as a custom editor. */
export class DenoiseEditorProvider implements vscode.CustomReadonlyEditorProvider<DenoiseDocument> {
  readonly #memory: ViewMemory;
  readonly #presets: OwnPresets;
  /** The view that leads to the one that opens. */
  #from: ViewState | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly engine: EngineClient,
    private readonly views: Views,
  ) {
    this.#memory = new ViewMemory(context.workspaceState);
    this.#presets = new OwnPresets(context.globalState);
  }

  /** @throws {Error} with a sentence, where a version of a file cannot be read */
  async openCustomDocument(uri: vscode.Uri): Promise<DenoiseDocument> {
    const files = new ComparisonFiles();
    // A version in Git is a file of its own; `fsPath` would be the one in the working tree.
    const image = await files.pathOf({ uri }, 0);
    const isFile = uri.scheme === 'file';
    const lease = this.engine.acquire();
    const memory = isFile ? this.#memoryOf(image) : undefined;
    const config = vscode.workspace.getConfiguration('amsnet');
    const session = new ViewSession({
      image,
      engine: lease,
      memory,
      defaults: { model: config.get('model', ''), device: configuredDevice() },
      allowModelFiles: vscode.workspace.isTrusted,
      presets: this.#presets,
      findReference: async () => {
        const picked = memory?.reference;
        if (picked !== undefined && (await isFileThere(picked)))
          return { name: path.basename(picked), path: picked, found: false };
        const found = await referenceOnDisk(image);
        return found === undefined ? undefined : { name: path.basename(found), path: found, found: true };
      },
      remember: change => {
        if (isFile) void this.#memory.remember(image, change);
      },
      changed: () => {
        this.views.find(uri)?.stateChanged();
        this.views.stateChanged(uri);
      },
    });
    const strip = new FolderStrip({
      image: uri.fsPath,
      engine: lease,
      open: (other, look) => void this.#go(session, vscode.Uri.file(other), look),
    });
    const document = new DenoiseDocument(uri, session, strip, lease, () => {
      this.views.remove(document);
      files.dispose();
    });
    document.onCommand = command => {
      this.#run(document, command);
    };
    this.views.add(document);
    void session.open();
    return document;
  }

  resolveCustomEditor(document: DenoiseDocument, panel: vscode.WebviewPanel): void {
    const { extensionUri } = this.context;
    panel.webview.options = { enableScripts: true, localResourceRoots: [webviewRoot(extensionUri)] };
    document.attach(panel);
    this.views.setActive(document, panel.active);
    panel.onDidChangeViewState(() => {
      if (panel.active) document.session.refreshPresets();
      this.views.setActive(document, panel.active);
    });
    panel.webview.html = webviewHtml(panel.webview, extensionUri);
  }

  /** What is known of an image, with the settings of the one before where that led here. */
  #memoryOf(image: string): Memory | undefined {
    const memory = this.#memory.recall(image);
    const { knobs, auto } = this.#from ?? {};
    return knobs ? { ...memory, knobs, auto: auto?.from } : memory;
  }

  /** From one image of a folder to another, with its settings and looked at in the same way. */
  async #go({ state }: ViewSession, uri: vscode.Uri, look: object): Promise<void> {
    const open = this.views.find(uri);
    open?.session.adopt(state);
    open?.lookLike(look);
    this.#from = state;
    try {
      // A tab that the next image takes over, where tabs are so.
      await vscode.commands.executeCommand('vscode.openWith', uri, viewType, { preview: true });
      if (!open) this.views.find(uri)?.lookLike(look);
    } finally {
      this.#from = undefined;
    }
  }

  #run({ session, uri }: DenoiseDocument, command: ViewCommand): void {
    const ofWindow = windowCommands[command];
    if (ofWindow !== undefined) void vscode.commands.executeCommand(ofWindow, uri);
    else if (command === 'cancel') session.cancel();
    else if (command === 'resume' || command === 'retry') session.retry();
    else if (command === 'clearReference') session.setReference(undefined);
    else if (command === 'useCpu') session.change({ device: 'cpu' });
    else if (command === 'resetKnobs') session.resetKnobs();
    else if (command === 'dismiss') session.dismiss();
    else if (command === 'measure') session.measure();
    else if (command === 'pin') session.pin();
    else if (command === 'undo') session.undo();
    else if (command === 'redo') session.redo();
    else if (command === 'savePreset') void savePreset(session);
    else if (command === 'copyCommand') void copied(session.job && denoiseCommand(session.job));
    else if (command === 'copyJson') {
      void copied(session.job && JSON.stringify(truthOf(session.state, session.job), null, 2));
    }
  }
}

/** Asks for the name; that of another one is taken as well, which is then replaced. */
async function savePreset(session: ViewSession): Promise<void> {
  const name = await vscode.window.showInputBox({
    title: text.presets.save,
    prompt: text.presets.name,
    validateInput: value => {
      const taken = session.state.presets.some(preset => preset.name === value.trim());
      return taken
        ? { message: text.presets.replaces, severity: vscode.InputBoxValidationSeverity.Warning }
        : undefined;
    },
  });
  const trimmed = name?.trim();
  if (trimmed !== undefined && trimmed !== '') await session.savePreset(trimmed);
}

async function copied(words: string | undefined): Promise<void> {
  if (words === undefined) return;
  await vscode.env.clipboard.writeText(words);
  vscode.window.setStatusBarMessage(text.copied, 3000);
}
