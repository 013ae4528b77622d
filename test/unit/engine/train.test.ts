import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { TrainParams, TrainProgress } from '../../../src/client/training';
import { engineHere, savePicture, temporaryFolder } from './support';

const folder = temporaryFolder();
const images = join(folder, 'images');
mkdirSync(images);
await savePicture(join(images, 'a.png'), 48, 40);

const paramsFor = (name: string, changes: Partial<TrainParams> = {}): TrainParams => ({
  images: [images],
  output: join(folder, name),
  length: { steps: 3 },
  device: 'cpu',
  pdFactor: 1,
  seed: 1,
  resume: false,
  ...changes,
});

const cardOf = (name: string) =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Record<string, unknown>;

it('reports what it does, shows a sample, and the card says how the model came about', async () => {
  const said: TrainProgress[] = [];
  const engine = engineHere();
  const summary = await engine('train', paramsFor('one.onnx'), value => said.push(value));
  const types = said.map(({ type }) => type);
  expect(types.slice(0, 2)).toEqual(['reading', 'started']);
  expect(types).toContain('validation');
  expect(types).toContain('step');
  const sample = said.find(value => value.type === 'sample');
  expect(sample).toMatchObject({ width: 48, height: 40 });
  for (const pixels of [sample?.noisy, sample?.before, sample?.after]) expect(pixels).toHaveLength(48 * 40 * 4);
  expect(sample?.before).not.toEqual(sample?.noisy);
  expect(summary).toMatchObject({ ended: 'finished', step: 3, images: 1, pdFactor: 1 });
  const model = await engine('inspectModel', { model: summary.output });
  expect(model).toMatchObject({ name: 'one', takesMask: true, license: 'MIT' });
  expect(cardOf('one')).toMatchObject({ architecture: 'unet', stride: 8, halo: 64 });
});

it('goes on from a model whose card names no architecture, and from none whose architecture it does not know', async () => {
  const engine = engineHere();
  const from = join(folder, 'start.onnx');
  cpSync(join(import.meta.dirname, '../../../models/start/bootstrap.onnx'), from);
  const { architecture, ...card } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../models/start/bootstrap.json'), 'utf8'),
  ) as Record<string, unknown>;
  expect(architecture).toBe('unet');
  writeFileSync(join(folder, 'start.json'), JSON.stringify(card));
  await engine('train', paramsFor('earlier.onnx', { from, length: { steps: 1 } }));
  expect(cardOf('earlier')).toMatchObject({ architecture: 'unet', stride: 4, halo: 32 });
  writeFileSync(join(folder, 'start.json'), JSON.stringify({ ...card, architecture: 'transformer' }));
  await expect(engine('train', paramsFor('none.onnx', { from }))).rejects.toMatchObject({
    code: 'model/incompatible',
    message: expect.stringContaining('"transformer", which cannot be trained') as string,
  });
});

it('cancelled before its first step it answers so, and leaves nothing behind', async () => {
  const before = readdirSync(folder);
  await expect(
    engineHere()('train', paramsFor('two.onnx'), undefined, { isCancellationRequested: true }),
  ).rejects.toMatchObject({ code: 'cancelled' });
  expect(readdirSync(folder)).toEqual(before);
});

it('cancelled later it keeps model and checkpoint', async () => {
  const token = { isCancellationRequested: false };
  const summary = await engineHere()(
    'train',
    paramsFor('three.onnx', { length: { minutes: 60 } }),
    ({ type }) => (token.isCancellationRequested ||= type === 'step'),
    token,
  );
  expect(summary).toMatchObject({ ended: 'stopped', checkpoint: join(folder, 'three.checkpoint') });
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['three.onnx', 'three.json', 'three.checkpoint']));
});

it('trains for smoothness as well', async () => {
  const summary = await engineHere()('train', paramsFor('four.onnx', { smoothness: 0.01 }));
  expect(summary).toMatchObject({ ended: 'finished', helped: null });
});

it('writes the starting model where training gains nothing, and says so', async () => {
  // Three steps at the beginning of the warm-up change nothing to speak of.
  const engine = engineHere();
  const summary = await engine('train', paramsFor('five.onnx'));
  expect(summary).toMatchObject({ result: 'start' });
  expect(summary.helped).not.toBe(true);
  expect(summary.errorAfter).toBe(summary.errorBefore);
  expect(summary.notes.at(-1)).toContain('The result is amsnet');
  const { description } = await engine('inspectModel', { model: summary.output });
  expect(description).toContain('weights unchanged');
});

it('a starting model that is kept keeps what its card says of strong noise', async () => {
  const engine = engineHere();
  const { output, result } = await engine('train', { ...paramsFor('strong.onnx'), from: 'amsnet-strong' });
  expect(result).toBe('start');
  const { strongNoise } = await engine('inspectModel', { model: output });
  expect(strongNoise).toEqual({ masks: 2, r3Ratio: 0.16, r3Count: 2 });
});
