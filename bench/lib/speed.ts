/** Megapixels per second and peak memory of a file job, and how soon the first pixels of a view are there. */
import { join } from 'node:path';
import type { DenoiseSettings } from '../../src/core/settings';
import { type BenchEngine, job, makePhoto, modes, timed, type Usage, withEngine } from './engine';
import { runPeers } from './peers';
import { printTable } from './table';

/** Edge of the tiles of a file job and of a view, as the command line and the view choose them. */
const fileTile = 512;
const viewTile = 256;

export interface SpeedRow {
  readonly name: string;
  readonly megapixels: number;
  readonly seconds: number;
  readonly megapixelsPerSecond: number;
  readonly processor: number | undefined;
  readonly passes: number | undefined;
  /** Of the engine process, in bytes. */
  readonly peakMemory: number | undefined;
  /** Seconds and processor seconds of non-local means in the same run, divided by these. */
  readonly toNlm: number | undefined;
  readonly toNlmProcessor: number | undefined;
}

export interface SpeedOptions {
  readonly folder: string;
  readonly width: number;
  readonly height: number;
  readonly opencv: boolean;
  readonly modes: readonly string[];
}

/** Every way once over the same photo, file to file. */
export async function measureSpeed({ folder, width, height, opencv, modes: names }: SpeedOptions): Promise<SpeedRow[]> {
  const photo = join(folder, `photo-${width}x${height}.jpg`);
  await makePhoto(photo, width, height);
  const megapixels = (width * height) / 1e6;
  const nlm = opencv ? runPeers([{ peer: 'nlm', source: photo, strength: 3 }])[0] : undefined;
  const row = (name: string, seconds: number, { processor, peakMemory }: Usage, passes?: number): SpeedRow => ({
    name,
    megapixels,
    seconds,
    megapixelsPerSecond: megapixels / seconds,
    processor,
    passes,
    peakMemory,
    toNlm: nlm && nlm.seconds / seconds,
    toNlmProcessor: nlm && processor && nlm.processor / processor,
  });
  const rows = nlm === undefined ? [] : [row('OpenCV NLM', nlm.seconds, { ...nlm, peakMemory: undefined })];
  for (const name of names) {
    const output = join(folder, `${name}-${width}.png`);
    rows.push(
      await withEngine(async engine => {
        const params = { job: job(photo, modes[name], fileTile), measure: [], output };
        const { seconds, passes } = await engine.request('denoise', params);
        return row(name, seconds, engine.usage(), passes);
      }),
    );
  }
  return rows;
}

export function printSpeed(title: string, rows: readonly SpeedRow[]): void {
  printTable(
    title,
    ['', 'MP', 'passes', 'seconds', 'MP/s', 'x NLM', 'CPU s', 'x NLM', 'peak MiB'],
    rows.map(row => [
      row.name,
      row.megapixels,
      row.passes,
      row.seconds,
      row.megapixelsPerSecond,
      row.toNlm,
      row.processor,
      row.toNlmProcessor,
      row.peakMemory === undefined ? undefined : Math.round(row.peakMemory / 2 ** 20),
    ]),
  );
}

export interface FirstPixels {
  readonly name: string;
  /** From nothing: start of the process, model, decoding. */
  readonly cold: { readonly first: number; readonly all: number };
  /** Another part of the same image. */
  readonly warm: { readonly first: number; readonly all: number };
}

/** Seconds until the first patch of the result and until the last one, for a window of 1280 x 720 in a 12-megapixel photo. */
export async function measureFirstPixels(folder: string, names: readonly string[]): Promise<FirstPixels[]> {
  const photo = join(folder, 'view.jpg');
  await makePhoto(photo, 4000, 3000);
  const rows: FirstPixels[] = [];
  for (const name of names) {
    rows.push(
      await withEngine(async engine => ({
        name,
        cold: await look(engine, photo, modes[name], 400, 400),
        warm: await look(engine, photo, modes[name], 2300, 1900),
      })),
    );
  }
  return rows;
}

async function look(engine: BenchEngine, photo: string, settings: DenoiseSettings, x: number, y: number) {
  const start = performance.now();
  let first: number | undefined;
  const viewport = { x, y, width: 1280, height: 720 };
  const all = await timed(() =>
    engine.request(
      'render',
      { job: job(photo, settings, viewTile), stages: ['result'], viewport, level: 0 },
      { onProgress: () => (first ??= (performance.now() - start) / 1000) },
    ),
  );
  return { first: first ?? all, all };
}
