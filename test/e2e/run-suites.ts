/**
 * Runs the suites of test/vscode inside the extension host of a real VS Code: on the source tree, or with
 * `--vsix FILE` on an installed package. `--grep TEXT` picks tests. Ends with exit code 0 if all passed.
 */
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { format, parseArgs } from 'node:util';
import type { SuiteResults } from '../vscode/index';
import { openPage } from './browser';
import { bundleSuites } from './bundle-suites';
import { resultsDir, root } from './paths';
import { startServer } from './server';
import { makeWorkspace } from './workspace';

const { values: given } = parseArgs({
  options: { vsix: { type: 'string' }, grep: { type: 'string' }, minutes: { type: 'string', default: '15' } },
});
const name = given.vsix === undefined ? 'vscode' : 'package-vscode';
const results = path.join(resultsDir, `${name}.json`);
mkdirSync(resultsDir, { recursive: true });
rmSync(results, { force: true });

const tests = await bundleSuites();
const workspace = await makeWorkspace();
const host = createWriteStream(path.join(resultsDir, `${name}.host.log`));
const server = await startServer({
  // Versions of files are compared; nothing else here is in a repository.
  settings: { 'git.enabled': true, 'git.openRepositoryInParentFolders': 'never' },
  log: path.join(resultsDir, `${name}.server.log`),
  env: {
    E2E_RESULTS: results,
    E2E_GREP: given.grep ?? '',
    // The programs of a package are those of the source tree; what can be missing in it, the other suites need: models,
    // libraries, pages, manifest, the command line.
    E2E_LEAVE_OUT: given.vsix === undefined ? '' : 'batch,comparison,engine,training',
  },
  ...(given.vsix === undefined ? {} : { vsix: path.resolve(given.vsix) }),
});
const { browser, page } = await openPage();
let failure: string | undefined;
try {
  // VS Code calls these two functions of the window if they are there: console output and end of the tests.
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    const line = format(...args);
    host.write(`[${type}] ${line}\n`);
    if (line.startsWith('measured: ')) console.log(`  ${line}`);
  });
  let end: () => void = () => undefined;
  const ended = new Promise<void>(resolve => (end = resolve));
  await page.exposeFunction('codeAutomationExit', () => {
    end();
  });
  await page.goto(
    server.address({
      folder: workspace,
      tests,
      // An installed package is tested beside an extension that has nothing in it.
      extension: given.vsix === undefined ? root : path.join(import.meta.dirname, 'stub'),
    }),
  );
  const limit = Number(given.minutes) * 60_000;
  failure = await Promise.race([
    ended.then(() => undefined),
    new Promise<string>(resolve => setTimeout(resolve, limit, `no result within ${given.minutes} minutes`).unref()),
  ]);
  if (failure !== undefined) await page.screenshot({ path: path.join(resultsDir, `${name}.png`) });
} finally {
  await browser.close();
  await server.stop();
  rmSync(workspace, { recursive: true, force: true });
  host.end();
}
if (failure === undefined && !existsSync(results)) failure = `the suites did not run, see results/${name}.host.log`;

if (failure === undefined) {
  const { tests: ran, numPassedTests, numFailedTests } = JSON.parse(readFileSync(results, 'utf8')) as SuiteResults;
  for (const test of ran) {
    const mark = { passed: ' ok ', failed: 'FAIL', pending: 'skip' }[test.state];
    console.log(`  ${mark} ${test.title}${test.milliseconds === undefined ? '' : ` (${test.milliseconds} ms)`}`);
    if (test.message !== undefined) console.log(test.message.replace(/^/gm, '         '));
  }
  if (numPassedTests === 0 || numFailedTests > 0) process.exitCode = 1;
} else {
  console.error(`${name}: ${failure}`);
  process.exitCode = 1;
}
