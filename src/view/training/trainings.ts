import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { DisposableStore } from '../../client/disposables';
import type { EngineClient } from '../../client/engine-client';
import { discardTraining, freeName, keepModel, wrongName } from './kept-models';
import { configuredDevice } from '../remote';
import { text } from '../text';
import { trainingViewType } from '../view-types';
import { TrainingStore, type TrainingMemory, type TrainingPlan } from './training-store';
import type { TrainingCommand } from '../../messages/training';
import { showInStatusBar } from './training-status';
import { TrainingPage } from './training-page';
import { TrainingSession } from './training-session';

export interface TrainingsOptions {
  readonly context: vscode.ExtensionContext;
  /** An engine of its own: views stay quick, and a crash takes nothing else along. */
  readonly engine: EngineClient;
  /** Folder of the models that were kept. */
  readonly models: string;
  /** There is a new model. */
  onKept(): void;
}

/** Whether there is a training to show. */
const contextKey = 'amsnet.hasTraining';

/** The window's training, its page and its place in the status bar. There is one at a time. */
export class Trainings implements vscode.Disposable {
  readonly #store: TrainingStore;
  readonly #status = vscode.window.createStatusBarItem('amsnet.training', vscode.StatusBarAlignment.Right, 101);
  readonly #disposables = new DisposableStore();
  #session: TrainingSession | undefined;
  #page: TrainingPage | undefined;

  constructor(private readonly options: TrainingsOptions) {
    this.#store = new TrainingStore(options.context.workspaceState);
    this.#status.name = text.training.name;
    this.#status.command = 'amsnet.showTraining';
    const { engine } = options;
    const held = [
      this.#status,
      engine.onDidStart(() => {
        stepAside(engine.pid);
      }),
    ];
    for (const each of held) this.#disposables.add(each);
    const memory = this.#store.recall();
    if (memory) this.#adopt(memory.plan, memory);
  }

  get session(): TrainingSession | undefined {
    return this.#session;
  }

  /** Begins a training and shows its page. The one before, if there is one, is discarded. */
  async start(wish: Pick<TrainingPlan, 'title' | 'images' | 'from' | 'minutes'>): Promise<TrainingSession> {
    await this.discard();
    const folder = path.join(this.options.context.globalStorageUri.fsPath, 'trainings', randomUUID());
    await mkdir(folder, { recursive: true });
    const session = this.#adopt({ ...wish, seed: 0, output: path.join(folder, 'adapted.onnx') });
    this.show();
    void session.resume();
    return session;
  }

  show(): void {
    const session = this.#session;
    if (!session) return;
    if (this.#page?.shows(session) === true) {
      this.#page.reveal();
      return;
    }
    this.#page?.close();
    const panel = vscode.window.createWebviewPanel(trainingViewType, '', vscode.ViewColumn.Active);
    this.#page = this.#pageOf(panel, session);
  }

  /**
   * Gives the trained model its name among the models of the picker.
   * @throws {AmsnetError} output/exists
   */
  async keep(session: TrainingSession, name: string): Promise<void> {
    await keepModel(session.plan.output, this.options.models, name);
    await discardTraining(session.plan.output);
    session.kept(name);
    await this.#store.remember(undefined);
    this.options.onKept();
  }

  /** Ends the training and deletes all of it. */
  async discard(): Promise<void> {
    const session = this.#session;
    if (!session) return;
    this.#session = undefined;
    await session.suspend();
    await this.#store.remember(undefined);
    if (session.state.phase !== 'kept') await discardTraining(session.plan.output);
    this.#page?.close();
    this.#refresh();
  }

  /** The window goes: resolves when the checkpoint of a training under way is on disk. */
  async suspend(): Promise<void> {
    await this.#session?.suspend();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #adopt(plan: TrainingPlan, memory?: TrainingMemory): TrainingSession {
    const session = new TrainingSession({
      plan,
      memory,
      acquire: () => this.options.engine.acquire(),
      device: configuredDevice,
      remember: change => {
        if (this.#session === session) void this.#store.remember(change);
      },
      changed: () => {
        this.#refresh();
      },
    });
    this.#session = session;
    this.#refresh();
    return session;
  }

  #refresh(): void {
    showInStatusBar(this.#status, this.#session?.state);
    void vscode.commands.executeCommand('setContext', contextKey, this.#session !== undefined);
  }

  #pageOf(panel: vscode.WebviewPanel, session: TrainingSession): TrainingPage {
    const { extensionUri } = this.options.context;
    const page: TrainingPage = new TrainingPage(
      panel,
      extensionUri,
      session,
      command => void this.#run(session, command),
      () => {
        if (this.#page === page) this.#page = undefined;
      },
    );
    return page;
  }

  /** The window was loaded anew with the page open: a training that was under way goes on. */
  restorePage(panel: vscode.WebviewPanel): void {
    const session = this.#session;
    if (!session) {
      panel.dispose();
      return;
    }
    this.#page = this.#pageOf(panel, session);
    if (this.#store.recall()?.phase === 'training' && vscode.workspace.isTrusted) void session.resume();
  }

  async #run(session: TrainingSession, command: TrainingCommand): Promise<void> {
    try {
      if (command === 'pause') session.pause();
      else if (command === 'resume') await session.resume();
      else if (command === 'stop') session.stop();
      else if (command === 'keep') await this.#askAndKeep(session);
      else if (command === 'discard') await this.#askAndDiscard(session);
      else await vscode.commands.executeCommand('amsnet.showLog');
    } catch (error) {
      session.report(error);
    }
  }

  async #askAndKeep(session: TrainingSession): Promise<void> {
    const lease = this.options.engine.acquire();
    const models = await lease.request('models', {}).finally(() => {
      lease.dispose();
    });
    const taken = models.map(model => model.name);
    const name = await vscode.window.showInputBox({
      title: text.training.keep,
      prompt: text.training.keepName,
      value: freeName(session.state.title, taken),
      validateInput: value => {
        const wrong = wrongName(value, taken);
        if (wrong === 'taken') return text.training.nameTaken;
        return wrong && text.training.nameInvalid;
      },
    });
    if (name !== undefined) await this.keep(session, name);
  }

  async #askAndDiscard(session: TrainingSession): Promise<void> {
    if (session.state.phase !== 'kept') {
      const discard = text.training.discard;
      const message = text.training.confirmDiscard;
      if ((await vscode.window.showWarningMessage(message, { modal: true }, discard)) !== discard) return;
    }
    await this.discard();
  }
}

/** Training takes every core it gets: whatever the user does meanwhile goes first. */
function stepAside(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    os.setPriority(pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not permitted here: then training competes.
  }
}
