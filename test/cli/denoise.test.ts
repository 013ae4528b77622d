import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, expect, test } from 'vitest';
import { amsnet, newFolder, samples, tinyModel } from './amsnet';
import { draw, load, psnr, save } from './pictures';

let folder: string;
const inFolder = (name: string) => join(folder, name);

beforeEach(() => {
  folder = newFolder();
});

test('writes beside the input and keeps size and format', async () => {
  await save(inFolder('my photo.png'), draw(70, 51, 0.1));
  const before = readFileSync(inFolder('my photo.png'));
  const { code, stdout, stderr } = await amsnet(['denoise', 'my photo.png'], folder);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^my photo\.png -> my photo\.denoised\.png$/m);
  expect(code).toBe(0);
  const result = await load(inFolder('my photo.denoised.png'));
  expect([result.width, result.height, result.channels]).toEqual([70, 51, 3]);
  expect(readFileSync(inFolder('my photo.png'))).toEqual(before);
  expect(readdirSync(folder).sort()).toEqual(['my photo.denoised.png', 'my photo.png']);
});

test('takes noise away: a sample comes nearer to its reference, as a second opinion confirms', async () => {
  const clean = join(samples, 'chelsea_clean.png');
  const noisy = join(samples, 'chelsea_noisy.png');
  const { code, records, stderr } = await amsnet(
    [
      'denoise',
      noisy,
      '-o',
      inFolder('out.png'),
      '--reference',
      clean,
      '--preset',
      'amsnet',
      '--r3-count',
      '2',
      '--json',
    ],
    folder,
  );
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const [record, ...others] = records();
  expect(others).toEqual([]);
  const written = await load(inFolder('out.png'));
  expect(record.psnr).toBeCloseTo(psnr(written, await load(clean)), 4);
  expect(record.psnrNoisy).toBeCloseTo(psnr(await load(noisy), await load(clean)), 4);
  expect(record.psnr).toBeGreaterThan(Number(record.psnrNoisy));
  expect(record.ssim).toBeGreaterThan(Number(record.ssimNoisy));
  expect(record).toMatchObject({
    input: noisy,
    output: inFolder('out.png'),
    width: 451,
    height: 300,
    device: 'auto',
    provider: expect.stringMatching(/./) as string,
    seconds: expect.any(Number) as number,
    // Two masks once, and twice more for R3.
    passes: 6,
    noise: { sigma: expect.any(Number) as number, correlation: expect.any(Array) as number[] },
    branches: [{ psnr: expect.any(Number) as number }, { psnr: expect.any(Number) as number }],
    unionPsnr: expect.any(Number) as number,
    r3Psnr: record.psnr,
    settings: { mode: 'masks', masks: 2, r3Ratio: 0.16, r3Count: 2 },
  });
});

test('the same seed gives the same file whatever the tile, another seed another one', async () => {
  await save(inFolder('a.png'), draw(150, 90, 0.1));
  const run = async (name: string, ...options: string[]) => {
    const { code, stderr } = await amsnet(['denoise', 'a.png', '-o', name, '--preset', 'masks', ...options], folder);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    return load(inFolder(name));
  };
  const whole = await run('whole.png', '--seed', '7');
  const tiled = await run('tiled.png', '--seed', '7', '--tile', '32');
  const other = await run('other.png', '--seed', '8');
  // Float rounding may tip a value over to the next of 256 steps.
  expect(psnr(whole, tiled)).toBeGreaterThan(75);
  expect(psnr(whole, other)).toBeLessThan(60);
});

test('one broken image fails alone, and is named', async () => {
  for (const name of ['a.png', 'c.png']) await save(inFolder(name), draw(40, 40, 0.1));
  writeFileSync(inFolder('b.png'), 'not a picture');
  mkdirSync(inFolder('d.png'));
  const { code, records, stderr } = await amsnet(
    ['denoise', 'a.png', 'b.png', 'missing.png', 'd.png', 'c.png', '--out-dir', 'new/clean', '--json'],
    folder,
  );
  expect(code).toBe(1);
  expect(records().map(record => [record.input, record.error?.code ?? 'done'])).toEqual([
    ['a.png', 'done'],
    ['b.png', expect.stringMatching(/^image\/un/)],
    ['missing.png', 'image/not-found'],
    ['d.png', 'image/unreadable'],
    ['c.png', 'done'],
  ]);
  for (const { error } of records()) if (error) expect(error.message).toMatch(/^[^\n]+\.$/);
  expect(stderr).toContain('b.png: error: ');
  expect(stderr).toContain('3 of 5 images failed.');
  expect(readdirSync(inFolder('new/clean')).sort()).toEqual(['a.denoised.png', 'c.denoised.png']);
});

test('refuses to write over an existing file without --force', async () => {
  await save(inFolder('a.png'), draw(40, 40, 0.1));
  writeFileSync(inFolder('a.denoised.png'), 'precious');
  const refused = await amsnet(['denoise', 'a.png', '--json'], folder);
  expect(refused.records()[0].error?.code).toBe('output/exists');
  expect(refused.records()[0].error?.action).toContain('--force');
  expect(refused.code).toBe(1);
  expect(readFileSync(inFolder('a.denoised.png'), 'utf8')).toBe('precious');
  const forced = await amsnet(['denoise', 'a.png', '--force'], folder);
  expect(forced.code).toBe(0);
  expect((await load(inFolder('a.denoised.png'))).width).toBe(40);
});

test('never writes over the source, by any of its names', async () => {
  await save(inFolder('a.png'), draw(40, 40, 0.1));
  const before = readFileSync(inFolder('a.png'));
  symlinkSync('a.png', inFolder('link.png'));
  linkSync(inFolder('a.png'), inFolder('hard.png'));
  for (const output of ['a.png', `../${basename(folder)}/a.png`, 'link.png', 'hard.png']) {
    const { code, records } = await amsnet(['denoise', 'a.png', '-o', output, '--force', '--json'], folder);
    expect(records()[0].error?.code, output).toBe('output/is-source');
    expect(code).toBe(1);
  }
  expect(readFileSync(inFolder('a.png'))).toEqual(before);
});

test('never writes over an input that comes later, and says so before anything is computed', async () => {
  for (const name of ['q.png', 'q.denoised.png']) await save(inFolder(name), draw(40, 40, 0.1));
  const before = readFileSync(inFolder('q.denoised.png'));
  const { code, stdout, stderr } = await amsnet(['denoise', 'q.png', 'q.denoised.png', '--force'], folder);
  expect(stderr).toContain('q.denoised.png is one of the images to denoise and is never overwritten');
  expect(stdout).toBe('');
  expect(code).toBe(2);
  expect(readFileSync(inFolder('q.denoised.png'))).toEqual(before);
  expect(readdirSync(folder).sort()).toEqual(['q.denoised.png', 'q.png']);
  // Without --force nothing is in danger, and a batch that goes on may meet its own results.
  const again = await amsnet(['denoise', 'q.png', 'q.denoised.png', '--skip-existing', '--json'], folder);
  expect(again.code).toBe(0);
  expect(again.records()[0]).toMatchObject({ input: 'q.png', skipped: true });
});

test('never writes over the reference', async () => {
  for (const name of ['a.png', 'clean.png']) await save(inFolder(name), draw(40, 40, 0.1));
  const args = ['denoise', 'a.png', '-o', 'clean.png', '--reference', 'clean.png', '--force', '--json'];
  const { code, records } = await amsnet(args, folder);
  expect(records()[0].error).toMatchObject({ code: 'output/is-source' });
  expect(code).toBe(1);
});

test.skipIf(process.platform === 'win32')('what is no file is refused at once, as input and as output', async () => {
  await save(inFolder('a.png'), draw(40, 40, 0.1));
  execFileSync('mkfifo', [inFolder('pipe.png')]);
  const server = createServer();
  await once(server.listen(inFolder('socket.png')), 'listening');
  symlinkSync('/dev/zero', inFolder('zero.png'));
  try {
    for (const name of ['pipe.png', 'socket.png', 'zero.png']) {
      const asInput = await amsnet(['denoise', name, 'a.png', '--force', '--json'], folder);
      expect(asInput.records()[0].error, name).toMatchObject({ code: 'image/unreadable' });
      expect(asInput.records()[0].error?.message).toContain(`${name} is not a file`);
      expect(asInput.records()[1]).not.toHaveProperty('error');
      const asOutput = await amsnet(['denoise', 'a.png', '-o', name, '--force', '--json'], folder);
      expect(asOutput.records()[0].error, name).toMatchObject({ code: 'output/unwritable' });
      expect(asOutput.records()[0].error?.message).toContain(`${name} is not a file`);
    }
    const reference = await amsnet(['denoise', 'a.png', '--reference', 'pipe.png', '--force', '--json'], folder);
    expect(reference.records()[0].error).toMatchObject({ code: 'image/unreadable' });
    expect(lstatSync(inFolder('pipe.png')).isFIFO()).toBe(true);
  } finally {
    server.close();
  }
});

test('a folder that cannot be written to is one clear sentence', async () => {
  await save(inFolder('a.png'), draw(40, 40, 0.1));
  writeFileSync(inFolder('file'), '');
  for (const options of [
    ['-o', '/proc/a.png'],
    ['-o', 'file/a.png'],
    ['-o', 'missing/a.png'],
    ['--out-dir', 'file'],
  ]) {
    const { code, records, stderr } = await amsnet(['denoise', 'a.png', ...options, '--json'], folder);
    expect(records()[0].error?.code, options.join(' ')).toBe('output/unwritable');
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(1);
  }
});

test.each([
  ['gray', 1, 'ushort', 'grey16'],
  ['colour', 3, 'ushort', 'rgb16'],
] as const)('16 bit stays 16 bit: %s', async (_, channels, depth, space) => {
  await save(inFolder('deep.png'), draw(40, 30, 0.05, 16, channels));
  const { code, stderr } = await amsnet(['denoise', 'deep.png', '--preset', 'single-pass'], folder);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(await sharp(inFolder('deep.denoised.png')).metadata()).toMatchObject({ depth, channels, space });
  const { data } = await load(inFolder('deep.denoised.png'));
  // More than 256 different values, not 8 bit stretched.
  expect(data.filter(value => value % 257 !== 0).length).toBeGreaterThan(data.length / 2);
});

test('alpha passes through untouched', async () => {
  const picture = draw(40, 30, 0.1, 8, 4);
  await save(inFolder('alpha.png'), picture);
  expect((await amsnet(['denoise', 'alpha.png'], folder)).code).toBe(0);
  const result = await load(inFolder('alpha.denoised.png'));
  const alpha = (pixels: Uint8Array | Uint16Array) => pixels.filter((_, i) => i % 4 === 3);
  expect(alpha(result.data)).toEqual(alpha(picture.data));
});

test('a format that is not written falls to PNG and says so', async () => {
  await save(inFolder('anim.gif'), draw(40, 30, 0.1));
  const { code, records, stderr } = await amsnet(['denoise', 'anim.gif', '--json'], folder);
  expect(code).toBe(0);
  expect(records()[0]).toMatchObject({ output: 'anim.denoised.png' });
  expect(stderr).toContain('GIF holds 256 colours. The result is saved as PNG.');
  expect(existsSync(inFolder('anim.denoised.png'))).toBe(true);
});

test.each(['jpg', 'webp', 'avif', 'tif'])('reads and writes .%s', async extension => {
  await save(inFolder(`photo.${extension}`), draw(64, 48, 0.1));
  const { code, stderr } = await amsnet(['denoise', `photo.${extension}`], folder);
  expect(stderr).not.toContain('error');
  expect(code).toBe(0);
  expect((await load(inFolder(`photo.denoised.${extension}`))).width).toBe(64);
});

test('an unknown model fails every image before anything is computed', async () => {
  for (const name of ['a.png', 'b.png']) await save(inFolder(name), draw(40, 40, 0.1));
  const { code, records } = await amsnet(['denoise', 'a.png', 'b.png', '--model', 'nothing', '--json'], folder);
  expect(records().map(record => record.error?.code)).toEqual(['model/not-found', 'model/not-found']);
  expect(records()[0].error?.message).toContain('nothing');
  expect(code).toBe(1);
  expect(readdirSync(folder).sort()).toEqual(['a.png', 'b.png']);
});

test("a network of the user's own runs from its file without a card", async () => {
  await save(inFolder('a.png'), draw(41, 33, 0.1));
  copyFileSync(tinyModel, inFolder('my net.onnx'));
  const { code, records, stderr } = await amsnet(
    ['denoise', 'a.png', '--model', 'my net.onnx', '--preset', 'masks', '--json'],
    folder,
  );
  expect(stderr).not.toContain('error');
  expect(code).toBe(0);
  expect(records()[0]).toMatchObject({ width: 41, height: 33, passes: 2 });
});

test('a network of the mask scheme without a card runs once, plainly, whatever the noise', async () => {
  await save(inFolder('a.png'), draw(90, 80, 0.4));
  copyFileSync(tinyModel, inFolder('bare.onnx'));
  const { records } = await amsnet(['denoise', 'a.png', '--model', 'bare.onnx', '--json'], folder);
  expect(records()[0]).toMatchObject({ passes: 1, settings: { mode: 'single-pass', pdFactor: 1 } });
  expect(records()[0]).not.toHaveProperty('auto');
});

test('a file that is no network is one clear sentence', async () => {
  await save(inFolder('a.png'), draw(40, 40, 0.1));
  writeFileSync(inFolder('broken.onnx'), 'not a network');
  const { code, records } = await amsnet(['denoise', 'a.png', '--model', 'broken.onnx', '--json'], folder);
  expect(records()[0].error?.code).toMatch(/^model\/(unreadable|incompatible)$/);
  expect(code).toBe(1);
});

test('strength 0 gives the noisy image back', async () => {
  const noisy = draw(40, 30, 0.1);
  await save(inFolder('a.png'), noisy);
  expect((await amsnet(['denoise', 'a.png', '--strength', '0'], folder)).code).toBe(0);
  expect((await load(inFolder('a.denoised.png'))).data).toEqual(noisy.data);
});
