/**
 * `npm test [-- step...]`: every check of the project. After the build two lines of steps run beside each other, for much of
 * what the tests do in VS Code is waiting. A step that fails does not stop the rest; one that hangs is ended with all that it
 * started. The last line is always `N passed, N failed`.
 */
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { resultsDir, root } from '../test/e2e/paths';
import { endGroup, spawnGroup } from '../test/e2e/processes';

interface Step {
  readonly command: string;
  /** A step whose result it uses. */
  readonly after?: string;
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

const steps = {
  build: { command: 'tsx scripts/build.ts', minutes: 2 },
  lint: { command: 'eslint . --max-warnings 0', minutes: 8 },
  typecheck: { command: 'npm run --silent typecheck', minutes: 8 },
  knip: { command: 'knip --no-progress', minutes: 5 },
  unit: { command: vitest('unit', '--project unit'), minutes: 15, counts: true },
  cli: { command: vitest('cli', '--project cli'), minutes: 15, counts: true },
  'fetch-vscode': { command: 'tsx test/e2e/prepare.ts', minutes: 10 },
  vscode: { command: 'tsx test/e2e/run-suites.ts', minutes: 16, counts: true },
  window: { command: vitest('window', '--config test/window/vitest.config.ts'), minutes: 16, counts: true },
  package: { command: `tsx scripts/package.ts --built --out ${vsix}`, minutes: 8 },
  'package-vscode': {
    command: `tsx test/e2e/run-suites.ts --vsix ${vsix}`,
    after: 'package',
    minutes: 16,
    counts: true,
  },
  'package-window': {
    command: vitest('package-window', '--config test/window/vitest.config.ts'),
    after: 'package',
    env: { E2E_VSIX: vsix },
    minutes: 16,
    counts: true,
  },
} satisfies Readonly<Record<string, Step>>;
type StepName = keyof typeof steps;

/** What runs beside each other; `package` comes first, because the other line ends with its result. */
const lines: readonly (readonly StepName[])[] = [
  ['package', 'lint', 'typecheck', 'knip', 'unit', 'cli'],
  ['fetch-vscode', 'vscode', 'window', 'package-vscode', 'package-window'],
];

const chosen = process.argv.slice(2);
const unknown = chosen.filter(name => !Object.hasOwn(steps, name));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. Steps: ${Object.keys(steps).join(', ')}`);
  process.exit(2);
}
mkdirSync(resultsDir, { recursive: true });
const wanted = lines.map(line => line.filter(name => chosen.length === 0 || chosen.includes(name)));
const abreast = wanted.every(line => line.length > 0);
const began = performance.now();
const outcomes = new Map<string, Promise<Outcome>>();
if (chosen.length === 0 || chosen.includes('build')) await begin('build');
await Promise.all(
  wanted.map(async line => {
    for (const name of line) await begin(name);
  }),
);
report(await Promise.all(outcomes.values()));

function begin(name: StepName): Promise<Outcome> {
  const step: Step = steps[name];
  const before = step.after === undefined ? undefined : outcomes.get(step.after);
  const outcome = Promise.resolve(before).then(() => run(name, step));
  outcomes.set(name, outcome);
  return outcome;
}

async function run(step: string, { command, env, minutes, counts = false }: Step): Promise<Outcome> {
  console.log(`\n=== ${step}: ${command}`);
  const file = path.join(resultsDir, `${step}.json`);
  rmSync(file, { force: true });
  const started = performance.now();
  // Two steps at once would be read through each other: what one says, it says at its end.
  const log = path.join(resultsDir, `${step}.log`);
  const output = abreast ? openSync(log, 'w') : 'inherit';
  const binaries = path.join(root, 'node_modules', '.bin');
  const child = spawnGroup(command, [], {
    cwd: root,
    shell: true,
    stdio: ['ignore', output, output],
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
  if (typeof output === 'number') {
    closeSync(output);
    console.log(`\n=== ${step} says:\n${readFileSync(log, 'utf8')}`);
  }

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
  const sum = (field: 'passed' | 'failed') => outcomes.reduce((total, outcome) => total + outcome[field], 0);
  const seconds = (performance.now() - began) / 1000;
  console.log(`${'all'.padEnd(16)}${seconds.toFixed(1).padStart(9)}\n`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') > 0 ? 1 : 0;
}
