import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { pixelsOf, type Selection } from '../../../src/core/selection';
import { presets } from '../../../src/core/settings';
import { createServices } from '../../../src/engine/services';
import { engineHere, jobFor, modelFolder, picture, savePicture, temporaryFolder } from './support';

const folder = temporaryFolder();
const services = createServices([modelFolder]);
const engine = engineHere(services);

const rectangle: Selection = { shape: 'rectangle', from: { x: 79, y: 60 }, to: { x: 20, y: 31 } };

/** Values 0..1 of one colour of interleaved samples in the rectangle above. */
function values(data: ArrayLike<number>, width: number, colour: number): number[] {
  return Array.from({ length: 60 * 30 }, (_, i) => {
    const [x, y] = [20 + (i % 60), 31 + Math.floor(i / 60)];
    return data[3 * (y * width + x) + colour] / 255;
  });
}

function moments(all: readonly number[]): { mean: number; deviation: number } {
  const mean = all.reduce((a, b) => a + b) / all.length;
  return { mean, deviation: Math.sqrt(all.reduce((sum, each) => sum + (each - mean) ** 2, 0) / all.length) };
}

it('measures what a rectangle holds, in the file and in what would be saved', async () => {
  const image = await savePicture(join(folder, 'photo.png'), 200, 120);
  const reference = join(folder, 'clean.png');
  await sharp(image).blur(1).png().toFile(reference);
  const job = jobFor(image, { reference, settings: { ...presets['single-pass'], strength: 0.7 }, tile: 64 });
  const output = join(folder, 'saved.png');
  await engine('denoise', { job, measure: [], output });

  const stages = ['noisy', 'result', 'reference'] as const;
  const pictures = stages.map(stage => ({ job, stage }));
  const measured = await Promise.all(
    pictures.map((picture, i) =>
      engine('measurement', { picture, selection: rectangle, ...(i < 2 ? { against: pictures[2] } : {}) }),
    ),
  );
  const files = [image, output, reference];
  for (const [i, { statistics, score }] of measured.entries()) {
    const data = await sharp(files[i]).removeAlpha().raw().toBuffer();
    for (const colour of [0, 1, 2]) {
      const { mean, deviation } = moments(values(data, 200, colour));
      expect(statistics?.mean[colour]).toBeCloseTo(mean, 6);
      expect(statistics?.deviation[colour]).toBeCloseTo(deviation, 6);
    }
    const levels = [0, 1, 2].flatMap(colour => values(data, 200, colour)).map(value => Math.round(255 * value));
    expect(statistics?.histogram.reduce((a, b) => a + b)).toBe(levels.length);
    expect(statistics?.histogram[levels[0]]).toBe(levels.filter(level => level === levels[0]).length);
    expect([statistics?.min, statistics?.max]).toEqual([Math.min(...levels) / 255, Math.max(...levels) / 255]);
    if (i === 2) expect(score).toBeUndefined();
    else {
      // As two files of the size of the rectangle are compared.
      const area = { left: 20, top: 31, width: 60, height: 30 };
      const [a, b] = [join(folder, 'a.png'), join(folder, 'b.png')];
      await sharp(files[i]).extract(area).png().toFile(a);
      await sharp(reference).extract(area).png().toFile(b);
      const { psnr, ssim } = await engine('compare', { image: a, reference: b });
      expect(score?.psnr).toBeCloseTo(psnr ?? NaN, 9);
      expect(score?.ssim).toBeCloseTo(ssim ?? NaN, 9);
    }
  }
});

it('computes the tiles that are selected, and no others', async () => {
  const image = await savePicture(join(folder, 'large.png'), 512, 512);
  const job = jobFor(image, { settings: presets['single-pass'], tile: 64 });
  let runs = 0;
  const turn = services.inferenceQueue.turn.bind(services.inferenceQueue);
  services.inferenceQueue.turn = (control, run) => {
    runs++;
    return turn(control, run);
  };
  const selection: Selection = { shape: 'rectangle', from: { x: 70, y: 10 }, to: { x: 140, y: 20 } };
  await engine('measurement', { picture: { job, stage: 'result' }, selection });
  expect(runs).toBe(2);
});

it('follows a line through images of different depth and size, and ends where one of them does', async () => {
  const small = await savePicture(join(folder, 'small.png'), 40, 30);
  const deep = join(folder, 'deep.png');
  await sharp(picture(100, 80, 3, 16), { raw: { width: 100, height: 80, channels: 3 } })
    .toColourspace('rgb16')
    .png()
    .toFile(deep);
  const canvas = { width: 100, height: 80, alignment: 'corner' } as const;
  const pictures = [small, deep].map(image => ({ image, like: { image: small }, canvas }));
  const line: Selection = { shape: 'line', from: { x: 90, y: 3 }, to: { x: 2, y: 70 } };
  const measure = (selection: Selection) =>
    Promise.all(pictures.map(picture => engine('measurement', { picture, against: pictures[0], selection })));
  const [first, second] = await measure(line);
  const eight = picture(40, 30, 3);
  const sixteen = picture(100, 80, 3, 16);
  const mean = (data: ArrayLike<number>, at: number) => (data[at] + data[at + 1] + data[at + 2]) / 3;
  for (const [i, { x, y }] of pixelsOf(line).entries()) {
    if (x < 40 && y < 30) expect(first.profile?.[i]).toBeCloseTo(mean(eight, 3 * (y * 40 + x)) / 255, 6);
    else expect(first.profile?.[i]).toBeNull();
    expect(second.profile?.[i]).toBeCloseTo(mean(sixteen, 3 * (y * 100 + x)) / 65535, 6);
  }
  const beside: Selection = { shape: 'rectangle', from: { x: 50, y: 50 }, to: { x: 60, y: 60 } };
  const [none, some] = await measure(beside);
  expect(none).toEqual({});
  expect(some.statistics).toBeDefined();
  expect(some.score).toBeUndefined();
});
