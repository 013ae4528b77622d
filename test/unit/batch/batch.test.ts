import { appendFileSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Batch, type BatchFile, type BatchOptions } from '../../../src/batch/batch';
import type { Finished } from '../../../src/batch/denoise-file';
import { toCsv, writeIndex } from '../../../src/batch/index-file';
import { Journal } from '../../../src/batch/journal';
import { nameOf, placed } from '../../../src/batch/names';
import type { Engine } from '../../../src/client/contract';
import { AmsnetError } from '../../../src/core/errors';
import { presets } from '../../../src/core/settings';

const root = mkdtempSync(join(tmpdir(), 'amsnet-batch-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Every file is an image, whose width is the number of its bytes. */
const engine = {
  request: (_: string, { image }: { image: string }) => {
    const width = readFileSync(image).length;
    return width === 0
      ? Promise.reject(new AmsnetError('image/unreadable', `${image} is empty.`))
      : Promise.resolve({ width, height: 1 });
  },
} as unknown as Engine;

const never = new AbortController().signal;
const crash = (mayLackMemory = true) =>
  new AmsnetError('engine/crashed', 'The engine process ended.', '', { cause: { mayLackMemory } });

/** A batch over files a, b, c of a new folder, which copies them. */
function setUp(names = ['a', 'b', 'c']) {
  const folder = mkdtempSync(join(root, 'x'));
  const inputs = names.map(name => ({ path: join(folder, `${name}.png`) }));
  for (const { path } of inputs) writeFileSync(path, 'pixels');
  const template = join(folder, '{name}.denoised.{ext}');
  const log: string[] = [];
  const settled: string[] = [];
  const denoise: BatchOptions['denoise'] = (input, place, running) =>
    placed(nameOf(template, input, ''), place, async (output, overwrite): Promise<Finished> => {
      await running.onBegin(output, overwrite);
      log.push(basename(input.path, '.png'));
      running.onProgress({ fraction: 0.5, secondsLeft: 1 });
      await new Promise(setImmediate);
      if (running.signal.aborted) throw new AmsnetError('cancelled', 'Cancelled.');
      writeFileSync(output, readFileSync(input.path), { flag: overwrite ? 'w' : 'wx' });
      const report = { width: 6, notes: [] } as unknown as Finished['report'];
      return { report, settings: presets.masks, auto: undefined, output };
    });
  const batch = (options: Partial<BatchOptions> = {}) =>
    new Batch({
      engine,
      inputs,
      template,
      rule: 'fail',
      denoise,
      onSettled: ({ input, state }: BatchFile) => settled.push(`${basename(input.path, '.png')} ${state}`),
      ...options,
    });
  const result = (name: string) => join(folder, `${name}.denoised.png`);
  const journal = (waitMs?: number) =>
    Journal.open(join(folder, 'index.json.journal'), waitMs === undefined ? {} : { waitMs });
  return { folder, inputs, denoise, batch, log, settled, result, journal };
}

describe('a batch', () => {
  test('does two files at a time and tells of them in their order', async () => {
    const { batch, settled, denoise } = setUp();
    let most = 0;
    let now = 0;
    await batch({
      denoise: async (input, place, running) => {
        most = Math.max(most, ++now);
        // The first takes longest.
        if (input.path.endsWith('a.png')) await new Promise(resolve => setTimeout(resolve, 20));
        return denoise(input, place, running).finally(() => now--);
      },
    }).run(never);
    expect(most).toBe(2);
    expect(settled).toEqual(['a done', 'b done', 'c done']);
  });

  test('estimates the time left from what is done, whatever failed', async () => {
    const { batch } = setUp();
    const estimates: (number | undefined)[] = [];
    const running: Batch = batch({ onSettled: () => estimates.push(running.secondsLeft) });
    await running.run(never);
    expect(estimates[0]).toBeGreaterThan(0);
    expect(estimates.at(-1)).toBe(0);
    expect(running.isRunning).toBe(false);
  });

  test('a failure is that of one file, and can be tried again', async () => {
    const { batch, settled, denoise } = setUp();
    let broken = true;
    const some = batch({
      denoise: (input, place, running) =>
        broken && input.path.endsWith('b.png')
          ? Promise.reject(new AmsnetError('image/unreadable', 'Broken.'))
          : denoise(input, place, running),
    });
    await some.run(never);
    expect(settled).toEqual(['a done', 'b failed', 'c done']);
    broken = false;
    some.retry();
    await some.run(never);
    expect(settled.at(-1)).toBe('b done');
    expect(some.count('done')).toBe(3);
  });

  test('a crash of the engine costs nothing, a second one of the same file alone costs that file', async () => {
    const { batch, denoise } = setUp();
    const crashes: Record<string, number> = { a: 2, b: 1 };
    const some = batch({
      denoise: (input, place, running) => {
        const name = basename(input.path, '.png');
        return crashes[name]-- > 0 ? Promise.reject(crash()) : denoise(input, place, running);
      },
    });
    await some.run(never);
    expect(some.files.map(({ state }) => state)).toEqual(['failed', 'done', 'done']);
    expect(some.files[1].finished?.report.notes).toEqual([expect.stringContaining('the request repeated')]);
  });

  test.each([
    ['where smaller tiles helped after a crash, the rest of the batch gets them too', true, ['a true', 'c true']],
    ['where somebody ended the engine, tiles stay as they are', false, ['a false', 'c false']],
  ])('%s', async (_, mayLackMemory, after) => {
    const { batch, denoise } = setUp();
    const asked: string[] = [];
    const some = batch({
      denoise: async (input, place, running) => {
        const { smallerTiles = false } = running;
        asked.push(`${basename(input.path, '.png')} ${smallerTiles}`);
        if (asked.length === 1) throw crash(mayLackMemory);
        return { ...(await denoise(input, place, running)), smallerTiles };
      },
    });
    await some.run(never);
    expect(asked).toEqual(['a false', 'b false', ...after]);
  });

  test('what was under way when it is stopped waits, and goes on', async () => {
    const { batch, log } = setUp();
    const abort = new AbortController();
    const some = batch({ onSettled: () => { abort.abort(); } }); // prettier-ignore
    await expect(some.run(abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(some.count('running')).toBe(0);
    expect(some.count('done')).toBeGreaterThan(0);
    await some.run(never);
    expect(some.count('done')).toBe(3);
    expect(new Set(log).size).toBe(3);
  });
});

describe('results that are there', () => {
  test('are verified and left; those that are damaged or of another image are named', async () => {
    const { batch, log, settled, result } = setUp();
    writeFileSync(result('a'), 'noisex');
    writeFileSync(result('b'), '');
    writeFileSync(result('c'), 'of another size');
    const some = batch({ rule: 'skip' });
    await some.run(never);
    expect(settled).toEqual(['a skipped', 'b failed', 'c failed']);
    expect(log).toEqual([]);
    expect(some.files.map(({ error }) => (error as AmsnetError | undefined)?.code)).toEqual([
      undefined,
      'output/exists',
      'output/exists',
    ]);
    expect(readFileSync(result('c'), 'utf8')).toBe('of another size');
  });

  test('that the journal knows are not made again, unless they are gone or their image has changed', async () => {
    const { inputs, batch, log, result, journal } = setUp(['a', 'b', 'c', 'd']);
    const first = await journal();
    await batch({ journal: first }).run(never);
    await first.close();
    rmSync(result('b'));
    appendFileSync(inputs[2].path, '!');
    // A result that somebody has changed is somebody's.
    writeFileSync(result('d'), 'mine!!');
    utimesSync(result('d'), 1, 1);
    log.length = 0;
    const second = await journal();
    const some = batch({ journal: second, rule: 'skip' });
    await some.run(never);
    await second.close();
    expect(log.sort()).toEqual(['b', 'c']);
    expect(some.files.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'skipped']);
    expect(readFileSync(result('c'), 'utf8')).toBe('pixels!');
    expect(readFileSync(result('d'), 'utf8')).toBe('mine!!');
    expect(second.rowOf(inputs[0].path)).toMatchObject({ state: 'done', record: { width: 6 } });
  });

  test('of a process that was killed before it could say so are its own, whatever the rule', async () => {
    const { inputs, batch, log, result, journal } = setUp();
    const first = await journal();
    await first.begin(inputs[0].path, result('a'));
    await first.close();
    writeFileSync(result('a'), 'result');
    // Killed within a line.
    appendFileSync(first.path, '{"row":{"inp');
    const second = await journal();
    const some = batch({ journal: second });
    await some.run(never);
    await second.close();
    expect(some.files.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
    expect(log).toEqual(['b', 'c']);
    expect((await journal()).rows).toHaveLength(3);
  });
});

describe('a journal', () => {
  test('is that of one process', async () => {
    const { journal } = setUp();
    const first = await journal();
    await expect(journal(1)).rejects.toMatchObject({
      code: 'output/unwritable',
      message: expect.stringContaining('Another batch') as string,
    });
    await first.close();
    await (await journal()).close();
  });

  test('is not made of somebody else’s file', async () => {
    const { folder, journal } = setUp();
    writeFileSync(join(folder, 'index.json.journal'), 'dear diary\n');
    await expect(journal()).rejects.toMatchObject({ code: 'output/unwritable' });
    expect(readFileSync(join(folder, 'index.json.journal'), 'utf8')).toBe('dear diary\n');
  });

  test('becomes an index with the settings and numbers of each image', async () => {
    const { folder, batch, journal } = setUp(['a', 'b, "c"']);
    const kept = await journal();
    await batch({ journal: kept }).run(never);
    await writeIndex(join(folder, 'index.json'), kept.rows, false);
    const rows = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as object[];
    expect(rows.map(row => Object.keys(row))).toEqual([0, 1].map(() => ['width', 'notes', 'settings', 'input', 'output', 'state'])); // prettier-ignore
    await writeIndex(join(folder, 'index.csv'), kept.rows, false);
    await kept.close();
    const [head, , second] = readFileSync(join(folder, 'index.csv'), 'utf8').split('\r\n');
    expect(head).toMatch(/^input,output,state,width,.*,settings\.seed,notes,error\.code,error\.message$/);
    expect(second).toContain('b, ""c"".denoised.png",done,6,');
    expect(toCsv([{ notes: ['a', 'b'], settings: { masks: 4 } }])).toMatch(/,4,.*,a b,,\r\n$/);
  });
});
