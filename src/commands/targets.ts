import * as vscode from 'vscode';
import { formatOfPath, imageExtensions } from '../client/image-formats';
import type { DenoiseDocument } from '../view/denoise-document';
import { text } from '../view/text';
import type { Services } from './services';

/** The resource of the active tab, whatever kind of editor shows it. */
function activeTabUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText) return input.uri;
  return undefined;
}

export function isImage(uri: vscode.Uri | undefined): uri is vscode.Uri {
  return uri !== undefined && formatOfPath(uri.path) !== undefined;
}

/** The URIs among what a menu hands to a command: the item that was clicked, then all that are selected. */
export function urisOf(args: readonly unknown[]): vscode.Uri[] {
  const [clicked, selected] = args;
  const all: unknown[] = Array.isArray(selected) ? selected : [clicked];
  return all.filter(each => each instanceof vscode.Uri);
}

/** The image that a command was called for: from a menu, from the active tab, else asked for. */
export async function imageFor(args: readonly unknown[]): Promise<vscode.Uri | undefined> {
  const [clicked] = args;
  if (clicked instanceof vscode.Uri) return clicked;
  return activeImage() ?? pickImage(text.denoise);
}

/** The image of the active tab. */
export function activeImage(): vscode.Uri | undefined {
  const active = activeTabUri();
  return isImage(active) ? active : undefined;
}

export async function pickImage(label: string, folder?: vscode.Uri): Promise<vscode.Uri | undefined> {
  return (await openDialog(label, folder, false)).at(0);
}

export function pickImages(label: string, folder?: vscode.Uri): Promise<readonly vscode.Uri[]> {
  return openDialog(label, folder, true);
}

async function openDialog(label: string, folder: vscode.Uri | undefined, several: boolean): Promise<vscode.Uri[]> {
  const picked = await vscode.window.showOpenDialog({
    openLabel: label,
    title: label,
    canSelectMany: several,
    filters: { [text.images]: imageExtensions.map(extension => extension.slice(1)) },
    ...(folder ? { defaultUri: folder } : {}),
  });
  return picked ?? [];
}

/** The view that a command is meant for: that of the given image, else the active one. */
export function viewFor({ views }: Services, [uri]: readonly unknown[]): DenoiseDocument | undefined {
  return (uri instanceof vscode.Uri ? views.find(uri) : undefined) ?? views.active;
}
