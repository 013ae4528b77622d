import * as vscode from 'vscode';
import { checkInstallable, downloadBytes, installCuda, removeCuda } from '../client/cuda-install';
import { cudaFolder, missingPackages } from '../client/cuda-runtime';
import { CancelledError } from '../core/errors';
import { text } from '../view/text';
import type { Command, Services } from './services';

const words = text.cuda;

/** Has the user's own pip get the libraries of CUDA, after its sizes were said; where there is no driver, that is said instead. */
export const installCudaRuntime: Command = async services => {
  const devices = await services.engine.asNeeded.request('devices', {});
  const cuda = devices.find(({ name }) => name === 'cuda');
  if (cuda?.available === true) {
    void vscode.window.showInformationMessage(words.works(cuda.hardware ?? []));
    return;
  }
  checkInstallable(devices);
  const folder = cudaFolder();
  const missing = missingPackages(folder);
  if (missing.length > 0) {
    const detail = words.sizes(
      missing.map(({ name, version, bytes }) => `${name} ${version}: ${inMegabytes(bytes)}`),
      folder,
    );
    const message = words.ask(inMegabytes(downloadBytes(missing)));
    if ((await vscode.window.showWarningMessage(message, { modal: true, detail }, words.install)) === undefined) return;
    if (!(await installed(folder))) return;
  }
  await check(services);
};

/** Deletes what was installed. */
export const removeCudaRuntime: Command = async ({ engine, script }) => {
  const folder = cudaFolder();
  const message = words.askRemove(folder);
  if ((await vscode.window.showWarningMessage(message, { modal: true }, words.remove)) === undefined) return;
  removeCuda(folder, script);
  engine.renew();
};

/** @returns false if it was cancelled */
async function installed(folder: string): Promise<boolean> {
  const options = { location: vscode.ProgressLocation.Notification, title: words.installing, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => {
      abort.abort();
    });
    let before = 0;
    const onProgress = ({ name, fraction }: { name: string; fraction: number }) => {
      progress.report({ message: name, increment: 100 * (fraction - before) });
      before = fraction;
    };
    try {
      await installCuda({ folder, signal: abort.signal, onProgress });
      return true;
    } catch (error) {
      if (error instanceof CancelledError) return false;
      throw error;
    }
  });
}

/** Only an engine that starts now finds the libraries. */
async function check({ engine }: Services): Promise<void> {
  engine.renew();
  const devices = await engine.asNeeded.request('devices', {});
  const cuda = devices.find(({ name }) => name === 'cuda');
  if (cuda?.available === true) void vscode.window.showInformationMessage(words.works(cuda.hardware ?? []));
  else void vscode.window.showWarningMessage(words.stillNot(cuda?.reason ?? ''));
}

function inMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
