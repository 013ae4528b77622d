import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../client/disposables';
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
const commands: Readonly<Record<string, Command>> = {
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

export function registerCommands(services: Services): Disposable {
  const registered = new DisposableStore();
  for (const [id, command] of Object.entries(commands)) {
    const run = async (...args: unknown[]) => {
      try {
        return await command(services, ...args);
      } catch (error) {
        services.log.error(error instanceof Error ? error : String(error));
        void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
        return undefined;
      }
    };
    registered.add(vscode.commands.registerCommand(id, run));
  }
  return registered;
}
