import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trainingPdFactor } from '../../../src/train/noise-groups';
import { prepareAdaptation, type AdaptRequest } from '../../../src/train/adapt';
import { Graph } from '../../../src/train/graph/graph';
import { networkOf } from '../../../src/train/architectures/registry';
import { unet } from '../../../src/train/architectures/unet';
import { inferenceModel, layoutOf } from '../../../src/train/network';
import { readWeights } from '../../../src/train/graph/onnx';
import { onCpu } from '../../../src/train/open-session';
import { Random } from '../../../src/train/random';
import { blur, plane } from '../../../src/train/simulate/plane';

const network = unet({ widths: [4, 8], encoder: [1, 1], decoder: [1] });
const size = 128;
/** What the starting model was trained on. */
const noiseRange = [
  { sigma: [0, 0.06], correlation: [0.3, 1] },
  { sigma: [0, 0.09], correlation: [-1, 0.3] },
] as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amsnet-adapt-'));
  await writeNoisy('strong.png', 0, 40);
  await writeNoisy('camera.png', 1.5, 6);
  await writeNoisy('microscope.png', 0, 12);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** A gray gradient with noise of standard deviation `level` of 255, blurred by `sigma`. */
async function writeNoisy(name: string, sigma: number, level: number): Promise<void> {
  const random = new Random(1);
  const noise = blur(
    plane(
      size,
      size,
      Float32Array.from({ length: size * size }, () => random.normal()),
    ),
    sigma,
  ).data;
  const deviation = Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / noise.length);
  const gray = Uint8ClampedArray.from(noise, (value, at) => 90 + 0.5 * (at % size) + (level * value) / deviation);
  await sharp(gray, { raw: { width: size, height: size, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toFile(join(folder, name));
}

function request(name: string, change: Partial<AdaptRequest> = {}): AdaptRequest {
  return {
    files: [join(folder, name)],
    network,
    length: { steps: 12 },
    pd: 'auto',
    seed: 1,
    open: onCpu(1),
    ...change,
  };
}

describe('adapting to noisy images', () => {
  it('chooses no pixel shuffle for independent noise, and learns', async () => {
    const adaptation = await prepareAdaptation(request('strong.png', { length: { steps: 40 } }));
    expect(adaptation.groups.map(({ pd }) => pd)).toEqual([1]);
    expect(adaptation.inDistribution).toBe(false);
    expect(await adaptation.trainer.run()).toBe('finished');
    const errors = adaptation.trainer.progress.validation.map(([, error]) => error);
    expect(errors.at(-1)).toBeLessThan(errors[0]);
    expect(networkOf(readWeights(adaptation.model()), 'unet')).toMatchObject({ levels: network.levels });
  });

  it('shuffles pixels for the correlated noise of cameras and stays close to a model that knows it', async () => {
    const start = inferenceModel(network, layoutOf(network).initial(3));
    const adaptation = await prepareAdaptation(request('camera.png', { start: { bytes: start, noiseRange } }));
    expect(adaptation.groups[0].pd).toBeGreaterThan(1);
    expect(adaptation.inDistribution).toBe(true);
    expect(await adaptation.trainer.run()).toBe('finished');
  });

  it('goes on from a checkpoint of the same images alone', async () => {
    const checkpoint = join(folder, 'a.checkpoint');
    const prepared = (name: string) => prepareAdaptation(request(name, { pd: 1, trainer: { checkpoint } }));
    const first = await prepared('strong.png');
    await first.trainer.run();
    expect(await (await prepared('strong.png')).trainer.resume()).toBe(true);
    expect(await (await prepared('microscope.png')).trainer.resume()).toBe(false);
  });

  it('stays close to a model that knows weak independent noise', async () => {
    const start = inferenceModel(network, layoutOf(network).initial(3));
    const adaptation = await prepareAdaptation(request('microscope.png', { start: { bytes: start, noiseRange } }));
    expect(adaptation).toMatchObject({ groups: [{ pd: 1 }], inDistribution: true });
    expect(
      (await prepareAdaptation(request('strong.png', { start: { bytes: start, noiseRange } }))).inDistribution,
    ).toBe(false);
    // Nothing is known of a model whose card does not say.
    expect((await prepareAdaptation(request('microscope.png', { start: { bytes: start } }))).inDistribution).toBe(
      false,
    );
  });

  it('groups a mixed folder by noise: each image at its own PD factor, judged by itself', async () => {
    const start = inferenceModel(network, layoutOf(network).initial(3));
    const files = ['strong.png', 'camera.png', 'microscope.png'].map(name => join(folder, name));
    const adaptation = await prepareAdaptation(request('', { files, start: { bytes: start, noiseRange } }));
    const names = adaptation.groups.map(({ images }) => images.map(({ photo }) => basename(photo.name)));
    expect(names).toEqual([['strong.png'], ['microscope.png'], ['camera.png']]);
    expect(adaptation.groups.map(group => group.inDistribution)).toEqual([false, true, true]);
    // The mean over the folder would be in distribution.
    expect(adaptation.inDistribution).toBe(false);
  });

  it('has the smoothness fine-tune', async () => {
    const start = inferenceModel(network, layoutOf(network).initial(3));
    const adaptation = await prepareAdaptation(request('camera.png', { start: { bytes: start }, smoothness: 0.01 }));
    expect(await adaptation.trainer.run()).toBe('finished');
  });

  it('says what is wrong with the images or the model', async () => {
    await expect(prepareAdaptation(request('missing.png'))).rejects.toMatchObject({ code: 'training/no-data' });
    await expect(prepareAdaptation(request('camera.png', { pd: 64 }))).rejects.toMatchObject({
      code: 'training/no-data',
    });
    const other = new Graph();
    other.output('y', other.input('x', [1]));
    const start = other.toOnnx('other');
    await expect(prepareAdaptation(request('camera.png', { start: { bytes: start } }))).rejects.toMatchObject({
      code: 'model/incompatible',
    });
  });

  it('says that the architecture of the starting model is unknown, before it reads an image', async () => {
    const start = inferenceModel(network, layoutOf(network).initial(3));
    const starting = (architecture: string) =>
      prepareAdaptation(request('missing.png', { start: { bytes: start, architecture } }));
    await expect(starting('transformer')).rejects.toMatchObject({
      code: 'model/incompatible',
      message:
        'The starting model has the architecture "transformer", which cannot be trained here (known: unet, half-unet).',
    });
    await expect(starting('unet')).rejects.toMatchObject({ code: 'training/no-data' });
  });
});

describe('trainingPdFactor', () => {
  /** Blocks of noise that is blurred, or whose pixels are alike in steps of `cell`. */
  const samples = (sigma: number, cell = 1) => {
    const random = new Random(1);
    const block = () => {
      const { data } = blur(
        plane(
          32,
          32,
          Float32Array.from({ length: 32 * 32 }, () => random.normal()),
        ),
        sigma,
      );
      return Float32Array.from({ length: 3 * 256 }, (_, i) => {
        const [x, y] = [i % 16, Math.floor(i / 16) % 16].map(at => 8 + Math.floor(at / cell) * cell);
        return data[y * 32 + x];
      });
    };
    return { levels: [], blocks: [Array.from({ length: 200 }, block), [], [], []] };
  };

  it('is the first distance without correlation: 1 for independent noise', () => {
    expect(trainingPdFactor(samples(0))).toBe(1);
    expect(trainingPdFactor(samples(0.5))).toBe(2);
    expect(trainingPdFactor(samples(0.9))).toBe(3);
  });

  it('sees noise that is alike at some places of a colour filter only', () => {
    // Blocks of 3 x 3 equal pixels: at a distance of 2 a third of them are alike.
    expect(trainingPdFactor(samples(0, 3))).toBe(3);
  });

  it('is none where noise has much in common over more than four pixels', () => {
    expect(trainingPdFactor(samples(6))).toBeUndefined();
  });
});
