import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { amsnet, newFolder, samples } from './amsnet';
import { draw, load, psnr, save } from './pictures';

let folder: string;
const clean = join(samples, 'chelsea_clean.png');
const noisy = join(samples, 'chelsea_noisy.png');

beforeAll(async () => {
  folder = newFolder();
  await save(join(folder, 'other size.png'), draw(30, 20, 0));
});

test('compare measures two images', async () => {
  const { code, stdout, stderr } = await amsnet(['compare', noisy, clean, '--json']);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const score = JSON.parse(stdout) as Record<string, unknown>;
  expect(score).toMatchObject({ a: noisy, b: clean, ssim: expect.any(Number) as number });
  expect(score.psnr).toBeCloseTo(psnr(await load(noisy), await load(clean)), 6);
});

test('an image compared with itself is infinitely near: null in JSON, a word for people', async () => {
  const { stdout } = await amsnet(['compare', clean, clean, '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ psnr: null, ssim: 1 });
  expect((await amsnet(['compare', clean, clean])).stdout).toBe('PSNR  infinite dB\nSSIM  1.0000\n');
});

test('compare is a check with limits: below them it fails, and says which', async () => {
  expect((await amsnet(['compare', noisy, clean, '--min-psnr', '10', '--min-ssim', '0.1'])).code).toBe(0);
  expect((await amsnet(['compare', clean, clean, '--min-psnr', '100', '--min-ssim', '1'])).code).toBe(0);
  const { code, stdout, stderr } = await amsnet([
    'compare',
    noisy,
    clean,
    '--min-psnr',
    '60',
    '--min-ssim',
    '0.99',
    '--json',
  ]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ a: noisy });
  expect(stderr).toMatch(/^error: PSNR is [\d.]+ dB, below 60 dB\.\nerror: SSIM is [\d.]+, below 0\.99\.\n$/);
  expect((await amsnet(['compare', noisy, clean, '--min-psnr', 'high'])).code).toBe(2);
  const tiny = join(folder, 'tiny.png');
  await save(tiny, draw(8, 8, 0));
  const without = await amsnet(['compare', tiny, tiny, '--min-ssim', '0.5']);
  expect(without).toMatchObject({
    code: 1,
    stderr: 'error: SSIM is not defined for images that are smaller than its window.\n',
  });
});

test('two folders are compared by the names of their images; what one lacks is listed', async () => {
  const [a, b] = [join(folder, 'a'), join(folder, 'b')];
  for (const each of [a, b]) mkdirSync(join(each, 'sub'), { recursive: true });
  await save(join(a, 'equal.png'), draw(30, 20, 0));
  await save(join(b, 'equal.png'), draw(30, 20, 0));
  await save(join(a, 'sub', 'other.png'), draw(30, 20, 0));
  await save(join(b, 'sub', 'other.png'), draw(30, 20, 9));
  await save(join(a, 'size.png'), draw(30, 20, 0));
  await save(join(b, 'size.png'), draw(20, 20, 0));
  await save(join(b, 'only.png'), draw(30, 20, 0));
  const index = join(folder, 'pairs.csv');
  const { code, stdout, stderr } = await amsnet(['compare', a, b, '--json', '--sort', 'psnr', '--index', index]);
  const pairs = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>);
  expect(pairs.map(({ name, state }) => [name, state])).toEqual([
    ['sub/other.png', 'compared'],
    ['equal.png', 'compared'],
    ['only.png', 'missing'],
    ['size.png', 'failed'],
  ]);
  expect(pairs[1]).toMatchObject({ psnr: null, maxDifference: 0 });
  expect(code).toBe(1);
  expect(stderr).toMatch(/has no only\.png\.\n/);
  expect(readFileSync(index, 'utf8').split('\r\n')[1]).toMatch(/^sub\/other\.png,.*,compared,[\d.]+,/);
  expect((await amsnet(['compare', a, b, '--index', index])).code).toBe(1);
});

test('a list is compared in parts, which become one report; what is measured is not measured again', async () => {
  const names = ['a', 'b', 'c', 'd', 'e'].map(name => join(folder, `${name}.png`));
  const reference = join(folder, 'reference.png');
  for (const name of [...names, reference]) await save(name, draw(20, 16, 0));
  const list = join(folder, 'pairs.txt');
  writeFileSync(list, names.map(name => `${name}\t${reference}\n`).join(''));
  const index = join(folder, 'list.json');
  const part = (number: number, ...more: string[]) =>
    amsnet(['compare', '--pairs', list, '--index', index, '--shard', `${number}/2`, '--json', ...more]);
  const parts = [await part(1), await part(2)];
  expect(parts.flatMap(({ records }) => records().map(({ a }) => a)).toSorted()).toEqual(names);
  const merged = await amsnet(['merge-reports', index, '--json']);
  expect(merged.records()).toMatchObject([{ shards: 2, done: 5, failed: 0, missing: [], double: [] }]);
  expect(merged.code).toBe(0);
  expect(JSON.parse(readFileSync(index, 'utf8'))).toMatchObject(names.map(a => ({ a, psnr: null, state: 'compared' })));

  const journal = `${join(folder, 'list.shard-1-of-2.json')}.journal`;
  const before = readFileSync(journal, 'utf8');
  expect((await part(1, '--skip-existing')).records()).toEqual(parts[0].records());
  expect(readFileSync(journal, 'utf8')).toBe(before);
  expect((await part(1, '--skip-existing', '--peak', '9')).stderr).toContain('--peak');
});

test('one page of a stack is compared alone, with the same or another one', async () => {
  const page = (value: number) => Buffer.concat([Buffer.from('P5 16 16 255\n'), Buffer.alloc(256, value)]);
  const [a, b] = [
    ['a.pgm', [10, 20]],
    ['b.pgm', [10, 25]],
  ].map(([name, values]) => {
    const path = join(folder, String(name));
    writeFileSync(path, Buffer.concat((values as number[]).map(page)));
    return path;
  });
  const largest = async (...args: string[]) =>
    (JSON.parse((await amsnet(['compare', a, b, ...args, '--json'])).stdout) as { maxDifference: number })
      .maxDifference;
  expect(await largest()).toBe(5);
  expect(await largest('--page', '1')).toBe(0);
  expect(await largest('--page', '2', '--page-b', '1')).toBe(10);
  expect((await amsnet(['compare', a, b, '--page', '3'])).stderr).toContain('there is no page 3');
});

test('images of different size cannot be compared', async () => {
  const { code, stdout, stderr } = await amsnet(['compare', clean, join(folder, 'other size.png')]);
  expect(stderr).toMatch(/^error: [^\n]*451[^\n]*\n$/);
  expect(stdout).toBe('');
  expect(code).toBe(1);
});

test('info lists devices, models and versions', async () => {
  const { code, stdout } = await amsnet(['info', '--json']);
  expect(code).toBe(0);
  const info = JSON.parse(stdout) as {
    devices: { name: string; available: boolean; reason?: string }[];
    models: { name: string }[];
  };
  expect(info.devices).toContainEqual(expect.objectContaining({ name: 'cpu', available: true }));
  for (const device of info.devices) if (!device.available) expect(device.reason, device.name).toMatch(/./);
  expect(info.models.map(model => model.name)).toEqual(['amsnet', 'amsnet-fast', 'amsnet-science', 'amsnet-strong']);
  const forPeople = await amsnet(['info']);
  expect(forPeople.stdout).toMatch(/^Devices$/m);
  expect(forPeople.stdout).toMatch(/^ {2}cpu +available/m);
});
