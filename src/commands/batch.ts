/** The buttons of the list of a batch. */
import * as vscode from 'vscode';
import type { BatchFile } from '../batch/batch';
import type { Command } from './services';

export const pauseBatch: Command = ({ batches }) => batches.session?.pause();

export const resumeBatch: Command = ({ batches }) => batches.session?.resume();

export const cancelBatch: Command = ({ batches }) => batches.session?.cancel();

/** All that failed, or the one whose button it is. */
export const retryBatch: Command = ({ batches }, ...args) => {
  const one = fileOf(args);
  return batches.session?.retry(one && (file => file === one));
};

export const clearBatch: Command = ({ batches }) => batches.clear();

export const saveBatchIndex: Command = ({ batches }) => batches.saveIndex();

export const openBatchResult: Command = async (_, ...args) => {
  const output = fileOf(args)?.output;
  if (output !== undefined) await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(output));
};

function fileOf([file]: readonly unknown[]): BatchFile | undefined {
  return typeof file === 'object' && file !== null && 'input' in file ? (file as BatchFile) : undefined;
}
