import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../../src/train/random';
import { photograph } from '../../../src/train/simulate/camera';
import { develop, planes } from '../../../src/train/simulate/develop';
import { withIndependentNoise } from '../../../src/train/simulate/independent';
import { drawCamera, drawPlainCamera } from '../../../src/train/simulate/camera-parameters';
import { noiseStatistics } from '../../../src/train/simulate/statistics';
import { toneTables } from '../../../src/train/simulate/tone';
import type { DevelopedPhoto } from '../../../src/train/simulate/develop';
import type { NoiseStatistics } from '../../../src/train/simulate/statistics';

const size = 128;
const count = 60;
const polyu = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data', 'polyu');

/** Measured on all 100 pairs of PolyU. */
const real = {
  correlation: [0.69, 0.42, 0.29],
  psnr: 36.2,
  psnrQuartiles: [34.4, 37.5],
  bands: [3.6, 4.7, 5.4, 5.0, 3.6],
};

/** A room in simple shapes: gradients with a few edges. */
function scene(random: Random): DevelopedPhoto {
  const data = new Uint8Array(3 * size * size);
  const shapes = Array.from({ length: 6 }, () => ({
    left: random.below(size),
    top: random.below(size),
    colour: [random.uniform(20, 230), random.uniform(20, 230), random.uniform(20, 230)],
    slope: random.uniform(-0.5, 0.5),
  }));
  shapes[0].left = shapes[0].top = 0;
  for (let at = 0; at < size * size; at++) {
    const [x, y] = [at % size, Math.floor(at / size)];
    for (const { left, top, colour, slope } of shapes) {
      if (x < left || y < top) continue;
      for (let channel = 0; channel < 3; channel++)
        data[3 * at + channel] = Math.min(255, Math.max(0, colour[channel] + slope * (x - left)));
    }
  }
  return { width: size, height: size, data };
}

async function simulated(seed: number, draw = drawCamera): Promise<{ noisy: DevelopedPhoto; clean: DevelopedPhoto }> {
  const random = new Random(seed);
  const original = planes(scene(random));
  const camera = draw(random);
  const { noisy, clean } = photograph(original, camera, random);
  return { noisy: await develop(noisy, camera), clean: await develop(clean, camera) };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const quantile = (values: readonly number[], part: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(part * (values.length - 1))];
const meanCorrelation = (all: readonly NoiseStatistics[]) =>
  [0, 1, 2].map(i => mean(all.map(({ correlation }) => correlation[i])));
/** Root mean square per band of brightness, of 255; photographs with little of that brightness say nothing. */
const bandsOf = (all: readonly NoiseStatistics[]) =>
  all[0].bands.map((_, i) =>
    mean(all.flatMap(({ bands }) => (bands[i].count > 500 ? [255 * Math.sqrt(bands[i].square)] : []))),
  );

describe('simulated camera noise', () => {
  let all: NoiseStatistics[];
  beforeAll(async () => {
    all = [];
    for (let i = 0; i < count; i++) {
      const { noisy, clean } = await simulated(i);
      all.push(noiseStatistics(noisy, clean));
    }
  });

  it('is as correlated in space as that of real photographs', () => {
    meanCorrelation(all).forEach((value, i) => {
      expect(Math.abs(value - real.correlation[i])).toBeLessThan(0.08);
    });
  });

  it('is as strong', () => {
    const levels = all.map(({ psnr }) => psnr);
    expect(Math.abs(quantile(levels, 0.5) - real.psnr)).toBeLessThan(1.5);
    expect(Math.abs(quantile(levels, 0.25) - real.psnrQuartiles[0])).toBeLessThan(2.5);
    expect(Math.abs(quantile(levels, 0.75) - real.psnrQuartiles[1])).toBeLessThan(2.5);
  });

  it('is strongest at middle brightness', () => {
    const bands = bandsOf(all);
    expect(bands[2]).toBeGreaterThan(bands[0]);
    expect(bands[2]).toBeGreaterThan(bands[4]);
    bands.forEach((value, i) => {
      expect(value / real.bands[i]).toBeGreaterThan(0.6);
      expect(value / real.bands[i]).toBeLessThan(1.7);
    });
  });

  it('is smeared further in colour than in brightness', () => {
    const lag2 = (pick: (statistics: NoiseStatistics) => readonly number[]) =>
      mean(all.map(statistics => pick(statistics)[1]));
    expect(lag2(({ colourCorrelation }) => colourCorrelation)).toBeGreaterThan(0.7);
    expect(lag2(({ brightnessCorrelation }) => brightnessCorrelation)).toBeLessThan(0.45);
  });

  it('is the same for the same seed', async () => {
    const [first, second] = [await simulated(5), await simulated(5)];
    expect(Buffer.from(first.noisy.data).equals(second.noisy.data)).toBe(true);
  });

  it.skipIf(!existsSync(polyu))('has its yardstick right: PolyU itself, measured', async () => {
    const files = readdirSync(polyu).filter(file => file.endsWith('_real.JPG'));
    const read = async (file: string) => {
      const { data, info } = await sharp(join(polyu, file))
        .extract({ left: 128, top: 128, width: 256, height: 256 })
        .raw()
        .toBuffer({ resolveWithObject: true });
      return { width: info.width, height: info.height, data };
    };
    const measured: NoiseStatistics[] = [];
    for (const file of files.filter((_, i) => i % 4 === 0))
      measured.push(noiseStatistics(await read(file), await read(file.replace('_real', '_mean'))));
    meanCorrelation(measured).forEach((value, i) => {
      expect(Math.abs(value - real.correlation[i])).toBeLessThan(0.1);
    });
    expect(Math.abs(mean(measured.map(({ psnr }) => psnr)) - 35.97)).toBeLessThan(1.2);
  });
});

describe('other simulated noise', () => {
  it('of a camera that leaves it alone is stronger and less smeared', async () => {
    const all = await Promise.all(
      Array.from({ length: count }, async (_, i) => {
        const { noisy, clean } = await simulated(i, drawPlainCamera);
        return noiseStatistics(noisy, clean);
      }),
    );
    const [lag1, lag2, lag4] = meanCorrelation(all);
    expect(lag1).toBeLessThan(0.6);
    expect(lag2).toBeLessThan(0.3);
    expect(lag4).toBeLessThan(0.1);
    expect(
      quantile(
        all.map(({ psnr }) => psnr),
        0.5,
      ),
    ).toBeLessThan(34);
  });

  it('of a scientific camera is independent per pixel, and gray in about half of the images', async () => {
    const asIs = { scale: 1, jpeg: undefined };
    let gray = 0;
    for (let seed = 0; seed < 40; seed++) {
      const random = new Random(seed);
      const { noisy, clean } = withIndependentNoise(planes(scene(random)), random);
      const { correlation, psnr } = noiseStatistics(await develop(noisy, asIs), await develop(clean, asIs));
      // Where it is clipped at black and white it follows the picture a little.
      expect(Math.abs(correlation[0])).toBeLessThan(0.12);
      expect(psnr).toBeGreaterThan(13);
      expect(psnr).toBeLessThan(52);
      if (noisy[0] === noisy[1]) gray++;
    }
    expect(gray).toBeGreaterThan(10);
    expect(gray).toBeLessThan(30);
  });
});

describe('the tone curve', () => {
  it('rises from black to white, and its slope is that of the table', () => {
    const { light, slope } = toneTables({ gamma: 2.2, contrast: 0.6 });
    expect(light[0]).toBe(0);
    expect(light[light.length - 1]).toBeCloseTo(1, 3);
    expect(light.every((value, i) => i === 0 || value >= light[i - 1])).toBe(true);
    const middle = light.length >> 1;
    const measured = 40 / (light.length - 1) / (light[middle + 20] - light[middle - 20]);
    expect(slope[middle]).toBeCloseTo(measured, 1);
  });
});
