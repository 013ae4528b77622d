/** Two folders, file by file. */
import { join, relative } from 'node:path';
import type { Engine, PairScore } from '../client/contract';
import { CancelledError } from '../core/errors';
import { imagesBelow } from './inputs';
import { toFailure } from './record';

/** What two folders have by one name; undefined on the side that lacks it. */
interface FilePair {
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
  const namesIn = async (folder: string) =>
    (await imagesBelow(folder)).map(({ path }) => relative(folder, path).replaceAll('\\', '/'));
  const [inA, inB] = (await Promise.all([a, b].map(namesIn))).map(names => new Set(names));
  return [...new Set([...inA, ...inB])].sort().map(name => ({
    name,
    a: inA.has(name) ? join(a, name) : undefined,
    b: inB.has(name) ? join(b, name) : undefined,
  }));
}

/** Measures one pair; what goes wrong is said in it. @throws {CancelledError} */
export async function comparePair(
  engine: Engine,
  pair: FilePair,
  peak: number | undefined,
  signal: AbortSignal,
): Promise<ComparedPair> {
  const { a, b } = pair;
  if (a === undefined || b === undefined) return { ...pair, state: 'missing' };
  try {
    const params = { image: a, reference: b, ...(peak === undefined ? {} : { peak }) };
    return { ...pair, state: 'compared', ...(await engine.request('compare', params, { signal })) };
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    return { ...pair, state: 'failed', error: toFailure(a, error).error };
  }
}

export const pairOrders = ['name', 'psnr', 'ssim', 'difference'] as const;
export type PairOrder = (typeof pairOrders)[number];

/** Those that differ most come first, what could not be measured last; or by name. */
export function sortedPairs(pairs: readonly ComparedPair[], order: PairOrder): ComparedPair[] {
  const likeness = (pair: ComparedPair): number => {
    if (pair.state !== 'compared') return Infinity;
    if (order === 'difference') return -(pair.maxDifference ?? 0);
    // Equal images have no PSNR: it is infinite, but they come before those that could not be measured.
    return (order === 'psnr' ? pair.psnr : pair.ssim) ?? Number.MAX_VALUE;
  };
  const byName = (one: ComparedPair, other: ComparedPair) => (one.name < other.name ? -1 : 1);
  return pairs.toSorted((one, other) => {
    const [x, y] = [likeness(one), likeness(other)];
    return order === 'name' || x === y ? byName(one, other) : x - y;
  });
}
