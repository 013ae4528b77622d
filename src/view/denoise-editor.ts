import path from 'node:path';
import * as vscode from 'vscode';
import type { Device } from '../client/device';
import type { EngineClient } from '../client/engine-client';
import { DenoiseDocument } from './denoise-document';
import type { ViewCommand } from '../messages/view';
import { isFile, referenceOnDisk } from './reference-files';
import { ViewSession } from './view-session';
import { ViewMemory } from './view-memory';
import { viewType, type Views } from './views';
import { webviewHtml, webviewRoot } from './webview-html';

/** Commands of the window behind the buttons of the view; the others the session does itself. */
const windowCommands: Partial<Record<ViewCommand, string>> = {
  saveAs: 'amsnet.saveAs',
  export: 'amsnet.export',
  chooseModel: 'amsnet.chooseModel',
  chooseReference: 'amsnet.chooseReference',
  showLog: 'amsnet.showLog',
  restartEngine: 'amsnet.restartEngine',
};

class DenoiseEditorProvider implements vscode.CustomReadonlyEditorProvider<DenoiseDocument> {
  readonly #memory: ViewMemory;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly engine: EngineClient,
    private readonly views: Views,
  ) {
    this.#memory = new ViewMemory(context.workspaceState);
  }

  openCustomDocument(uri: vscode.Uri): DenoiseDocument {
    const image = uri.fsPath;
    const lease = this.engine.acquire();
    const memory = this.#memory.recall(image);
    const config = vscode.workspace.getConfiguration('amsnet');
    const session = new ViewSession({
      image,
      engine: lease,
      memory,
      defaults: { model: config.get('model', ''), device: config.get<Device>('device', 'auto') },
      allowModelFiles: vscode.workspace.isTrusted,
      findReference: async () => {
        const picked = memory?.reference;
        if (picked !== undefined && (await isFile(picked)))
          return { name: path.basename(picked), path: picked, found: false };
        const found = await referenceOnDisk(image);
        return found === undefined ? undefined : { name: path.basename(found), path: found, found: true };
      },
      remember: change => void this.#memory.remember(image, change),
      changed: () => {
        this.views.stateChanged(uri);
      },
    });
    const document = new DenoiseDocument(uri, session, lease, () => {
      this.views.remove(document);
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
      this.views.setActive(document, panel.active);
    });
    panel.webview.html = webviewHtml(panel.webview, extensionUri);
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
  }
}

/** The Denoise view as a custom editor. */
export function registerDenoiseEditor(
  context: vscode.ExtensionContext,
  engine: EngineClient,
  views: Views,
): vscode.Disposable {
  const provider = new DenoiseEditorProvider(context, engine, views);
  return vscode.window.registerCustomEditorProvider(viewType, provider);
}
