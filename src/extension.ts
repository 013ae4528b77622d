import './view/language';
import * as vscode from 'vscode';
import { programsOn } from './api/programs';
import type { Programs } from './api/types';
import { EngineClient, type EngineClientOptions } from './client/engine-client';
import { registerCommands } from './commands/commands';
import { agentServers, registerAgentServer } from './view/agent-server';
import { registerAgentTools } from './view/agent-tools';
import { Batches } from './view/batch/batches';
import { Comparisons } from './view/comparison/comparisons';
import { registerDenoiseEditor } from './view/denoise-editor';
import { FolderComparisons } from './view/folders/folder-comparisons';
import { registerStatusBar } from './view/status-bar';
import { configuredServers, readToken, storeToken } from './view/remote';
import { Trainings } from './view/training/trainings';
import { Views } from './view/views';

/** How long the engine outlives the last view, so that going from image to image does not start it anew. */
const engineIdleMs = 15_000;

/** What other extensions may use, and what the tests see besides. */
export interface Api extends Programs {
  readonly engine: EngineClient;
  readonly views: Views;
  readonly trainings: Trainings;
  readonly batches: Batches;
  /** What agents of the editor are offered. */
  readonly agentServers: () => vscode.McpStdioServerDefinition[];
}

let trainings: Trainings | undefined;
let batches: Batches | undefined;

export function activate(context: vscode.ExtensionContext): Api {
  const log = vscode.window.createOutputChannel('AMSNet Denoise', { log: true });
  const models = vscode.Uri.joinPath(context.globalStorageUri, 'models').fsPath;
  const options: EngineClientOptions = {
    script: context.asAbsolutePath('dist/engine.js'),
    modelFolders: [context.asAbsolutePath('models'), models],
    trusted: () => vscode.workspace.isTrusted,
    servers: configuredServers,
    token: () => readToken(context),
    log: line => {
      log.info(line);
    },
  };
  const engine = new EngineClient({ ...options, idleMs: engineIdleMs });
  const trainingEngine = new EngineClient(options);
  for (const each of [engine, trainingEngine]) {
    each.onDidCrash(error => {
      log.error(error.message);
    });
  }
  const views = new Views();
  const onKept = () => {
    for (const { session } of views.all) void session.refreshModels();
  };
  trainings = new Trainings({ context, engine: trainingEngine, models, onKept });
  batches = new Batches(context, engine, log);
  const comparisons = new Comparisons(context, engine);
  const folderComparisons = new FolderComparisons(context, engine, comparisons);
  const version = String((context.extension.packageJSON as { version: unknown }).version);
  const onTrusted = () => {
    for (const each of [engine, trainingEngine]) each.renew();
    for (const { session } of views.all) session.trust();
  };
  context.subscriptions.push(
    log,
    vscode.workspace.onDidGrantWorkspaceTrust(onTrusted),
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('amsnet.device')) engine.renew();
    }),
    engine,
    trainingEngine,
    views,
    comparisons,
    folderComparisons,
    trainings,
    batches,
    registerDenoiseEditor(context, engine, views),
    registerStatusBar(views),
    registerAgentServer(context),
    registerAgentTools(engine, trainingEngine),
    registerCommands({
      ...{ engine, views, comparisons, folderComparisons, trainings, batches, log, version },
      script: options.script,
      storeToken: token => storeToken(context, token),
    }),
  );
  const engines = { images: engine, training: trainingEngine };
  const programs = programsOn(engines, () => engines);
  return { ...programs, engine, views, trainings, batches, agentServers: () => agentServers(context) };
}

/** A training under way is saved first; the window that comes next goes on with it, and with a batch. */
export async function deactivate(): Promise<void> {
  await Promise.all([trainings?.suspend(), batches?.suspend()]);
}
