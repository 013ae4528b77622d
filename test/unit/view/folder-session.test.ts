import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { PairScore } from '../../../src/client/contract';
import { AmsnetError } from '../../../src/core/errors';
import { sortedPairs } from '../../../src/core/pair-order';
import type { FoldersHostMessage, ListedPair } from '../../../src/messages/folders';
import { FolderSession } from '../../../src/view/folders/folder-session';
import { FakeEngine } from './fake-engine';

const score: PairScore = { psnr: 30, ssim: 0.9, peak: 255, peakBasis: 'depth', maxDifference: 12, pages: 1, notes: [] };

/** A session of two folders with these files, and what its page knows. */
function opened(inA: readonly string[], inB: readonly string[]) {
  const root = mkdtempSync(join(tmpdir(), 'amsnet-folders-'));
  const [a, b] = (
    [
      ['a', inA],
      ['b', inB],
    ] as const
  ).map(([name, files]) => {
    const folder = join(root, name);
    mkdirSync(join(folder, 'sub'), { recursive: true });
    for (const file of files) writeFileSync(join(folder, file), '');
    return folder;
  });
  const engine = new FakeEngine();
  let held = 0;
  const acquire = () => {
    held++;
    return { request: engine.request, dispose: () => held-- } as never;
  };
  const session = new FolderSession({ id: '1', a, b, acquire });
  const page: ListedPair[] = [];
  const receive = (message: FoldersHostMessage) => {
    if (message.type !== 'pairs') return;
    if (message.all !== undefined) page.length = message.all;
    for (const [number, pair] of message.pairs) page[number] = pair;
  };
  session.attach(receive);
  return { session, engine, page, receive, held: () => held, a, b };
}

test('the images of two folders are measured by their names, and what is missing or broken is said of each', async () => {
  const { session, engine, page, held, a, b } = opened(
    ['1.png', '2.png', 'only.tif', 'note.txt', 'sub/3.denoised.png'],
    ['1.png', '2.png', 'sub/3.denoised.png', 'other.png'],
  );
  void session.refresh();
  await vi.waitFor(() => {
    expect(engine.open('compare')).toHaveLength(2);
  });
  expect(page.map(({ name, state, only }) => [name, state, only])).toEqual([
    ['1.png', 'waiting', undefined],
    ['2.png', 'waiting', undefined],
    ['only.tif', 'missing', 'a'],
    ['other.png', 'missing', 'b'],
    ['sub/3.denoised.png', 'waiting', undefined],
  ]);
  expect(engine.open('compare')[0].params).toEqual({ image: join(a, '1.png'), reference: join(b, '1.png') });
  engine.take('compare').resolve(score);
  engine.take('compare').reject(new AmsnetError('image/size-mismatch', 'not one size'));
  await vi.waitFor(() => {
    expect(engine.open('compare')).toHaveLength(1);
  });

  // Stopped, and gone on with what is left.
  session.stop();
  expect([session.state.phase, held()]).toEqual(['stopped', 1]);
  await vi.waitFor(() => {
    expect(held()).toBe(0);
  });
  expect(page.map(({ state }) => state)).toEqual(['compared', 'failed', 'missing', 'missing', 'waiting']);
  expect(page[1].message).toBe('not one size');
  const going = session.resume();
  expect(engine.open('compare')).toHaveLength(1);
  engine.take('compare').resolve({ ...score, psnr: null, maxDifference: 0 });
  await going;
  expect([session.state.phase, held(), page[4].state]).toEqual(['ended', 0, 'compared']);
  expect(session.filesOf(2)).toBeUndefined();
  expect(session.filesOf(0)).toEqual([join(a, '1.png'), join(b, '1.png')]);
  expect(session.results.map(({ state }) => state)).toEqual(['compared', 'failed', 'missing', 'missing', 'compared']);
  session.dispose();
});

test('a page that comes back is told everything', async () => {
  const { session, engine, page, receive } = opened(['1.png'], ['1.png']);
  const work = session.refresh();
  await vi.waitFor(() => {
    expect(engine.open('compare')).toHaveLength(1);
  });
  session.detach();
  engine.take('compare').resolve(score);
  await work;
  expect(page[0].state).toBe('waiting');
  session.attach(receive);
  expect(page[0]).toMatchObject({ state: 'compared', psnr: 30, maxDifference: 12, peak: 255 });
});

test('a folder that cannot be read is said, and can be tried again', async () => {
  const { engine, page } = opened([], []);
  const acquire = () => ({ request: engine.request, dispose: () => undefined }) as never;
  const session = new FolderSession({ id: '1', a: '/none/there', b: '/none', acquire });
  await session.refresh();
  expect(session.state).toMatchObject({ phase: 'stopped', problem: expect.stringMatching(/none/) as string });
  expect(page).toEqual([]);
});

test('in every order, what could not be measured is last', () => {
  const pairs: ListedPair[] = [
    { name: 'b', state: 'compared', psnr: 20, ssim: 0.9, maxDifference: 3 },
    { name: 'd', state: 'missing' },
    { name: 'a', state: 'compared', psnr: null, ssim: 1, maxDifference: 0 },
    { name: 'c', state: 'compared', psnr: 30, ssim: 0.5, maxDifference: 9 },
  ];
  const names = (...sorting: [Parameters<typeof sortedPairs>[1], boolean?]) =>
    sortedPairs(pairs, ...sorting)
      .map(({ name }) => name)
      .join('');
  expect(names('name')).toBe('abcd');
  expect(names('name', true)).toBe('dcba');
  expect(names('psnr')).toBe('bcad');
  expect(names('psnr', true)).toBe('acbd');
  expect(names('ssim')).toBe('cbad');
  expect(names('difference')).toBe('cbad');
  expect(names('difference', true)).toBe('abcd');
});
