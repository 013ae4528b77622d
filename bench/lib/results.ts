/** What every benchmark leaves behind: its tables on standard output, all figures in results/NAME.json. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { saveFile } from '../../src/files/save';
import { root, withEngine } from './engine';

/** Runs `measure` with an empty folder, which is removed afterwards, and writes what it returns with date and machine. */
export async function writeResults(name: string, measure: (folder: string) => Promise<object>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), `amsnet-${name}-`));
  try {
    const about = { date: new Date().toISOString(), machine: await machine() };
    console.log(
      Object.entries(about.machine)
        .map(([key, value]) => `${key} ${value}`)
        .join(', '),
    );
    const results = { ...about, ...(await measure(folder)) };
    mkdirSync(join(root, 'results'), { recursive: true });
    const text = `${JSON.stringify(results, null, 2)}\n`;
    await saveFile(join(root, 'results', `${name}.json`), Buffer.from(text), true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function machine(): Promise<Record<string, string | number>> {
  const versions = await withEngine(engine => engine.request('versions', {}));
  return {
    cpu: cpus()[0].model,
    cores: cpus().length,
    'memory GiB': Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    ...versions,
  };
}
