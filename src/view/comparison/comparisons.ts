import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import * as z from 'zod';
import type { EngineClient } from '../../client/engine-client';
import { text } from '../text';
import { comparisonViewType } from '../view-types';
import { ComparisonFiles, namesOf, type ComparedResource } from './comparison-files';
import { showComparison } from './comparison-panel';
import type { ComparisonSession, ShownPages } from './comparison-session';
import { ComparisonStore } from './comparison-store';

/** What a page says when it comes back: its name, and which pages of its images it showed. */
const Restored = z.object({
  id: z.string(),
  page: z.int().min(0).catch(0),
  shifts: z.array(z.int()).catch([]),
});

/** The pages that compare images. */
export class Comparisons {
  readonly #store: ComparisonStore;
  #active: { readonly panel: vscode.WebviewPanel; readonly session: ComparisonSession } | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly engine: EngineClient,
  ) {
    this.#store = new ComparisonStore(context.workspaceState, 'amsnet.comparisons');
  }

  /** The comparison that the user is in. */
  get active(): ComparisonSession | undefined {
    return this.#active?.session;
  }

  /** @throws {Error} with a sentence, where a version of a file cannot be read */
  async open(resources: readonly ComparedResource[]): Promise<ComparisonSession> {
    const id = randomUUID();
    const files = new ComparisonFiles();
    const paths = await this.#pathsOf(resources, files);
    await this.#store.remember(id, resources);
    const panel = vscode.window.createWebviewPanel(comparisonViewType, '', vscode.ViewColumn.Active);
    return this.#show(id, panel, resources, paths, files);
  }

  /** The window was loaded anew with the page open. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const shown = Restored.safeParse(state).data;
    const resources = shown && this.#store.recall(shown.id);
    const files = new ComparisonFiles();
    try {
      if (!shown || !resources) throw new Error(text.comparison.forgotten);
      this.#show(shown.id, panel, resources, await this.#pathsOf(resources, files), files, shown);
    } catch (error) {
      panel.dispose();
      throw error;
    }
  }

  async #pathsOf(resources: readonly ComparedResource[], files: ComparisonFiles): Promise<string[]> {
    try {
      return await Promise.all(resources.map((resource, index) => files.pathOf(resource, index)));
    } catch (error) {
      files.dispose();
      throw error;
    }
  }

  #show(
    id: string,
    panel: vscode.WebviewPanel,
    resources: readonly ComparedResource[],
    paths: readonly string[],
    files: ComparisonFiles,
    shown?: ShownPages,
  ): ComparisonSession {
    const names = namesOf(resources);
    panel.title = names.length === 2 ? text.comparison.pair(names[0], names[1]) : text.comparison.several(names.length);
    panel.onDidDispose(() => void this.#store.forget(id));
    const { extensionUri: extension } = this.context;
    const session = showComparison({
      id,
      panel,
      extension,
      lease: this.engine.acquire(),
      resources,
      names,
      paths,
      files,
      shown,
    });
    const follow = () => {
      if (panel.active) this.#active = { panel, session };
      else if (this.#active?.panel === panel) this.#active = undefined;
    };
    follow();
    panel.onDidChangeViewState(follow);
    panel.onDidDispose(() => {
      if (this.#active?.panel === panel) this.#active = undefined;
    });
    return session;
  }
}
