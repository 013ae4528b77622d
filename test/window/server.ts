/** Starts the VS Code that the window tests drive: on the source tree, or with E2E_VSIX on that package. */
import { mkdirSync, rmSync } from 'node:fs';
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
    /** The folder that the window shows. */
    workspace: string;
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
  project.provide('address', server.address({ folder: workspace, ...(vsix === undefined ? { extension: root } : {}) }));
  return async () => {
    await server.stop();
    rmSync(workspace, { recursive: true, force: true });
  };
}
