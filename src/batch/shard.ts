/** A batch in parts, for many machines: each image belongs to one of them, whatever else is in the list. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, normalize, parse, sep } from 'node:path';
import * as z from 'zod';
import type { BatchInput } from './names';
import { text } from './text';

export const Shard = z.object({
  /** From 1 to `count`. */
  number: z.int().min(1),
  count: z.int().min(1),
});
export type Shard = z.infer<typeof Shard>;

/** The first line of a shard's journal: what it has to do. */
export const ShardPlan = z.object({
  shard: Shard,
  inputs: z.array(z.string()),
  /** Of comparisons: how pairs are measured. */
  how: z.record(z.string(), z.unknown()).optional(),
});
export type ShardPlan = z.infer<typeof ShardPlan>;

export function shardPlan(shard: Shard, inputs: readonly BatchInput[]): ShardPlan {
  return { shard, inputs: inputs.map(({ path }) => path) };
}

const maxCount = 1e6;

/** Schedulers tell a task its number and how many there are; `first` and `step` where they do not count 0, 1, 2. */
const schedulers = [
  { index: 'JOB_COMPLETION_INDEX', count: 'JOB_COMPLETION_COUNT' },
  {
    index: 'SLURM_ARRAY_TASK_ID',
    count: 'SLURM_ARRAY_TASK_COUNT',
    first: 'SLURM_ARRAY_TASK_MIN',
    last: 'SLURM_ARRAY_TASK_MAX',
    step: 'SLURM_ARRAY_TASK_STEP',
  },
  { index: 'AWS_BATCH_JOB_ARRAY_INDEX', count: 'AWS_BATCH_JOB_ARRAY_SIZE' },
  { index: 'CLOUD_RUN_TASK_INDEX', count: 'CLOUD_RUN_TASK_COUNT' },
] as const satisfies readonly Scheduler[];

interface Scheduler {
  readonly index: string;
  readonly count: string;
  readonly first?: string;
  readonly last?: string;
  readonly step?: string;
}

/**
 * `K/N`: the K-th of N parts; `auto/N`: the one whose index, from 0, the scheduler says; `auto`: both from the scheduler.
 * @returns a sentence if it is none of these, or if the scheduler does not say it
 */
export function parseShard(typed: string, environment: NodeJS.ProcessEnv): Shard | string {
  const form = /^(?:(\d+)\/(\d+)|auto(?:\/(\d+))?)$/.exec(typed.trim());
  if (!form) return text.shard.form;
  const [number, count, ofScheduler] = [1, 2, 3].map(group => form.at(group));
  if (number !== undefined) return checked(Number(number), Number(count));
  const scheduler = schedulers.find(({ index }) => numberOf(environment, index) !== undefined);
  if (!scheduler) return text.shard.noScheduler(schedulers.map(({ index }) => index));
  const index = numberOf(environment, scheduler.index) ?? 0;
  // With a number of its own, the index counts from 0: where some tasks are run again, first and last are others.
  if (ofScheduler !== undefined) return checked(index + 1, Number(ofScheduler));
  return countedBy(scheduler, index, environment);
}

function countedBy(scheduler: Scheduler, index: number, environment: NodeJS.ProcessEnv): Shard | string {
  const said = (name: string | undefined) => (name === undefined ? undefined : numberOf(environment, name));
  const count = said(scheduler.count);
  if (count === undefined) return text.shard.noCount(scheduler.index, scheduler.count);
  const first = said(scheduler.first) ?? 0;
  const step = said(scheduler.step) ?? 1;
  const last = said(scheduler.last);
  if (last !== undefined && last !== first + (count - 1) * step) return text.shard.gaps(scheduler.index);
  return checked((index - first) / step + 1, count);
}

function checked(number: number, count: number): Shard | string {
  const fits = Number.isInteger(number) && number >= 1 && number <= count && count <= maxCount;
  return fits ? { number, count } : text.shard.range(number, count, maxCount);
}

function numberOf(environment: NodeJS.ProcessEnv, name: string): number | undefined {
  const value = environment[name] ?? '';
  return /^\d+$/.test(value) ? Number(value) : undefined;
}

/** Whether this part does the image: by a hash of its path in the folder that was named, the same on every system. */
export function isInShard({ path, subfolder }: BatchInput, { number, count }: Shard): boolean {
  const name = subfolder === undefined ? normalize(path) : join(subfolder, basename(path));
  const plain = name.replaceAll(sep, '/').normalize('NFC');
  return createHash('sha256').update(plain).digest().readUInt32BE() % count === number - 1;
}

/** The index of one part: `results.json` becomes `results.shard-2-of-8.json`. */
export function shardIndex(index: string, { number, count }: Shard): string {
  const { dir, name, ext } = parse(index);
  return join(dir, `${name}.shard-${number}-of-${count}${ext}`);
}

/** The indexes of all parts that have a journal beside `index`, in their order. */
export async function shardIndexes(index: string): Promise<{ readonly shard: Shard; readonly index: string }[]> {
  const { name, ext } = parse(index);
  const names = await readdir(dirname(index)).catch(() => []);
  const found = names.flatMap(each => {
    const numbers = /\.shard-(\d+)-of-(\d+)(\.\w+)\.journal$/.exec(each);
    if (!numbers || each.slice(0, numbers.index) !== name || numbers[3] !== ext) return [];
    const shard = { number: Number(numbers[1]), count: Number(numbers[2]) };
    return [{ shard, index: shardIndex(index, shard) }];
  });
  return found.sort((one, other) => one.shard.number - other.shard.number);
}
