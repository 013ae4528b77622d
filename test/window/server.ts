/** Starts the VS Code that the window tests drive: on the source tree, or with E2E_VSIX on that package. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { resultsDir, root } from '../e2e/paths';
import { startServer } from '../e2e/server';
import { makeWorkspace } from '../e2e/workspace';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a window on the workspace. */
    address: string;
    /** The folder that this window shows. */
    workspace: string;
    /** Address of a window on a copy of the samples. */
    samples: string;
    /** Address of a window on `repositoryFolder`, a Git repository with an image that has changed, `photo.png`. */
    repository: string;
    repositoryFolder: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const vsix = process.env.E2E_VSIX;
  const workspace = await makeWorkspace();
  mkdirSync(resultsDir, { recursive: true });
  const server = await startServer({
    settings: { 'git.enabled': true, 'git.openRepositoryInParentFolders': 'never' },
    log: path.join(resultsDir, vsix === undefined ? 'window.server.log' : 'package-window.server.log'),
    ...(vsix === undefined ? {} : { vsix: path.resolve(vsix) }),
  });
  project.provide('workspace', workspace);
  const extension = vsix === undefined ? { extension: root } : {};
  project.provide('address', server.address({ folder: workspace, ...extension }));
  const samples = path.join(mkdtempSync(path.join(tmpdir(), 'amsnet-')), 'samples');
  cpSync(path.join(root, 'samples'), samples, { recursive: true });
  project.provide('samples', server.address({ folder: samples, ...extension }));
  const repository = makeRepository(workspace);
  project.provide('repositoryFolder', repository);
  project.provide('repository', server.address({ folder: repository, ...extension }));
  return async () => {
    await server.stop();
    for (const folder of [workspace, path.dirname(samples), repository])
      rmSync(folder, { recursive: true, force: true });
  };
}

/** @returns the folder, whose image is that of the workspace without noise in Git and with noise on the disk */
function makeRepository(workspace: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'amsnet-git-'));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder });
  const write = (name: string) => {
    copyFileSync(path.join(workspace, name), path.join(folder, 'photo.png'));
  };
  git('init', '--quiet');
  git('config', 'user.name', 'a');
  git('config', 'user.email', 'a@example.com');
  write('photo_clean.png');
  git('add', '.');
  git('commit', '--quiet', '-m', 'first');
  write('photo_noisy.png');
  return folder;
}
