import * as vscode from 'vscode';
import { EngineClient } from './client/engine-client';
import { registerCommands } from './commands/commands';
import { registerDenoiseEditor } from './view/denoise-editor';
import { registerStatusBar } from './view/status-bar';
import { Views } from './view/views';

/** How long the engine outlives the last view, so that going from image to image does not start it anew. */
const engineIdleMs = 60_000;

/** What the tests see of the extension. */
export interface Api {
  readonly engine: EngineClient;
  readonly views: Views;
}

export function activate(context: vscode.ExtensionContext): Api {
  const log = vscode.window.createOutputChannel('AMSNet Denoise', { log: true });
  const engine = new EngineClient({
    script: context.asAbsolutePath('dist/engine.js'),
    modelFolders: [context.asAbsolutePath('models')],
    idleMs: engineIdleMs,
    log: line => {
      log.info(line);
    },
  });
  engine.onDidCrash(error => {
    log.error(error.message);
  });
  const views = new Views();
  const version = String((context.extension.packageJSON as { version: unknown }).version);
  context.subscriptions.push(
    log,
    engine,
    views,
    registerDenoiseEditor(context, engine, views),
    registerStatusBar(views),
    registerCommands({ engine, views, log, version }),
  );
  return { engine, views };
}
