import * as vscode from 'vscode';
import { adapt } from './adapt';
import { cancelBatch, clearBatch, openBatchResult, pauseBatch, resumeBatch, retryBatch, saveBatchIndex } from './batch';
import { cancel } from './cancel';
import { chooseDevice } from './choose-device';
import { chooseModel } from './choose-model';
import { chooseReference } from './choose-reference';
import { compareChanges } from './compare-changes';
import { compareFolders } from './compare-folders';
import { compareImages } from './compare-images';
import { compareWithReference } from './compare-with-reference';
import { compareWithRevision } from './compare-with-revision';
import { denoise } from './denoise';
import { denoiseCellOutput } from './denoise-cell-output';
import { denoiseToFiles } from './denoise-to-files';
import { diagnose } from './diagnose';
import { exportView } from './export-view';
import { installCudaRuntime, removeCudaRuntime } from './install-cuda';
import { restartEngine } from './restart-engine';
import { saveAs } from './save-as';
import type { Command, Services } from './services';
import { showLog } from './show-log';
import { showTraining } from './show-training';

/** Every command of the extension, by its id in package.json. */
export const commands: Readonly<Record<string, Command>> = {
  'amsnet.denoise': denoise,
  'amsnet.denoiseCellOutput': denoiseCellOutput,
  'amsnet.denoiseToFiles': denoiseToFiles,
  'amsnet.pauseBatch': pauseBatch,
  'amsnet.resumeBatch': resumeBatch,
  'amsnet.cancelBatch': cancelBatch,
  'amsnet.retryBatch': retryBatch,
  'amsnet.clearBatch': clearBatch,
  'amsnet.saveBatchIndex': saveBatchIndex,
  'amsnet.openBatchResult': openBatchResult,
  'amsnet.chooseReference': chooseReference,
  'amsnet.compareWithReference': compareWithReference,
  'amsnet.compareImages': compareImages,
  'amsnet.compareFolders': compareFolders,
  'amsnet.compareChanges': compareChanges,
  'amsnet.compareWithRevision': compareWithRevision,
  'amsnet.saveAs': saveAs,
  'amsnet.export': exportView,
  'amsnet.cancel': cancel,
  'amsnet.chooseModel': chooseModel,
  'amsnet.chooseDevice': chooseDevice,
  'amsnet.installCuda': installCudaRuntime,
  'amsnet.removeCuda': removeCudaRuntime,
  'amsnet.adapt': adapt,
  'amsnet.showTraining': showTraining,
  'amsnet.restartEngine': restartEngine,
  'amsnet.showLog': showLog,
  'amsnet.diagnose': diagnose,
};

/** @returns what runs a command with whatever it was called with; an error is told and logged */
export function runnerOf(services: Services): (id: string, args: readonly unknown[]) => Promise<unknown> {
  return async (id, args) => {
    try {
      return await commands[id](services, ...args);
    } catch (error) {
      services.log.error(error instanceof Error ? error : String(error));
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  };
}
