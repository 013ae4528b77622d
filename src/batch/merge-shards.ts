/** The reports of all parts of a batch, or of a comparison, as one, and whether they are all there. */
import { normalize } from 'node:path';
import { AmsnetError } from '../core/errors';
import { Journal, type Row } from './journal';
import { shardIndexes, ShardPlan } from './shard';
import { text } from './text';

export interface Merged {
  readonly rows: readonly Row[];
  /** Whether they are pairs that were compared, not images. */
  readonly arePairs: boolean;
  /** How many parts there should be. */
  readonly count: number;
  /** Numbers of the parts without a journal. */
  readonly missingShards: readonly number[];
  /** Images of parts that are there which nobody has finished yet. */
  readonly missing: readonly string[];
  /** Images that several parts have done, and results that several images have. */
  readonly double: readonly string[];
}

/**
 * @param index as it was named to each part
 * @throws {AmsnetError} output/unwritable if there are no parts, or those of several batches, or one is damaged
 */
export async function mergeShards(index: string): Promise<Merged> {
  const found = await shardIndexes(index);
  if (found.length === 0) throw new AmsnetError('output/unwritable', ...text.shard.none(index));
  const counts = [...new Set(found.map(({ shard }) => shard.count))].sort((one, other) => one - other);
  if (counts.length > 1) throw new AmsnetError('output/unwritable', ...text.shard.several(index, counts));

  const rows: Row[] = [];
  const kinds = new Set<boolean>();
  const missing: string[] = [];
  const present = new Set<number>();
  for (const { shard, index: own } of found) {
    const journal = await Journal.read(`${own}.journal`);
    const plan = ShardPlan.safeParse(journal.plan);
    // It has begun, but does not know its images yet.
    if (!plan.success) continue;
    present.add(shard.number);
    kinds.add(plan.data.how !== undefined);
    rows.push(...journal.rows);
    missing.push(...plan.data.inputs.filter(input => !journal.rowOf(input)));
  }
  if (kinds.size > 1) throw new AmsnetError('output/unwritable', ...text.shard.mixed(index));
  const made = rows.filter(({ state, output }) => state !== 'failed' && output !== null);
  return {
    rows,
    arePairs: kinds.has(true),
    count: counts[0],
    missingShards: Array.from({ length: counts[0] }, (_, i) => i + 1).filter(number => !present.has(number)),
    missing,
    double: [...twice(rows.map(({ input }) => input)), ...twice(made.map(({ output }) => output ?? ''))],
  };
}

function twice(paths: readonly string[]): string[] {
  const seen = new Set<string>();
  const double = new Set<string>();
  for (const path of paths.map(each => normalize(each))) {
    if (seen.has(path)) double.add(path);
    seen.add(path);
  }
  return [...double];
}
