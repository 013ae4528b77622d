import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { Journal, type Row } from '../../../src/batch/journal';
import { mergeShards } from '../../../src/batch/merge-shards';
import { isInShard, parseShard, shardIndex } from '../../../src/batch/shard';

const folder = mkdtempSync(join(tmpdir(), 'amsnet-shard-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the part that an image belongs to', () => {
  test('is one, whatever else there is, and the same wherever the folder lies', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\wé ]{1,20}$/), fc.integer({ min: 1, max: 50 }), (name, count) => {
        const parts = Array.from({ length: count }, (_, i) => ({ number: i + 1, count }));
        const here = { path: join('images', 'sub', `${name}.png`), subfolder: 'sub' };
        const elsewhere = { path: join('/mnt/data', 'sub', `${name.normalize('NFD')}.png`), subfolder: 'sub' };
        const own = parts.filter(part => isInShard(here, part));
        expect(own).toHaveLength(1);
        expect(parts.filter(part => isInShard(elsewhere, part))).toEqual(own);
      }),
    );
  });

  test('stays the same from version to version, and parts are about equal', () => {
    expect(isInShard({ path: './a.png' }, { number: 5, count: 8 })).toBe(
      isInShard({ path: 'a.png' }, { number: 5, count: 8 }),
    );
    const sizes = Array.from({ length: 8 }, () => 0);
    for (let i = 0; i < 8000; i++)
      for (let number = 1; number <= 8; number++)
        if (isInShard({ path: `img-${i}.png` }, { number, count: 8 })) sizes[number - 1]++;
    expect(sizes).toEqual([1029, 1029, 959, 1007, 1002, 978, 998, 998]);
  });
});

test.each([
  ['2/8', {}, { number: 2, count: 8 }],
  ['auto', { JOB_COMPLETION_INDEX: '0', JOB_COMPLETION_COUNT: '4' }, { number: 1, count: 4 }],
  ['auto/4', { JOB_COMPLETION_INDEX: '3' }, { number: 4, count: 4 }],
  ['auto', slurm(1, 8, 8), { number: 8, count: 8 }],
  ['auto', slurm(0, 15, 10, 5), { number: 3, count: 4 }],
  ['auto/8', slurm(3, 3, 3), { number: 4, count: 8 }],
  ['auto', { AWS_BATCH_JOB_ARRAY_INDEX: '1', AWS_BATCH_JOB_ARRAY_SIZE: '2' }, { number: 2, count: 2 }],
  ['auto', { CLOUD_RUN_TASK_INDEX: '1', CLOUD_RUN_TASK_COUNT: '2' }, { number: 2, count: 2 }],
  ['0/8', {}, expect.stringContaining('no part 0 of 8')],
  ['9/8', {}, expect.stringContaining('no part 9 of 8')],
  ['auto/8', { JOB_COMPLETION_INDEX: '8' }, expect.stringContaining('no part 9 of 8')],
  ['a/b', {}, expect.stringContaining('K/N')],
  ['auto', {}, expect.stringContaining('No scheduler')],
  ['auto', { JOB_COMPLETION_INDEX: '0' }, expect.stringContaining('auto/N')],
  ['auto', { ...slurm(0, 40, 6), SLURM_ARRAY_TASK_COUNT: '3' }, expect.stringContaining('not evenly spaced')],
])('%s with %o is %o', (typed, environment, expected: unknown) => {
  expect(parseShard(typed, environment)).toEqual(expected);
});

/** As Slurm sets them for a task of an array. */
function slurm(first: number, last: number, id: number, step = 1): NodeJS.ProcessEnv {
  const values = { ID: id, MIN: first, MAX: last, STEP: step, COUNT: Math.floor((last - first) / step) + 1 };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`SLURM_ARRAY_TASK_${name}`, String(value)]));
}

test('the manifest of the Indexed Job has as many parts as completions', () => {
  const manifest = readFileSync(new URL('../../../examples/kubernetes-job.yaml', import.meta.url), 'utf8');
  const [, completions] = /^  completions: (\d+)$/m.exec(manifest) ?? [];
  expect(manifest).toContain(`--shard=auto/${completions}\n`);
});

test('reports of parts become one, which knows what is missing and what is double', async () => {
  const index = join(folder, 'results.json');
  const row = (input: string, output: string | null = `clean/${input}`): Row => {
    const state = output === null ? 'failed' : 'done';
    return { input, output, state, source: null, result: null, record: {} };
  };
  const write = async (number: number, inputs: string[], rows: Row[], count = 4) => {
    const shard = { number, count };
    const journal = await Journal.open(`${shardIndex(index, shard)}.journal`);
    await journal.setPlan({ shard, inputs });
    for (const each of rows) await journal.add(each);
    await journal.close();
  };
  await expect(mergeShards(index)).rejects.toMatchObject({ code: 'output/unwritable' });
  await write(1, ['a.png', 'b.png'], [row('a.png', null), row('a.png'), row('b.png')]);
  await write(2, ['c.png', 'd.png'], [row('c.png', null)]);
  await write(4, ['e.png', 'b.png'], [row('./b.png'), row('e.png', 'clean/a.png')]);
  const { rows, missingShards, missing, double } = await mergeShards(index);
  expect(rows.map(({ input, state }) => `${input} ${state}`)).toEqual([
    'a.png done',
    'b.png done',
    'c.png failed',
    './b.png done',
    'e.png done',
  ]);
  expect({ missingShards, missing, double }).toEqual({
    missingShards: [3],
    missing: ['d.png'],
    double: ['b.png', join('clean', 'b.png'), join('clean', 'a.png')],
  });
  await write(1, [], [], 2);
  await expect(mergeShards(index)).rejects.toMatchObject({ message: expect.stringContaining('2 and in 4') as unknown });
});
