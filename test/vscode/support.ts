import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../src/extension';
import type { Host } from '../../src/host';
import type { DenoiseDocument } from '../../src/view/denoise-document';
import { processTable } from '../e2e/process-table';

export const extensionId = 'amsnet.amsnet-denoise';

export function extension(): vscode.Extension<Api> {
  const found = vscode.extensions.getExtension<Api>(extensionId);
  assert.ok(found, 'the extension is not installed');
  return found;
}

/** All that the extension does, loaded if it was not. */
export async function host(): Promise<Host> {
  return (await extension().activate()).host();
}

/** A file of the test workspace (test/e2e/workspace.ts). */
export function image(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Repeats `look` until it returns something; the limit only ends a test that would never end. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const end = Date.now() + 5 * 60_000;
  while (Date.now() < end) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await pause(50);
  }
  throw new Error(`never happened: ${what}`);
}

export const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds));

/** The active tab, once `wanted` is true of it: the extension host hears of tabs a moment after they were opened. */
export async function activeTab(wanted: (tab: vscode.Tab) => boolean): Promise<void> {
  await until('the tab is the active one', () => {
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    return tab !== undefined && wanted(tab);
  });
}

/** Opens an image as the Explorer's menu does, and waits for the view to exist. */
export async function openView(uri: vscode.Uri): Promise<DenoiseDocument> {
  const { views } = await host();
  await vscode.commands.executeCommand('amsnet.denoise', uri);
  return until(`a view of ${uri.fsPath}`, () => views.find(uri));
}

/** Waits until everything visible is computed, and the whole image measured. */
export async function finished({ session }: DenoiseDocument): Promise<void> {
  await until('the picture is finished or has a problem', () => {
    const { problem, measured, activity, measureSeconds } = session.state;
    if (measureSeconds !== undefined) session.measure();
    return problem !== undefined || (measured?.current === true && activity === undefined);
  });
  assert.equal(session.state.problem, undefined);
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** The engine processes that this extension host started and that still run, as the system knows them. */
export function engineProcesses(): number[] {
  return processTable()
    .filter(({ parent, command }) => parent === process.pid && command.includes('engine.js'))
    .map(({ pid }) => pid);
}
