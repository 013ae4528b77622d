/**
 * `npm test [-- step...]`: every check of the project, one step after the other. A step that fails does not stop the
 * rest; one that hangs is ended with all that it started. The last line is always `N passed, N failed`.
 */
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { resultsDir, root } from '../test/e2e/paths';
import { endGroup, spawnGroup } from '../test/e2e/processes';

interface Step {
  readonly command: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Longer than this, even on two busy cores, is a hang. */
  readonly minutes: number;
  /** Whether the command writes its test counts to results/<step>.json; else the step counts as one test. */
  readonly counts?: boolean;
}

interface Outcome {
  readonly step: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Names of the tests that failed. */
  readonly failures: readonly string[];
  readonly seconds: number;
  readonly hung: boolean;
}

const vitest = (step: string, options: string) =>
  `vitest run ${options} --reporter=default --reporter=json --outputFile.json=results/${step}.json`;
const vsix = 'results/package.vsix';

const steps: Readonly<Record<string, Step>> = {
  build: { command: 'tsx scripts/build.ts', minutes: 2 },
  lint: { command: 'eslint . --max-warnings 0', minutes: 5 },
  typecheck: { command: 'npm run --silent typecheck', minutes: 5 },
  knip: { command: 'knip --no-progress', minutes: 3 },
  unit: { command: vitest('unit', '--project unit'), minutes: 10, counts: true },
  cli: { command: vitest('cli', '--project cli'), minutes: 10, counts: true },
  vscode: { command: 'tsx test/e2e/run-suites.ts', minutes: 16, counts: true },
  window: { command: vitest('window', '--config test/window/vitest.config.ts'), minutes: 16, counts: true },
  package: { command: `tsx scripts/package.ts --out ${vsix}`, minutes: 5 },
  'package-vscode': { command: `tsx test/e2e/run-suites.ts --vsix ${vsix}`, minutes: 16, counts: true },
  'package-window': {
    command: vitest('package-window', '--config test/window/vitest.config.ts'),
    env: { E2E_VSIX: vsix },
    minutes: 16,
    counts: true,
  },
};

/** They use one core each, and what they say is short. */
const besideEachOther = ['lint', 'typecheck'];

const chosen = process.argv.slice(2);
const unknown = chosen.filter(name => !Object.hasOwn(steps, name));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. Steps: ${Object.keys(steps).join(', ')}`);
  process.exit(2);
}
mkdirSync(resultsDir, { recursive: true });
const wanted = chosen.length > 0 ? chosen : Object.keys(steps);
const outcomes: Outcome[] = [];
for (const name of wanted) {
  if (outcomes.some(({ step }) => step === name)) continue;
  const together = besideEachOther.includes(name) ? besideEachOther.filter(each => wanted.includes(each)) : [name];
  outcomes.push(...(await Promise.all(together.map(each => run(each, steps[each])))));
}
report(outcomes);

async function run(step: string, { command, env, minutes, counts = false }: Step): Promise<Outcome> {
  console.log(`\n=== ${step}: ${command}`);
  const file = path.join(resultsDir, `${step}.json`);
  rmSync(file, { force: true });
  const started = performance.now();
  const binaries = path.join(root, 'node_modules', '.bin');
  const child = spawnGroup(command, [], {
    cwd: root,
    shell: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env, PATH: `${binaries}${path.delimiter}${process.env.PATH ?? ''}` },
  });
  let hung = false;
  const watchdog = setTimeout(() => {
    hung = true;
    console.error(`=== ${step}: no end within ${minutes} minutes, ended with all that it started`);
    void endGroup(child);
  }, minutes * 60_000);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearTimeout(watchdog);

  const seconds = (performance.now() - started) / 1000;
  const counted =
    counts && existsSync(file) ? readReport(file) : { passed: code === 0 ? 1 : 0, failed: 0, skipped: 0, failures: [] };
  // A step that fails outside its tests, or that should have counted tests and did not, has failed all the same.
  const broken = code !== 0 || (counts && counted.passed + counted.failed === 0);
  return { step, ...counted, failed: counted.failed || Number(broken), seconds, hung };
}

/** What vitest and the suites in VS Code have in common: these counts. Each has a list of its own of what ran. */
interface TestReport {
  readonly numPassedTests?: number;
  readonly numFailedTests?: number;
  readonly numPendingTests?: number;
  readonly testResults?: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
  readonly tests?: readonly { readonly title: string; readonly state: string }[];
}

function readReport(file: string): Pick<Outcome, 'passed' | 'failed' | 'skipped' | 'failures'> {
  const report = JSON.parse(readFileSync(file, 'utf8')) as TestReport;
  const files = report.testResults ?? [];
  const ran = [
    ...files.flatMap(({ assertionResults }) => assertionResults.map(test => [test.status, test.fullName])),
    // A file that fails outside its tests.
    ...files.filter(({ assertionResults }) => assertionResults.length === 0).map(({ status, name }) => [status, name]),
    ...(report.tests ?? []).map(({ state, title }) => [state, title]),
  ];
  return {
    passed: report.numPassedTests ?? 0,
    failed: report.numFailedTests ?? 0,
    skipped: report.numPendingTests ?? 0,
    failures: ran.filter(([state]) => state === 'failed').map(([, name]) => name),
  };
}

function report(outcomes: readonly Outcome[]): void {
  console.log('\nstep              seconds   passed   failed  skipped');
  for (const { step, seconds, passed, failed, skipped, hung } of outcomes) {
    const numbers = [seconds.toFixed(1), passed, failed, skipped].map(value => String(value).padStart(9)).join('');
    console.log(`${step.padEnd(16)}${numbers}${hung ? '  ended: it hung' : ''}`);
  }
  // Named once more at the end: that much of a long log is always kept.
  for (const { step, failures } of outcomes) for (const name of failures) console.log(`failed in ${step}: ${name}`);
  const sum = (field: 'passed' | 'failed' | 'seconds') =>
    outcomes.reduce((total, outcome) => total + outcome[field], 0);
  console.log(`${'all'.padEnd(16)}${sum('seconds').toFixed(1).padStart(9)}\n`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') > 0 ? 1 : 0;
}
