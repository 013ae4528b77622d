/** Starts the VS Code that the window tests drive: on the source tree, or with E2E_VSIX on that package. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
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
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const vsix = process.env.E2E_VSIX;
  const workspace = await makeWorkspace();
  mkdirSync(resultsDir, { recursive: true });
  const server = await startServer({
    log: path.join(resultsDir, vsix === undefined ? 'window.server.log' : 'package-window.server.log'),
    ...(vsix === undefined ? {} : { vsix: path.resolve(vsix) }),
  });
  project.provide('workspace', workspace);
  const extension = vsix === undefined ? { extension: root } : {};
  project.provide('address', server.address({ folder: workspace, ...extension }));
  const samples = path.join(mkdtempSync(path.join(tmpdir(), 'amsnet-')), 'samples');
  cpSync(path.join(root, 'samples'), samples, { recursive: true });
  project.provide('samples', server.address({ folder: samples, ...extension }));
  return async () => {
    await server.stop();
    for (const folder of [workspace, path.dirname(samples)]) rmSync(folder, { recursive: true, force: true });
  };
}
