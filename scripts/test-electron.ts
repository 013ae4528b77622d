/** `npm run test:electron`: the suites of test/vscode in a desktop VS Code, on a machine that can download one. */
import { runTests } from '@vscode/test-electron';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { bundleSuites } from '../test/e2e/bundle-suites';
import { cacheDir, resultsDir, root } from '../test/e2e/paths';
import { makeWorkspace } from '../test/e2e/workspace';

mkdirSync(resultsDir, { recursive: true });
const workspace = await makeWorkspace();
try {
  await runTests({
    // The floor that the manifest promises, or another one: `npm run test:electron -- stable`.
    version: process.argv[2] ?? '1.103.0',
    cachePath: path.join(cacheDir, 'electron'),
    extensionDevelopmentPath: root,
    extensionTestsPath: await bundleSuites(),
    extensionTestsEnv: { E2E_RESULTS: path.join(resultsDir, 'electron.json') },
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust'],
  });
} finally {
  rmSync(workspace, { recursive: true, force: true });
}
