/** All that the extension does: loaded, and started, when something of it is first used (see extension.ts). */
import './view/language';
import * as vscode from 'vscode';
import { programsOn } from './api/programs';
import { EngineClient, type EngineClientOptions } from './client/engine-client';
import { runnerOf } from './commands/commands';
import { toolsOn } from './view/agent-tools';
import { Batches, type BatchList } from './view/batch/batches';
import { Comparisons } from './view/comparison/comparisons';
import { DenoiseEditorProvider } from './view/denoise-editor';
import { FolderComparisons } from './view/folders/folder-comparisons';
import { showStatusBar } from './view/status-bar';
import { configuredServers, readToken, storeToken } from './view/remote';
import { Trainings } from './view/training/trainings';
import { Views } from './view/views';

/** How long the engine outlives the last view, so that going from image to image does not start it anew. */
const engineIdleMs = 15_000;

export type Host = ReturnType<typeof startHost>;

/** Ends with the subscriptions of `context`. */
export function startHost(context: vscode.ExtensionContext, list: BatchList) {
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
  const trainings = new Trainings({ context, engine: trainingEngine, models, onKept });
  const batches = new Batches(context, engine, log, list);
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
    trainings,
    batches,
    showStatusBar(views),
  );
  const engines = { images: engine, training: trainingEngine };
  return {
    ...programsOn(engines, () => engines),
    ...{ engine, views, trainings, batches, comparisons, folderComparisons },
    editor: new DenoiseEditorProvider(context, engine, views),
    tool: toolsOn(engine, trainingEngine),
    run: runnerOf({
      ...{ engine, views, comparisons, folderComparisons, trainings, batches, log, version },
      script: options.script,
      storeToken: token => storeToken(context, token),
    }),
    suspend: async () => {
      await Promise.all([trainings.suspend(), batches.suspend()]);
    },
  };
}
