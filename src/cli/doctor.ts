import type { Command } from 'commander';
import { constants, existsSync } from 'node:fs';
import { open, rm, statfs } from 'node:fs/promises';
import { arch, availableParallelism, cpus, freemem, release, tmpdir, totalmem, type } from 'node:os';
import { join, resolve } from 'node:path';
import { deviceTimingsFile } from '../client/cache-folder';
import type { DeviceInfo, Engine, ModelInfo } from '../client/contract';
import { AmsnetError, firstLine } from '../core/errors';
import { temporaryName } from '../files/leftovers';
import { printJson, say } from './say';
import { text } from './text';
import { padded, stringWidth } from './width';
import { exitFailure, withEngine } from './with-engine';

const words = text.doctor;

/** One thing that was looked at. A note is worth knowing, a problem keeps the program from its work. */
interface Check {
  readonly name: string;
  readonly state: 'ok' | 'note' | 'problem';
  readonly message: string;
  readonly action?: string;
}

const gibi = 2 ** 30;
/** More than any image takes that is read in bands (docs/benchmarks.md). */
const enoughMemory = gibi;
const enoughDisk = gibi;

/** `amsnet doctor [folder...]`: what this machine has, and what to do where something is missing. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .summary(words.summary)
    .description(words.description)
    .argument('[folder...]', words.folder)
    .option('--retime', words.retime)
    .option('--json', text.option.json)
    .action((folders: string[], options: { retime?: true; json?: true }) =>
      withEngine(async (engine, signal) => {
        if (options.retime) await rm(deviceTimingsFile(), { force: true });
        const checks: Check[] = [
          checkSystem(),
          ...(await checkEngine(engine, signal)),
          checkTimings(),
          checkMemory(),
          ...(await Promise.all([...(folders.length > 0 ? folders : ['.']), tmpdir()].map(checkFolder))),
        ];
        const ok = checks.every(({ state }) => state !== 'problem');
        if (options.json) printJson({ ok, checks });
        else say(...describe(checks, ok));
        if (!ok) process.exitCode = exitFailure;
      }),
    );
}

function checkSystem(): Check {
  const cpu = cpus().at(0)?.model ?? arch();
  const message = words.system(`${type()} ${release()} ${arch()}`, process.version, cpu, availableParallelism());
  return { name: words.names.system, state: 'ok', message };
}

/** Each request by itself: what fails must not hide the rest. */
async function checkEngine(engine: Engine, signal: AbortSignal): Promise<Check[]> {
  const failed =
    (name: string, byDefault: string) =>
    (error: unknown): Check[] => {
      if (signal.aborted) throw error;
      const action = (error instanceof AmsnetError ? error.action : undefined) ?? byDefault;
      return [{ name, state: 'problem', message: `${firstLine(error)}.`, action }];
    };
  const versions = await engine
    .request('versions', {}, { signal })
    .then(
      (found): Check[] => [{ name: words.names.engine, state: 'ok', message: listOf(found) }],
      failed(words.names.engine, words.reinstall),
    );
  if (versions[0].state === 'problem') return [{ ...versions[0], action: words.reinstall }];
  const devices = await engine
    .request('devices', {}, { signal })
    .then(found => found.map(checkDevice), failed(words.names.device, words.reinstall));
  const models = await engine
    .request('models', {}, { signal })
    .then(found => checkModels(found), failed(words.names.model, words.reinstall));
  return [...versions, ...devices, ...models];
}

function checkDevice({ name, available, hardware = [], reason }: DeviceInfo): Check {
  const device = `${words.names.device} ${name}`;
  if (available) return { name: device, state: 'ok', message: text.environment.availableAs(hardware) };
  const message = reason ?? text.environment.unavailable;
  if (name === 'cpu') return { name: device, state: 'problem', message, action: words.reinstall };
  return { name: device, state: 'note', message, action: words.otherDevices };
}

function checkModels(models: readonly ModelInfo[]): Check[] {
  const name = words.names.model;
  if (models.length === 0) return [{ name, state: 'problem', message: words.noModels, action: words.reinstall }];
  return models.map(model => ({
    name: `${name} ${model.name}`,
    state: 'ok',
    message: text.environment.model(model.description, model.license, model.defaultPreset),
  }));
}

/** What `auto` goes by where there is an accelerator. */
function checkTimings(): Check {
  const file = deviceTimingsFile();
  return { name: words.names.timings, state: 'ok', message: existsSync(file) ? words.timed(file) : words.notTimed };
}

function checkMemory(): Check {
  const free = freemem();
  const message = words.memory(inGibi(free), inGibi(totalmem()));
  const name = words.names.memory;
  return free < enoughMemory
    ? { name, state: 'note', message, action: words.littleMemory }
    : { name, state: 'ok', message };
}

/** Writes a file there, for permissions alone do not tell: a disk may be full, or a mount read-only. */
async function checkFolder(folder: string): Promise<Check> {
  const name = words.names.folder;
  const file = join(folder, temporaryName());
  try {
    const handle = await open(file, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY);
    await handle.write('amsnet').finally(() => handle.close());
  } catch (error) {
    return {
      name,
      state: 'problem',
      message: words.notWritable(resolve(folder), firstLine(error)),
      action: words.otherFolder,
    };
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
  const { bavail, bsize } = await statfs(folder);
  const message = words.writable(resolve(folder), inGibi(bavail * bsize));
  return bavail * bsize < enoughDisk
    ? { name, state: 'note', message, action: words.littleDisk }
    : { name, state: 'ok', message };
}

function describe(checks: readonly Check[], ok: boolean): string[] {
  const width = Math.max(...checks.map(({ name }) => stringWidth(name)));
  const mark = Math.max(...Object.values(words.marks).map(mark => stringWidth(mark)));
  const lines = checks.flatMap(({ name, state, message, action }) => [
    `${padded(words.marks[state], mark)}  ${padded(name, width)}  ${message}`,
    ...(action === undefined ? [] : [`${' '.repeat(mark + width + 4)}${action}`]),
  ]);
  return [...lines, '', ok ? words.allWell : words.notWell];
}

function listOf(versions: Readonly<Record<string, string>>): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}

function inGibi(bytes: number): string {
  return (bytes / gibi).toFixed(1);
}
