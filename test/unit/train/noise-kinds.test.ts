import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../../src/train/random';
import { drawFilm, exposeFilm } from '../../../src/train/simulate/film';
import { noiseKinds, pickByShare } from '../../../src/train/simulate/kinds';
import { drawPhone, phoneSigma, photographByPhone } from '../../../src/train/simulate/phone';
import { plane, rms } from '../../../src/train/simulate/plane';
import { drawScientific, takeScientific } from '../../../src/train/simulate/scientific';
import { autocorrelation, noiseStatistics } from '../../../src/train/simulate/statistics';
import { develop } from '../../../src/train/simulate/develop';
import type { Rgb } from '../../../src/train/simulate/camera';
import type { DevelopedPhoto } from '../../../src/train/simulate/develop';
import type { NoiseStatistics } from '../../../src/train/simulate/statistics';
import type { Plane } from '../../../src/train/simulate/plane';

const size = 128;
const data = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data');
const asIs = { scale: 1, jpeg: undefined };

/** From dark on the left to light on the right. */
function ramp(from: number, to: number): Rgb {
  const channel = plane(size, size);
  for (let at = 0; at < channel.data.length; at++) channel.data[at] = from + ((to - from) * (at % size)) / (size - 1);
  return [channel, channel, channel];
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const meanOf = ({ data: values }: Plane) => values.reduce((sum, value) => sum + value, 0) / values.length;
const difference = (a: Plane, b: Plane): Plane =>
  plane(
    a.width,
    a.height,
    a.data.map((value, at) => value - b.data[at]),
  );

/** All development pairs of a folder; of microscope pictures only those whose names begin so. */
async function realStatistics(folder: string, prefix = ''): Promise<NoiseStatistics[]> {
  const files = readdirSync(join(data, folder)).filter(file => file.startsWith(prefix) && file.endsWith('_real.png'));
  const read = async (file: string): Promise<DevelopedPhoto> => {
    const { data: pixels, info } = await sharp(join(data, folder, file))
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: pixels };
  };
  return Promise.all(
    files.map(async file => noiseStatistics(await read(file), await read(file.replace('_real', '_mean')))),
  );
}

/** Measured on the five pairs in shared/data/phone: means, at lags 1, 2 and 4. */
const realPhone = {
  channels: [0.45, 0.07, 0.02],
  brightness: [0.27, -0.11, 0.02],
  colour: [0.61, 0.27, 0.03],
};
/** Measured on the three wide-field pairs in shared/data/microscope. */
const realWideField = { channels: [0.61, 0.18, 0.07] };

describe('phone noise', () => {
  let all: NoiseStatistics[];
  beforeAll(async () => {
    all = [];
    for (let seed = 0; seed < 24; seed++) {
      const random = new Random(seed, 7);
      const phone = { ...drawPhone(random), reduction: undefined, scale: 1, jpeg: undefined };
      const { noisy, clean } = photographByPhone(ramp(0.25, 0.95), phone, random);
      all.push(noiseStatistics(await develop(noisy, asIs), await develop(clean, asIs)));
    }
  });

  it('as developed from raw has the spectrum of real phones in brightness and in colour', () => {
    [0, 1, 2].forEach(i => {
      expect(Math.abs(mean(all.map(({ correlation }) => correlation[i])) - realPhone.channels[i])).toBeLessThan(0.08);
      const brightness = mean(all.map(({ brightnessCorrelation }) => brightnessCorrelation[i]));
      expect(Math.abs(brightness - realPhone.brightness[i])).toBeLessThan(0.08);
      const colour = mean(all.map(({ colourCorrelation }) => colourCorrelation[i]));
      expect(Math.abs(colour - realPhone.colour[i])).toBeLessThan(0.08);
    });
  });

  it.skipIf(!existsSync(join(data, 'phone')))('has its yardstick right: the real pairs, measured', async () => {
    const real = await realStatistics('phone');
    expect(real.length).toBeGreaterThan(0);
    [0, 1, 2].forEach(i => {
      expect(mean(real.map(({ correlation }) => correlation[i]))).toBeCloseTo(realPhone.channels[i], 1);
      expect(mean(real.map(({ brightnessCorrelation }) => brightnessCorrelation[i]))).toBeCloseTo(
        realPhone.brightness[i],
        1,
      );
      expect(mean(real.map(({ colourCorrelation }) => colourCorrelation[i]))).toBeCloseTo(realPhone.colour[i], 1);
    });
  });

  it('has the asked strength before clipping, over the whole range of sensitivities', () => {
    for (const sigma of phoneSigma) {
      const random = new Random(3);
      const phone = { ...drawPhone(random), exposure: 0.4, reduction: undefined, sigma, contrast: 0 };
      const { noisy, clean } = photographByPhone(ramp(0.6, 0.9), phone, random);
      const measured = Math.sqrt(mean(noisy.map((channel, i) => rms(difference(channel, clean[i])) ** 2)));
      expect(measured / sigma).toBeGreaterThan(0.75);
      expect(measured / sigma).toBeLessThan(1.25);
    }
  });

  it('is darker on average than its clean picture where it is strong, as the tone curve makes it', () => {
    const biasAt = (pedestal: number) => {
      const random = new Random(5);
      const phone = { ...drawPhone(random), exposure: 0.1, reduction: undefined, sigma: 0.135, pedestal, contrast: 0 };
      const { noisy, clean } = photographByPhone(ramp(0.7, 0.9), phone, random);
      return 255 * mean(noisy.map((channel, i) => meanOf(channel) - meanOf(clean[i])));
    };
    // Measured on the two strongest of the real pairs: 7 to 9 of 255 darker at a mean of 54 to 79.
    expect(biasAt(0.05)).toBeLessThan(-5);
    expect(biasAt(0.05)).toBeGreaterThan(-10);
    // Raw values that are clipped at black take some of it away.
    expect(biasAt(0) - biasAt(0.05)).toBeGreaterThan(0.5);
  });
});

describe('noise of scientific cameras', () => {
  it('grows with the signal as drawn: read noise squared plus shot noise above the black level', () => {
    const parameters = {
      ...drawScientific(new Random(1)),
      softness: 0,
      offset: 0.1,
      black: 0.1,
      gain: 0.8,
      darkness: 1,
      read: 0.02,
      shot: 0.02,
      spread: { kind: 'interpolation', factor: 1.5, method: 'cubic' } as const,
      rows: 0,
      channels: 'gray' as const,
    };
    for (const level of [0, 0.5, 1]) {
      const { noisy, clean } = takeScientific(ramp(level, level), parameters, new Random(2));
      expect(noisy[0]).toBe(noisy[2]);
      const expected = Math.sqrt(0.02 ** 2 + 0.02 * 0.8 * level);
      expect(rms(difference(noisy[0], clean[0])) / expected).toBeCloseTo(1, 1);
    }
  });

  it('is clipped by the file only, so that the target is the mean signal also in the dark', async () => {
    const parameters = { ...drawScientific(new Random(1)), offset: 0.01, gain: 0, read: 0.05, shot: 0, rows: 0 };
    const { noisy, clean } = takeScientific(ramp(0, 0), { ...parameters, channels: 'gray' }, new Random(2));
    expect(255 * Math.abs(meanOf(noisy[0]) - meanOf(clean[0]))).toBeLessThan(0.6);
    const file = await develop(noisy, asIs);
    expect(mean([...file.data])).toBeGreaterThan(255 * 0.01 + 2);
    expect((await develop(clean, asIs)).data.every(value => value === 3)).toBe(true);
  });

  it('is independent, or correlated over one pixel and hardly over two, as real wide-field pictures are', () => {
    const measured = Array.from({ length: 60 }, (_, seed) => {
      const random = new Random(seed, 8);
      const parameters = { ...drawScientific(random), rows: 0, channels: 'gray' as const };
      const { noisy, clean } = takeScientific(ramp(0.5, 0.5), parameters, random);
      const noise = difference(noisy[0], clean[0]).data;
      return [1, 2, 4].map(lag => autocorrelation(noise, size, lag));
    });
    for (const [one, two] of measured) {
      expect(one).toBeGreaterThan(-0.05);
      expect(one).toBeLessThan(0.82);
      expect(two).toBeLessThan(one + 0.05);
    }
    expect(measured.filter(([one]) => one < 0.05).length).toBeGreaterThan(8);
    const near = measured.filter(values =>
      values.every((value, i) => Math.abs(value - realWideField.channels[i]) < 0.1),
    );
    expect(near.length).toBeGreaterThan(3);
  });

  it.skipIf(!existsSync(join(data, 'microscope')))('has its yardstick right: the real pairs, measured', async () => {
    const real = await realStatistics('microscope', 'WideField');
    expect(real.length).toBeGreaterThan(0);
    realWideField.channels.forEach((value, i) => {
      expect(Math.abs(mean(real.map(({ correlation }) => correlation[i])) - value)).toBeLessThan(0.05);
    });
  });
});

describe('film grain', () => {
  it('is strongest in middle tones and the same in all channels of black and white film', () => {
    const film = { ...drawFilm(new Random(1)), gray: true, common: 1, grain: 0.8, sigma: 0.06, scanner: 0 };
    const strength = (level: number) => {
      const { noisy, clean } = exposeFilm(ramp(level, level), film, new Random(2));
      expect(noisy[0]).toBe(noisy[1]);
      return rms(difference(noisy[0], clean[0]));
    };
    expect(strength(0.5)).toBeGreaterThan(1.8 * strength(0.02));
    expect(strength(0.5)).toBeCloseTo(0.06, 2);
  });
});

describe('the kinds of noise', () => {
  it('have shares that make one, camera noise the largest', () => {
    expect(noiseKinds.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    const camera = noiseKinds.filter(({ name }) => name.includes('camera')).reduce((sum, { share }) => sum + share, 0);
    expect(camera).toBeGreaterThanOrEqual(0.5);
  });

  it.each(noiseKinds)('$name: the same seed gives the same pair, another seed another', async ({ simulate }) => {
    const pair = (seed: number) => simulate(ramp(0.1, 0.9), new Random(seed));
    const [first, again, other] = [await pair(1), await pair(1), await pair(2)];
    expect(Buffer.from(first.noisy.data).equals(again.noisy.data)).toBe(true);
    expect(Buffer.from(first.noisy.data).equals(other.noisy.data)).toBe(false);
    expect([first.noisy.width, first.noisy.height]).toEqual([first.clean.width, first.clean.height]);
    expect(noiseStatistics(first.noisy, first.clean).psnr).toBeGreaterThan(10);
  });

  it.each(noiseKinds)('$name: what is drawn lies in the range that cards state', async ({ simulate, range }) => {
    const inside = { sigma: 0, correlation: 0 };
    const count = 20;
    for (let seed = 0; seed < count; seed++) {
      const { noisy, clean } = await simulate(ramp(0.35, 0.65), new Random(seed, 6));
      const { psnr, correlation } = noiseStatistics(noisy, clean);
      const sigma = 10 ** (-psnr / 20);
      if (sigma > 0.95 * range.sigma[0] && sigma < 1.05 * range.sigma[1]) inside.sigma++;
      if (correlation[0] > range.correlation[0] - 0.05 && correlation[0] < range.correlation[1] + 0.05)
        inside.correlation++;
    }
    expect(inside.sigma).toBeGreaterThanOrEqual(0.8 * count);
    expect(inside.correlation).toBeGreaterThanOrEqual(0.8 * count);
  });

  it('are drawn by share', () => {
    const choices = [
      ['a', 0.25],
      ['b', 0.75],
    ] as const;
    const drawn = Array.from({ length: 8 }, (_, i) => pickByShare(choices, (i + 0.5) / 8));
    expect(drawn.join('')).toBe('aabbbbbb');
  });
});
