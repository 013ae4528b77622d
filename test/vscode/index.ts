/** Entry point that the extension host calls: runs every suite bundled beside it. Rejects when a test fails. */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

export interface SuiteResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly tests: readonly {
    readonly title: string;
    readonly state: 'passed' | 'failed' | 'pending';
    readonly milliseconds?: number;
    readonly message?: string;
  }[];
}

export async function run(): Promise<void> {
  const grep = process.env.E2E_GREP;
  const mocha = new Mocha({ ui: 'tdd', timeout: 6 * 60_000, color: false, ...(grep === undefined ? {} : { grep }) });
  const leftOut = (process.env.E2E_LEAVE_OUT ?? '').split(',');
  for (const file of readdirSync(__dirname).sort()) {
    if (file.endsWith('.test.js') && !leftOut.includes(path.basename(file, '.test.js')))
      mocha.addFile(path.join(__dirname, file));
  }
  const tests: SuiteResults['tests'][number][] = [];
  const failed = await new Promise<number>(resolve => {
    mocha
      .run(resolve)
      .on('pass', test => tests.push({ title: test.fullTitle(), state: 'passed', milliseconds: test.duration ?? 0 }))
      .on('pending', test => tests.push({ title: test.fullTitle(), state: 'pending' }))
      .on('fail', (test, error: Error) =>
        tests.push({ title: test.fullTitle(), state: 'failed', message: error.stack ?? error.message }),
      );
  });
  const passed = tests.filter(({ state }) => state === 'passed').length;
  const results: SuiteResults = { numPassedTests: passed, numFailedTests: failed, tests };
  if (process.env.E2E_RESULTS !== undefined) writeFileSync(process.env.E2E_RESULTS, JSON.stringify(results, null, 1));
  if (failed > 0) throw new Error(`${failed} tests failed`);
}
