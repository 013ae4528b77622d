/** Two folders file by file, or a list of pairs. */
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { Engine, PairScore, Params } from '../client/contract';
import { CancelledError } from '../core/errors';
import { writeTable } from './index-file';
import { imageNamesBelow } from './inputs';
import { isSame, type Journal, type Row, versionOf } from './journal';
import { toFailure } from './record';

/** What two folders have by one name; undefined on the side that lacks it. */
export interface FilePair {
  /** Below both folders, with slashes; in a list the first file as it is named there. */
  readonly name: string;
  readonly a: string | undefined;
  readonly b: string | undefined;
}

/** What became of a pair. */
export type ComparedPair = FilePair & {
  readonly state: 'compared' | 'missing' | 'failed';
} & Partial<PairScore & Pick<ReturnType<typeof toFailure>, 'error'>>;

/** The images below two folders by their names, as they lie in them, sorted. @throws where a folder cannot be read */
export async function pairsOf(a: string, b: string): Promise<FilePair[]> {
  const [inA, inB] = (await Promise.all([a, b].map(imageNamesBelow))).map(names => new Set(names));
  return [...new Set([...inA, ...inB])].sort().map(name => ({
    name,
    a: inA.has(name) ? join(a, name) : undefined,
    b: inB.has(name) ? join(b, name) : undefined,
  }));
}

/**
 * The pairs of a list: two paths a line, with a tab between them.
 * @throws {PairListError} with the number of the line, from 1, that is none, or whose first file stands above already
 */
export function parsePairs(list: string): FilePair[] {
  const pairs = new Map<string, FilePair>();
  for (const [i, line] of list.split(/\r?\n/).entries()) {
    if (line === '') continue;
    const [a, b, ...more] = line.split('\t');
    if (!a || !b || more.length > 0) throw new PairListError(i + 1, false);
    if (pairs.has(a)) throw new PairListError(i + 1, true);
    pairs.set(a, { name: a, a, b });
  }
  return [...pairs.values()];
}

export class PairListError extends Error {
  constructor(
    readonly line: number,
    readonly isDouble: boolean,
  ) {
    super();
  }
}

/** All pages unless one is named. */
export type HowToCompare = Omit<Params<'compare'>, 'image' | 'reference'>;

/** Measures one pair; what goes wrong is said in it. @throws {CancelledError} */
export async function comparePair(
  engine: Engine,
  pair: FilePair,
  how: HowToCompare,
  signal: AbortSignal,
): Promise<ComparedPair> {
  const { a, b } = pair;
  if (a === undefined || b === undefined) return { ...pair, state: 'missing' };
  try {
    const score = await engine.request('compare', { image: a, reference: b, ...how }, { signal });
    return { ...pair, state: 'compared', ...score };
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    return { ...pair, state: 'failed', error: toFailure(a, error).error };
  }
}

/** The plan of comparisons. */
const Plan = z.object({ how: z.unknown() });

/** Whether the numbers of an earlier run were measured as these are to be. */
export function wasMeasured(journal: Journal, how: HowToCompare): boolean {
  return isDeepStrictEqual(Plan.safeParse(journal.plan).data?.how, how);
}

/**
 * Measures pairs one after the other. What the journal has of two files that are still the same is not measured again.
 * @throws {AmsnetError} cancelled, or what the journal could not be written with
 */
export async function* comparePairs(
  engine: Engine,
  pairs: readonly FilePair[],
  how: HowToCompare,
  journal: Journal | undefined,
  signal: AbortSignal,
): AsyncIterable<ComparedPair> {
  for (const pair of pairs) {
    const [source, result] = await Promise.all(
      [pair.a, pair.b].map(path => (path === undefined ? Promise.resolve(null) : versionOf(path))),
    );
    const before = journal?.rowOf(pair.name);
    if (before?.state === 'done' && isSame(before.source, source) && isSame(before.result, result)) {
      yield { ...pair, ...(before.record as Partial<ComparedPair>) } as ComparedPair;
      continue;
    }
    const compared = await comparePair(engine, pair, how, signal);
    const state: Row['state'] = compared.state === 'compared' ? 'done' : 'failed';
    await journal?.add({ input: pair.name, output: null, state, source, result, record: { ...compared } });
    yield compared;
  }
}

/** What a table of pairs has of each. */
const columns = [
  ...['name', 'a', 'b', 'state', 'psnr', 'ssim', 'maxDifference', 'peak', 'peakBasis', 'pages'],
  ...['error.code', 'error.message'],
];

/** As CSV or JSON, by the name of the file. @throws as `writeTable` */
export function writePairs(
  path: string,
  pairs: readonly (ComparedPair | Row['record'])[],
  overwrite: boolean,
): Promise<void> {
  return writeTable(
    path,
    pairs.map(pair => ({ ...pair })),
    columns,
    overwrite,
  );
}
