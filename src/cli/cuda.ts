import { join } from 'node:path';
import type { Command } from 'commander';
import { checkInstallable, downloadBytes, installCuda, removeCuda } from '../client/cuda-install';
import { cudaFolder, cudaPackages, missingPackages } from '../client/cuda-runtime';
import { EngineClient } from '../client/engine-client';
import { ProgressBar } from './progress-bar';
import { say } from './say';
import { text } from './text';
import { withEngine } from './with-engine';

const words = text.cuda;
const script = join(__dirname, 'engine.js');

/** `amsnet cuda [--install | --remove]`: the libraries of CUDA, which no package of Node has. */
export function addCuda(program: Command): void {
  program
    .command('cuda')
    .summary(words.summary)
    .description(words.description)
    .option('--install', words.install)
    .option('--remove', words.remove)
    .action((options: { install?: true; remove?: true }, command: Command) => {
      if (options.install && options.remove) command.error(text.error(words.oneOfBoth));
      if (!options.remove) return withEngine((engine, signal) => show(engine, signal, options.install === true));
      removeCuda(cudaFolder(), script);
      say(words.removed(cudaFolder()));
      return undefined;
    });
}

async function show(
  engine: Parameters<Parameters<typeof withEngine>[0]>[0],
  signal: AbortSignal,
  install: boolean,
): Promise<void> {
  const folder = cudaFolder();
  const devices = await engine.request('devices', {}, { signal });
  if (install) checkInstallable(devices);
  const cuda = devices.find(({ name }) => name === 'cuda');
  say(cuda?.available === true ? words.works(cuda.hardware ?? []) : words.unavailable(cuda?.reason ?? ''));
  for (const each of cudaPackages) say(words.part(each.name, each.version, each.bytes / 1e6));
  const missing = missingPackages(folder);
  say(missing.length === 0 ? words.installed(folder) : words.missing(downloadBytes(missing) / 1e6, folder));
  if (!install || cuda?.available === true || missing.length === 0) return;
  const bar = new ProgressBar('pip');
  try {
    await installCuda({
      folder,
      signal,
      onProgress: progress => {
        bar.update(progress);
      },
    });
  } finally {
    bar.stop();
  }
  const client = new EngineClient({ script, modelFolders: [], log: () => undefined });
  try {
    const found = (await client.asNeeded.request('devices', {}, { signal })).find(({ name }) => name === 'cuda');
    say(found?.available === true ? words.works(found.hardware ?? []) : words.unavailable(found?.reason ?? ''));
  } finally {
    client.dispose();
  }
}
