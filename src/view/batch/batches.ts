import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { BatchFile } from '../../batch/batch';
import { writeIndex } from '../../batch/index-file';
import type { Disposable } from '../../client/disposables';
import type { EngineClient } from '../../client/engine-client';
import { batchJournal } from '../remains';
import { text } from '../text';
import { batchViewId } from '../view-types';
import { type BatchPlan, BatchSession } from './batch-session';
import { BatchTree } from './batch-tree';

/** What the batch is doing, for the buttons of its list. */
const contextKey = 'amsnet.batch';

/** The list as it is in the Explorer, also before there is a batch; whoever made it disposes it. */
export interface BatchList {
  readonly view: vscode.TreeView<BatchFile>;
  readonly changed: vscode.EventEmitter<BatchFile | undefined>;
}

/** The window's batch and its list in the Explorer. There is one at a time. */
export class Batches implements Disposable {
  /** What the list shows. */
  readonly tree: BatchTree;
  readonly #view: vscode.TreeView<BatchFile>;
  readonly #journal: string;
  #session: BatchSession | undefined;
  /** Resolves when what the last window left has been taken up. */
  readonly restored: Promise<void>;

  constructor(
    context: vscode.ExtensionContext,
    private readonly engine: EngineClient,
    private readonly log: vscode.LogOutputChannel,
    { view, changed }: BatchList,
  ) {
    this.#journal = batchJournal(context);
    this.#view = view;
    this.tree = new BatchTree(changed, () => {
      this.#sum();
    });
    this.restored = this.#restore().catch((error: unknown) => {
      this.log.error(String(error));
    });
    this.#sum();
  }

  get session(): BatchSession | undefined {
    return this.#session;
  }

  /** Begins a batch and shows its list. The one before is given up; what it has made stays. */
  async start(plan: Omit<BatchPlan, 'paused'>): Promise<BatchSession> {
    await this.clear();
    const session = await BatchSession.start(this.#journal, { ...plan, paused: false }, this.#callbacks());
    this.#adopt(session);
    await this.show();
    void session.resume();
    return session;
  }

  async show(): Promise<void> {
    await vscode.commands.executeCommand(`${batchViewId}.focus`);
  }

  /** Ends the batch and empties its list. */
  async clear(): Promise<void> {
    await this.restored;
    const session = this.#session;
    this.#adopt(undefined);
    await session?.close(true);
  }

  /** The window goes: the next one goes on. */
  async suspend(): Promise<void> {
    await this.#session?.close(false);
  }

  /** Writes the settings and numbers of every file where a person wants them. */
  async saveIndex(): Promise<void> {
    const session = this.#session;
    const target =
      session &&
      (await vscode.window.showSaveDialog({
        title: text.batch.saveIndex,
        filters: { JSON: ['json'], CSV: ['csv'] },
      }));
    // The dialog has asked whether to replace what is there.
    if (session && target) await writeIndex(target.fsPath, session.rows, true);
  }

  dispose(): void {
    this.tree.dispose();
  }

  async #restore(): Promise<void> {
    if (!existsSync(this.#journal)) return;
    const session = await BatchSession.restore(this.#journal, this.#callbacks());
    this.#adopt(session);
    if (session?.wasRunning === true) void session.resume();
  }

  #adopt(session: BatchSession | undefined): void {
    this.#session = session;
    this.tree.show(session?.files ?? []);
  }

  #callbacks() {
    return {
      acquire: () => this.engine.acquire(),
      changed: (file?: BatchFile) => {
        if (file) this.tree.update(file);
        else this.tree.show(this.#session?.files ?? []);
      },
      ended: () => {
        this.#tell();
      },
    };
  }

  /** The line above the list, the number at its icon, its buttons. */
  #sum(): void {
    const session = this.#session;
    const phase = session?.phase ?? 'none';
    void vscode.commands.executeCommand('setContext', contextKey, phase);
    void vscode.commands.executeCommand('setContext', `${contextKey}Failed`, (session?.count('failed') ?? 0) > 0);
    const left = session?.count('waiting', 'running') ?? 0;
    this.#view.badge = left === 0 ? undefined : { value: left, tooltip: text.batch.remaining(left) };
    this.#view.message = session ? summary(session) : '';
  }

  #tell(): void {
    const session = this.#session;
    if (!session) return;
    const failed = session.count('failed');
    const show = text.batch.show;
    const message = session.error instanceof Error ? session.error.message : summary(session);
    const tell =
      failed > 0 || session.error !== undefined
        ? vscode.window.showWarningMessage
        : vscode.window.showInformationMessage;
    void tell(message, show).then(answer => (answer === show ? this.show() : undefined));
  }
}

function summary(session: BatchSession): string {
  const { batch } = text;
  const parts = [batch.done(session.count('done', 'skipped'), session.files.length)];
  const failed = session.count('failed');
  if (failed > 0) parts.push(batch.failed(failed));
  const { phase, secondsLeft } = session;
  if (phase === 'paused') parts.push(batch.paused);
  if (phase === 'running' && secondsLeft !== undefined) parts.push(batch.left(secondsLeft));
  return text.batch.parts(parts);
}
