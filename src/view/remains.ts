/** What a window leaves to the next one, where it goes on by itself: a batch and a training. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type * as vscode from 'vscode';

/** Of the workspace's state. */
export const trainingKey = 'amsnet.training';

/** Of the workspace's batch; windows without one share a journal. */
export function batchJournal({ storageUri, globalStorageUri }: vscode.ExtensionContext): string {
  return path.join((storageUri ?? globalStorageUri).fsPath, 'batch.journal');
}

export function isAnythingLeft(context: vscode.ExtensionContext): boolean {
  return context.workspaceState.get(trainingKey) !== undefined || existsSync(batchJournal(context));
}
