/** The tools of an agent, used by the protocol's own client as an agent uses them. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { program } from './amsnet';
import { draw, save } from './pictures';

const folder = mkdtempSync(join(tmpdir(), 'amsnet-mcp-'));
const allowed = join(folder, 'workspace');
const client = new Client({ name: 'test', version: '1' });

beforeAll(async () => {
  mkdirSync(allowed);
  await save(join(allowed, 'noisy.png'), draw(540, 90, 0.1));
  await save(join(allowed, 'clean.png'), draw(540, 90, 0));
  mkdirSync(join(allowed, 'scans'));
  for (const name of ['a.png', 'b.png']) await save(join(allowed, 'scans', name), draw(40, 36, 0.3));
  await save(join(folder, 'secret.png'), draw(40, 36, 0.1));
  symlinkSync(folder, join(allowed, 'way-out'));
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [program, 'mcp', allowed], stderr: 'inherit' }),
  );
});

afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly isError: boolean;
  readonly record: Record<string, unknown>;
  /** Size of each picture. */
  readonly pictures: readonly { readonly width: number; readonly height: number }[];
}

async function call(name: string, given: Record<string, unknown> = {}): Promise<Outcome> {
  const { content, isError = false } = await client.callTool({ name, arguments: given });
  const [first, ...rest] = content;
  if (first.type !== 'text') throw new Error('the record comes first');
  const pictures = [];
  for (const each of rest) {
    if (each.type !== 'image') continue;
    const { width, height } = await sharp(Buffer.from(each.data, 'base64')).metadata();
    pictures.push({ width, height });
  }
  return { isError, record: JSON.parse(first.text) as Record<string, unknown>, pictures };
}

test('tools say what they do, and which of them write', async () => {
  const { tools } = await client.listTools();
  expect(Object.fromEntries(tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint]))).toEqual({
    denoise_image: false,
    compare_images: true,
    inspect_noise: true,
    list_models: true,
    train_model: false,
    training_status: true,
    stop_training: false,
  });
  for (const { description, inputSchema } of tools) {
    expect(description?.length).toBeGreaterThan(20);
    expect(inputSchema.type).toBe('object');
  }
});

test('an image is inspected, denoised to a new file and compared, with crops that a chat can show', async () => {
  const inspected = await call('inspect_noise', { image: 'noisy.png' });
  expect(inspected.record).toMatchObject({
    width: 540,
    height: 90,
    noise: { sigma: expect.closeTo(0.058, 2) as number },
  });
  const denoised = await call('denoise_image', { image: 'noisy.png', reference: 'clean.png' });
  const output = join(allowed, 'noisy.denoised.png');
  expect(denoised).toMatchObject({ isError: false, record: { output, model: expect.any(String) as string } });
  expect(Number(denoised.record.psnr)).toBeGreaterThan(Number(denoised.record.psnrNoisy) + 3);
  expect(denoised.pictures).toEqual([
    { width: 512, height: 90 },
    { width: 512, height: 90 },
  ]);
  const compared = await call('compare_images', { image: output, reference: 'clean.png', crop: { x: 0, y: 0 } });
  expect(compared.record.psnr).toBeCloseTo(Number(denoised.record.psnr), 6);
  expect(compared.pictures).toHaveLength(2);

  const again = await call('denoise_image', { image: 'noisy.png' });
  expect(again).toMatchObject({ isError: true, record: { error: { code: 'output/exists' } } });
});

test.each([
  ['inspect_noise', { image: '../secret.png' }],
  ['inspect_noise', { image: join('way-out', 'secret.png') }],
  ['denoise_image', { image: 'noisy.png', output: '../out.png' }],
  ['denoise_image', { image: 'noisy.png', output: join('way-out', 'new', 'out.png') }],
  ['denoise_image', { image: 'noisy.png', model: '../other.onnx' }],
  ['compare_images', { image: 'noisy.png', reference: '/etc/hostname' }],
  ['train_model', { images: ['scans', '..'], output: 'a.onnx' }],
])('%s refuses what lies outside the folders: %j', async (name, given) => {
  const { isError, record } = await call(name, given);
  expect(isError).toBe(true);
  expect(record).toMatchObject({
    error: { code: 'path/not-allowed', action: expect.stringContaining(allowed) as string },
  });
  expect(existsSync(join(folder, 'out.png')) || existsSync(join(folder, 'new'))).toBe(false);
});

test('what cannot be done is said with its code and what to do', async () => {
  writeFileSync(join(allowed, 'broken.png'), 'not a picture');
  const { isError, record } = await call('inspect_noise', { image: 'broken.png' });
  expect(isError).toBe(true);
  expect(record).toMatchObject({ error: { code: 'image/unsupported', action: expect.any(String) as string } });
  expect((await call('training_status', { id: '9' })).record).toMatchObject({ error: { code: 'training/not-found' } });
});

test('a model is trained while other calls are answered', async () => {
  const started = await call('train_model', { images: ['scans'], output: 'my.onnx', minutes: 0.05, from: 'none' });
  expect(started.record).toMatchObject({ id: '1', state: 'running' });
  expect((await call('list_models')).record.models).toContainEqual(expect.objectContaining({ name: 'amsnet' }));
  let status = started.record;
  while (status.state === 'running') {
    await new Promise(resolve => setTimeout(resolve, 200));
    status = (await call('training_status', { id: '1' })).record;
  }
  expect(status.error).toBeUndefined();
  expect(status).toMatchObject({ state: 'finished', ended: 'finished', output: join(allowed, 'my.onnx') });
  expect(existsSync(join(allowed, 'my.onnx'))).toBe(true);
});
