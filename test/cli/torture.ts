/** What the command line must survive, in a long and a short form: the same seed does the same to it. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writtenFormats } from '../../src/client/image-formats';
import { decodeImage } from '../../src/engine/images/decode';
import { encodeImage } from '../../src/engine/images/encode';
import { amsnet, childrenOf, newFolder, start } from './amsnet';
import { draw, load, save } from './pictures';

export interface TortureOptions {
  readonly rounds: number;
  readonly mutants: number;
  readonly seed: number;
  readonly log?: (line: string) => void;
}

export interface TortureFigures {
  mutants: number;
  readonly codes: Record<string, number>;
  rounds: number;
  readonly signals: Record<string, number>;
  finishedBefore: number;
  temporaries: number;
  /** One sentence for each thing that must not be. */
  readonly wrong: string[];
}

/** Of what cannot be written, and what other programs write in another way. */
const fixtures = [
  'heic/colours.heic',
  'jxl/colours.jxl',
  'jxl/turned.jxl',
  'raw/bayer.dng',
  'exr/piz.exr',
  'exr/tiled.exr',
];
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL', 'SIGQUIT', 'SIGSTOP'] as const;
const quick = ['--model', 'amsnet-fast', '--preset', 'single-pass', '--json'];

export async function torture({
  rounds,
  mutants,
  seed,
  log = () => undefined,
}: TortureOptions): Promise<TortureFigures> {
  const figures: TortureFigures = {
    mutants: 0,
    codes: {},
    rounds: 0,
    signals: {},
    finishedBefore: 0,
    temporaries: 0,
    wrong: [],
  };
  const random = numbers(seed);
  const folder = newFolder();
  try {
    await damagedFiles(folder, mutants, random, figures);
    log(`${figures.mutants} damaged files: ${JSON.stringify(figures.codes)}`);
    for (let round = 0; round < rounds; round++) {
      await killedBatch(join(folder, `round ${round}`), random, figures);
      log(
        `round ${round + 1}: ${figures.finishedBefore} results before the kill so far, ${figures.wrong.length} wrong`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return figures;
}

/** Each is denoised or refused by a known code, none takes the engine along. */
async function damagedFiles(
  folder: string,
  count: number,
  random: () => number,
  figures: TortureFigures,
): Promise<void> {
  const path = join(folder, 'original.png');
  await save(path, draw(33, 25, 0.1));
  const image = await decodeImage(path);
  const originals: { readonly name: string; readonly bytes: Buffer }[] = fixtures.map(name => ({
    name: basename(name),
    bytes: readFileSync(join(import.meta.dirname, '../fixtures', name)),
  }));
  for (const format of writtenFormats) {
    originals.push({ name: `written.${format}`, bytes: await encodeImage(image.raster, image, format) });
  }
  mkdirSync(join(folder, 'damaged'));
  for (let i = 0; i < count; i++) {
    const { name, bytes } = originals[i % originals.length];
    // Read by what it contains; the extension says where the result goes.
    writeFileSync(join(folder, 'damaged', `${i} ${name}.png`), mutated(bytes, random));
  }
  const args = ['denoise', 'damaged', '--recursive', '--out-dir', 'out', ...quick];
  const { records, code } = await amsnet(args, folder);
  for (const { input, error } of records()) {
    figures.mutants++;
    const outcome = error?.code ?? 'denoised';
    figures.codes[outcome] = (figures.codes[outcome] ?? 0) + 1;
    if (outcome.startsWith('engine/')) figures.wrong.push(`${input}: ${outcome}: ${error?.message ?? ''}`);
  }
  if (figures.mutants !== count) figures.wrong.push(`${figures.mutants} of ${count} damaged files were told of.`);
  if (code !== 0 && code !== 1) figures.wrong.push(`Damaged files ended with exit code ${code}.`);
}

function mutated(bytes: Buffer, random: () => number): Buffer {
  const at = Math.floor(random() * bytes.length);
  const changed = Buffer.from(bytes);
  const kind = random();
  if (kind < 0.3) return changed.subarray(0, at);
  if (kind < 0.4) return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(16, 255), bytes.subarray(at)]);
  for (let flips = 1 + Math.floor(random() * 8); flips > 0; flips--) {
    changed[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  }
  return changed;
}

/** Whatever happens to it, the next run completes it: no image changed, no result that is not whole, none made twice. */
async function killedBatch(folder: string, random: () => number, figures: TortureFigures): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const names = ['a', 'b', 'c', 'd'].map(name => `${name}.png`);
  for (const name of names) await save(join(folder, name), draw(160, 120, 0.1));
  const images = () =>
    names.map(name =>
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    );
  const before = images();
  const args = ['denoise', ...names, '--index', 'index.json', ...quick];
  const run = start(args, folder);
  // A second writer of the same files, which may have some of them first.
  const rival = random() < 0.3 ? start(['denoise', ...names, '--skip-existing', ...quick], folder) : undefined;
  if (random() < 0.7) await run.lines(1).catch(() => undefined);
  await new Promise(resolve => setTimeout(resolve, random() * 800));
  const signal = signals[Math.floor(random() * signals.length)];
  const pid = Number(run.child.pid);
  const engines = childrenOf(pid);
  const target = random() < 0.5 ? (engines.at(0) ?? pid) : pid;
  figures.signals[signal] = (figures.signals[signal] ?? 0) + 1;
  kill(target, signal);
  // A command line that is stopped waits for whoever stopped it.
  if (signal === 'SIGSTOP' && target === pid) {
    kill(pid, 'SIGCONT');
    kill(pid, 'SIGTERM');
  }
  await run.ended;
  await rival?.ended;
  const made = readdirSync(folder).filter(name => name.includes('.denoised.'));
  figures.finishedBefore += made.length;
  if (random() < 0.2 && made.length > 0) rmSync(join(folder, made[0]));
  const changed = random() < 0.2;
  if (changed) {
    renameSync(join(folder, 'd.png'), join(folder, 'moved.png'));
    await save(join(folder, 'd.png'), draw(160, 120, 0.2));
  }

  const again = await amsnet([...args, '--skip-existing'], folder);
  figures.rounds++;
  const what = `${signal} to ${target === pid ? 'the command line' : 'the engine'}`;
  if (again.code !== 0) figures.wrong.push(`After ${what} the next run ended with ${again.code}: ${again.stderr}`);
  for (const name of names) {
    const result = join(folder, name.replace('.png', '.denoised.png'));
    const { width, height } = await load(result).catch(() => ({ width: 0, height: 0 }));
    if (width !== 160 || height !== 120) figures.wrong.push(`After ${what} ${result} is not whole.`);
  }
  const now = images();
  if (now.some((hash, i) => hash !== before[i] && !(changed && i === 3)))
    figures.wrong.push(`After ${what} an image changed.`);
  const known = /^([a-d]|moved)(\.denoised)?\.png$|^index\.json(\.journal)?$/;
  const others = readdirSync(folder).filter(name => !known.test(name));
  figures.temporaries += others.filter(name => name.endsWith('.tmp')).length;
  const strange = others.filter(name => !name.endsWith('.tmp'));
  if (strange.length > 0) figures.wrong.push(`After ${what} there is ${strange.join(', ')}.`);
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}

/** The same numbers 0..1 for a seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
