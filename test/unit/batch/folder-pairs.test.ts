import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { comparePairs, PairListError, parsePairs } from '../../../src/batch/folder-pairs';
import { Journal } from '../../../src/batch/journal';
import type { Engine } from '../../../src/client/contract';
import { AmsnetError } from '../../../src/core/errors';

const folder = mkdtempSync(join(tmpdir(), 'amsnet-pairs-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('a list has two paths a line; what else it holds is told by its line', () => {
  expect(parsePairs('a.png\tb c.png\r\n\nd.png\tb c.png')).toEqual([
    { name: 'a.png', a: 'a.png', b: 'b c.png' },
    { name: 'd.png', a: 'd.png', b: 'b c.png' },
  ]);
  for (const [list, line, isDouble] of [
    ['a.png\tb.png\na.png', 2, false],
    ['a.png\t', 1, false],
    ['a\tb\tc', 1, false],
    ['a\tb\n\na\tc', 3, true],
  ] as const)
    expect(() => parsePairs(list)).toThrow(expect.objectContaining({ line, isDouble }) as PairListError);
});

test('a comparison that goes on measures what has changed, failed or is new, and nothing else', async () => {
  const pairs = ['a', 'b', 'c'].map(name => ({ name, a: join(folder, name), b: join(folder, `${name}.clean`) }));
  for (const { a, b } of pairs) for (const path of [a, b]) writeFileSync(path, '1');
  const asked: string[] = [];
  let broken = pairs[1].a;
  const score = { psnr: 30, ssim: 0.9, maxDifference: 4, peak: 255, peakBasis: 'depth', pages: 1, notes: [] };
  const engine = {
    request: (_: string, { image }: { image: string }) => {
      asked.push(image);
      return image === broken ? Promise.reject(new AmsnetError('image/unreadable', 'broken')) : Promise.resolve(score);
    },
  } as unknown as Engine;
  const run = async (count: number) => {
    const journal = await Journal.open(join(folder, 'journal'));
    const compared = [];
    for await (const pair of comparePairs(engine, pairs.slice(0, count), {}, journal, new AbortController().signal))
      compared.push(pair);
    await journal.close();
    return compared.map(({ name, state, psnr }) => [name, state, psnr]);
  };
  expect(await run(2)).toEqual([
    ['a', 'compared', 30],
    ['b', 'failed', undefined],
  ]);
  broken = '';
  asked.splice(0);
  expect(await run(3)).toEqual(['a', 'b', 'c'].map(name => [name, 'compared', 30]));
  expect(asked).toEqual([pairs[1].a, pairs[2].a]);
  writeFileSync(pairs[2].b, 'changed');
  asked.splice(0);
  await run(3);
  expect(asked).toEqual([pairs[2].a]);
});
