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
  expect(info.models.map(model => model.name)).toEqual(['amsnet', 'amsnet-fast', 'amsnet-strong']);
  const forPeople = await amsnet(['info']);
  expect(forPeople.stdout).toMatch(/^Devices$/m);
  expect(forPeople.stdout).toMatch(/^ {2}cpu +available$/m);
});
