/** Says what there is; what it does is a program of its own (host.ts), loaded by whatever is used first. */
import './view/language';
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Programs } from './api/types';
import type { BatchFile } from './batch/batch';
import type { Host } from './host';
import { agentServers, registerAgentServer } from './view/agent-server';
import type { BatchList } from './view/batch/batches';
import type { DenoiseDocument } from './view/denoise-document';
import { isAnythingLeft } from './view/remains';
import { text } from './view/text';
import { batchViewId, comparisonViewType, foldersViewType, trainingViewType, viewType } from './view/view-types';

/** What other extensions may use, and what the tests see besides. */
export interface Api extends Programs {
  readonly host: () => Host;
  /** What agents of the editor are offered. */
  readonly agentServers: () => vscode.McpStdioServerDefinition[];
}

/** As package.json has them; the tests compare it with what is there. */
interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly languageModelTools: readonly { readonly name: string }[];
  };
}

let loaded: Host | undefined;

export function activate(context: vscode.ExtensionContext): Api {
  const host = () => (loaded ??= load(context, list));
  const list = batchList(host);
  const { contributes } = context.extension.packageJSON as Manifest;
  context.subscriptions.push(
    list.view,
    list.changed,
    registerAgentServer(context),
    ...contributes.commands.map(({ command }) => registerCommand(command, host)),
    ...contributes.languageModelTools.map(({ name }) => registerTool(name, host)),
    registerEditor(host),
    registerPage(comparisonViewType, (panel, state) => host().comparisons.restore(panel, state)),
    registerPage(foldersViewType, (panel, state) => host().folderComparisons.restore(panel, state)),
    registerPage(trainingViewType, panel => {
      host().trainings.restorePage(panel);
    }),
  );
  if (isAnythingLeft(context)) void setImmediate().then(host).catch(report);
  return {
    denoise: (...given) => host().denoise(...given),
    compare: (...given) => host().compare(...given),
    inspectNoise: (...given) => host().inspectNoise(...given),
    train: (...given) => host().train(...given),
    openEngine: () => host().openEngine(),
    host,
    agentServers: () => agentServers(context),
  };
}

/** A training under way is saved first; the window that comes next goes on with it, and with a batch. */
export async function deactivate(): Promise<void> {
  await loaded?.suspend();
}

/** @throws {Error} with a sentence, where the installation is damaged; the next use tries again */
function load(context: vscode.ExtensionContext, list: BatchList): Host {
  try {
    const program = createRequire(__filename)('./host.js') as typeof import('./host');
    return program.startHost(context, list);
  } catch (error) {
    throw new Error(text.notLoaded(error instanceof Error ? error.message.split('\n')[0] : String(error)), {
      cause: error,
    });
  }
}

function report(error: unknown): void {
  void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
}

/** In the Explorer before there is a batch, and then empty. */
function batchList(host: () => Host): BatchList {
  const changed = new vscode.EventEmitter<BatchFile | undefined>();
  const view = vscode.window.createTreeView<BatchFile>(batchViewId, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: parent => loaded?.batches.tree.getChildren(parent) ?? [],
      getTreeItem: file => host().batches.tree.getTreeItem(file),
    },
  });
  return { view, changed };
}

function registerCommand(id: string, host: () => Host): vscode.Disposable {
  return vscode.commands.registerCommand(id, (...args: unknown[]) => host().run(id, args));
}

function registerTool(name: string, host: () => Host): vscode.Disposable {
  return vscode.lm.registerTool<object>(name, {
    prepareInvocation: options => host().tool(name).prepareInvocation(options),
    invoke: (options, token) => host().tool(name).invoke(options, token),
  });
}

/** The Denoise view as a custom editor. */
function registerEditor(host: () => Host): vscode.Disposable {
  const provider: vscode.CustomReadonlyEditorProvider<DenoiseDocument> = {
    openCustomDocument: uri => host().editor.openCustomDocument(uri),
    resolveCustomEditor: (document, panel) => {
      host().editor.resolveCustomEditor(document, panel);
    },
  };
  return vscode.window.registerCustomEditorProvider(viewType, provider);
}

/** A page that was open when the window was loaded anew. */
function registerPage(
  type: string,
  restore: (panel: vscode.WebviewPanel, state: unknown) => Promise<void> | void,
): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(type, {
    deserializeWebviewPanel: async (panel, state) => restore(panel, state),
  });
}
