/** Two folders, file by file. */
import { join } from 'node:path';
import type { Engine, PairScore, Params } from '../client/contract';
import { CancelledError } from '../core/errors';
import { writeTable } from './index-file';
import { imageNamesBelow } from './inputs';
import { toFailure } from './record';

/** What two folders have by one name; undefined on the side that lacks it. */
export interface FilePair {
  /** Below both folders, with slashes. */
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

/** What a table of pairs has of each. */
const columns = [
  ...['name', 'a', 'b', 'state', 'psnr', 'ssim', 'maxDifference', 'peak', 'peakBasis', 'pages'],
  ...['error.code', 'error.message'],
];

/** As CSV or JSON, by the name of the file. @throws as `writeTable` */
export function writePairs(path: string, pairs: readonly ComparedPair[], overwrite: boolean): Promise<void> {
  return writeTable(
    path,
    pairs.map(pair => ({ ...pair })),
    columns,
    overwrite,
  );
}
