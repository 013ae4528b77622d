/**
 * `npm run bench -- view [--megapixels 1,12,50] [--only opening,knobs,panning]`: how soon the Denoise view shows pixels and how
 * smoothly they move, in a real VS Code in a browser, from the click on **Denoise** to what is on the screen.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Point } from '../src/core/geometry';
import { makePhoto } from './lib/engine';
import { writeResults } from './lib/results';
import { printTable, type Cell } from './lib/table';
import { Hand, withVscode, type MeasuredWindow } from './lib/view-window';

type Open = Parameters<Parameters<typeof withVscode>[1]>[0];

export async function view(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { megapixels: { type: 'string', default: '1,12,50' }, only: { type: 'string' } },
  });
  const wanted = (part: string) => values.only?.split(',').includes(part) ?? true;
  const sizes = values.megapixels.split(',').map(Number);
  await writeResults('view', async folder => {
    const photos = join(folder, 'photos');
    await mkdir(photos);
    const openings = wanted('opening') ? sizes : [];
    for (const size of openings) for (const name of openingNames(size)) await makeLandscape(join(photos, name), size);
    if (wanted('knobs')) await makePhoto(join(photos, regionName), regionEdge, regionEdge);
    if (wanted('panning')) await makeLandscape(join(photos, panned.name), panned.megapixels);
    return withVscode(photos, async open => ({
      ...(wanted('opening') && { opening: await opening(open, openings) }),
      ...(wanted('knobs') && { knobs: await knobs(open) }),
      ...(wanted('panning') && { panning: await panning(open) }),
    }));
  });
}

/** 4 : 3, as most photos. */
function makeLandscape(file: string, megapixels: number): Promise<void> {
  const height = Math.round(Math.sqrt((megapixels * 1e6 * 3) / 4));
  return makePhoto(file, Math.round((height * 4) / 3), height);
}

const openingNames = (megapixels: number): readonly [string, string] => [
  `${megapixels}-cold.jpg`,
  `${megapixels}-warm.jpg`,
];

/** All of the exact pixels of a large photo take longer than anybody watches: then the row says so. */
const openingPatienceMs = 600_000;

/** Seconds from the click; undefined where it did not come in time. */
interface Opening {
  readonly name: string;
  readonly decoded: number | undefined;
  readonly noisy: number | undefined;
  readonly preview: number | undefined;
  readonly exact: number | undefined;
}

/** Cold: in a new window, where the extension and the engine start with the click. Warm: another photo in the same window. */
async function opening(open: Open, sizes: readonly number[]): Promise<Opening[]> {
  const rows: Opening[] = [];
  for (const megapixels of sizes) {
    await open(async measured => {
      for (const [i, name] of openingNames(megapixels).entries()) {
        rows.push({ name: `${megapixels} MP, ${i === 0 ? 'cold' : 'warm'}`, ...(await openPhoto(measured, name)) });
        await measured.window.view.getByTestId('panes').press('Escape');
        await measured.window.runCommand('View: Close All Editors');
      }
    });
  }
  printTable(
    'Seconds from the click on Denoise, fit to the pane',
    ['', 'decoded', 'noisy', 'after decoding', 'preview', 'exact'],
    rows.map(({ name, decoded, noisy, preview, exact }) => [
      name,
      decoded,
      noisy,
      decoded === undefined || noisy === undefined ? undefined : noisy - decoded,
      preview,
      exact,
    ]),
  );
  return rows;
}

async function openPhoto(measured: MeasuredWindow, name: string): Promise<Omit<Opening, 'name'>> {
  await measured.window.denoiseByMenu(name);
  const clicked = await measured.released();
  const { seen } = await measured.until('exact', openingPatienceMs);
  const since = (time: number | undefined) => time && (time - clicked) / 1000;
  return {
    decoded: since(seen.decoded),
    noisy: since(seen.noisy),
    preview: since(seen.preview),
    exact: since(seen.exact),
  };
}

const regionEdge = 512;
const regionName = 'region.png';

/** How often each knob is moved. */
const moves = 5;

interface KnobRow {
  readonly name: string;
  /** Seconds to the first new pixels of the result: the median and the longest of all moves; undefined where none came in time. */
  readonly first: number | undefined;
  readonly slowest: number | undefined;
}

async function knobs(open: Open): Promise<KnobRow[]> {
  const rows = await open(async measured => {
    const { window } = measured;
    await window.denoiseByMenu(regionName);
    await measured.until('exact');
    await window.choose('model', 'amsnet-fast');
    await window.choose('preset', 'AMSNet (masks and R3)');
    await window.view.getByTestId('panes').press('z');
    // What R3 refines is there then, as it is for whoever turns its knobs.
    await measured.idle();
    const byKey = (knob: string, key: string) => async () => {
      await window.slider(knob).press(key);
      return (await measured.seen()).pressed;
    };
    const stops: number[] = [];
    const measure = async (name: string, ...moved: readonly (() => Promise<number>)[]) => {
      const times: number[] = [];
      for (let i = 0; i < moves; i++) {
        await measured.reset();
        const asked = await moved[i % moved.length]();
        const { seen } = await measured.until('changed');
        times.push(((seen.changed ?? Infinity) - asked) / 1000);
        // Also because all passes of every move would take minutes.
        stops.push(...(await stop(measured)));
      }
      return rowOf(name, times);
    };
    const byChoice = (model: string) => async () => {
      await window.choose('model', model);
      return (await measured.seen()).released;
    };
    const moved = [
      await measure('R3 ratio', byKey('r3Ratio', 'ArrowRight')),
      await measure('R3 count', byKey('r3Count', 'ArrowLeft')),
      await measure('strength', byKey('strength', 'ArrowLeft')),
      await measure('model', byChoice('amsnet'), byChoice('amsnet-fast')),
    ];
    return [...moved, rowOf('stop', stops)];
  });
  printTable(
    `Seconds from a knob to the first new pixels of ${regionEdge} x ${regionEdge}, amsnet-fast, and to a stop`,
    ['', 'median', 'longest'],
    rows.map(({ name, first, slowest }): Cell[] => [name, first, slowest]),
  );
  return rows;
}

/** @param times Infinity where nothing came */
function rowOf(name: string, times: readonly number[]): KnobRow {
  const sorted = [...times].sort((a, b) => a - b);
  const known = (time: number | undefined) => (time === Infinity ? undefined : time);
  return { name, first: known(sorted[Math.floor(sorted.length / 2)]), slowest: known(sorted.at(-1)) };
}

/** Escape in the middle of the work: seconds until the view says that it has stopped, or nothing where it was at rest already. */
async function stop(measured: MeasuredWindow): Promise<number[]> {
  await measured.reset();
  await measured.window.view.getByTestId('panes').press('Escape');
  await measured.rest();
  const { seen, pressed } = await measured.seen();
  return seen.stopped === undefined ? [] : [(seen.stopped - pressed) / 1000];
}

const panned = { name: 'panned.jpg', megapixels: 24 };
const panSeconds = 6;
/** Sideways, in pixels a second. */
const panSpeed = 800;
/** With the clock's own scatter. */
const frameMs = 1000 / 60 + 0.1;

interface Panning {
  readonly framesPerSecond: number;
  /** Milliseconds. */
  readonly longestFrame: number;
  /** Of the frames that a screen of 60 a second shows in time. */
  readonly share: number;
  readonly bytes: number;
  readonly memory: number | undefined;
}

/** The image is dragged at its actual size: over places that were not seen before, then to and fro over two neighbouring ones. */
async function panning(open: Open): Promise<(Panning & { readonly name: string })[]> {
  const rows = await open(async measured => {
    await measured.window.denoiseByMenu(panned.name);
    await measured.until('preview');
    await measured.window.view.getByTestId('panes').press('z');
    const hand = await Hand.on(measured);
    const half = (panSpeed * panSeconds) / 2;
    // From the middle to the right and back further below, all inside the image: at its edge it would stand still.
    const fresh = await pan(measured, hand, way => ({ x: -toAndFro(way, half), y: -way / 3 }));
    const isHereDone = await measured.idle();
    await hand.drag({ x: -hand.pane.width, y: 0 });
    const isThereDone = await measured.idle();
    const again = await pan(measured, hand, way => ({ x: toAndFro(way, hand.pane.width), y: 0 }));
    const isAllThere = isHereDone && isThereDone && again.bytes === 0;
    return [
      { name: 'over new places', ...fresh },
      { name: isAllThere ? 'again, all pixels there' : 'again, pixels still missing', ...again },
    ];
  });
  printTable(
    `Panning ${panned.megapixels} megapixels at their actual size`,
    ['', 'frames/s', 'longest, ms', '% in 16.7 ms', 'MB sent', 'MiB of pages'],
    rows.map(({ name, framesPerSecond, longestFrame, share, bytes, memory }) => [
      name,
      framesPerSecond,
      longestFrame,
      100 * share,
      bytes / 1e6,
      memory === undefined ? undefined : Math.round(memory / 2 ** 20),
    ]),
  );
  return rows;
}

/** Where somebody is after `way` who walks to and fro on a line from 0 to `length`. */
const toAndFro = (way: number, length: number): number => length - Math.abs(length - (way % (2 * length)));

/**
 * @param placeAt how far the image is from where it was, after a way in pixels
 * @throws Error if the image has not followed the pointer: then what was measured is not panning
 */
async function pan(measured: MeasuredWindow, hand: Hand, placeAt: (way: number) => Point): Promise<Panning> {
  await measured.reset();
  const start = performance.now();
  let [place, dragged] = [placeAt(0), 0];
  for (let elapsed = 0; elapsed < panSeconds; elapsed = (performance.now() - start) / 1000) {
    const next = placeAt(panSpeed * elapsed);
    const by = { x: next.x - place.x, y: next.y - place.y };
    await hand.drag(by);
    dragged += Math.hypot(by.x, by.y);
    place = next;
  }
  const { frames, bytes, way } = await measured.seen();
  if (way < 0.9 * dragged) {
    throw new Error(`The image was dragged by ${Math.round(dragged)} pixels and moved by ${Math.round(way)}.`);
  }
  return {
    framesPerSecond: (1000 * frames.length) / frames.reduce((sum, each) => sum + each, 0),
    longestFrame: Math.max(...frames),
    share: frames.filter(each => each <= frameMs).length / frames.length,
    bytes,
    memory: await measured.memory(),
  };
}
