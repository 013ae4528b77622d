import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyCrop, emptyBatch } from '../../../src/train/data/batch';
import { NoisyPhotos, divide } from '../../../src/train/data/noisy';
import { loadPhotos, whiteOf } from '../../../src/train/data/photos';
import { mixWithEarlierResult, mixtureRange } from '../../../src/train/data/refinement';
import { SimulatedPhotos } from '../../../src/train/data/simulated';
import { Random } from '../../../src/train/random';
import type { Rect } from '../../../src/core/geometry';
import type { Photo } from '../../../src/train/data/photos';

/** Every value tells where it comes from. */
function numbered(width: number, height: number): Photo {
  return { name: 'numbered', width, height, data: Uint16Array.from({ length: 3 * width * height }, (_, i) => i) };
}

describe('loading photos', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'amsnet-photos-'));
    const colour = sharp({ create: { width: 40, height: 30, channels: 3, background: { r: 200, g: 100, b: 50 } } });
    await colour.png().toFile(join(folder, 'colour.png'));
    await sharp({ create: { width: 8, height: 6, channels: 3, background: '#808080' } })
      .toColourspace('b-w')
      .png()
      .toFile(join(folder, 'gray.png'));
    await sharp(
      Uint16Array.from({ length: 12 }, () => 1234),
      { raw: { width: 2, height: 2, channels: 3 } },
    )
      .toColourspace('rgb16')
      .png()
      .toFile(join(folder, 'deep.png'));
    await writeFile(join(folder, 'broken.png'), 'this is no picture');
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it('reads gray and colour, 8 and 16 bit, and reports what it cannot read', async () => {
    const skipped: string[] = [];
    const files = ['colour.png', 'broken.png', 'gray.png', 'deep.png'].map(name => join(folder, name));
    const [colour, gray, deep] = await loadPhotos(files, { onSkipped: file => skipped.push(file) });
    expect([...colour.data.subarray(0, 3)]).toEqual([200, 100, 50]);
    expect([gray.width, gray.height, ...gray.data.subarray(0, 3)]).toEqual([8, 6, 128, 128, 128]);
    expect([whiteOf(deep), deep.data[0]]).toEqual([65535, 1234]);
    expect(skipped).toEqual([files[1]]);
  });

  it('cuts photos down when they are too many to keep', async () => {
    const [photo] = await loadPhotos([join(folder, 'colour.png')], { maxPixels: 300 });
    expect([photo.width, photo.height]).toEqual([20, 15]);
  });
});

describe('crops', () => {
  it('mirror, turn upside down and transpose', () => {
    const photo = numbered(4, 4);
    const plain = { left: 1, top: 0, step: 1, mirrored: false, upsideDown: false, transposed: false };
    const crop = (change: Partial<typeof plain>) => {
      const target = new Float32Array(3 * 4);
      copyCrop(photo.data, 4, 3, { ...plain, ...change }, target, 0, 2);
      return [...target.subarray(0, 4)];
    };
    expect(crop({})).toEqual([1, 2, 5, 6]);
    expect(crop({ mirrored: true })).toEqual([2, 1, 6, 5]);
    expect(crop({ upsideDown: true })).toEqual([5, 6, 1, 2]);
    expect(crop({ transposed: true })).toEqual([1, 5, 2, 6]);
    expect(crop({ step: 2 })).toEqual([1, 3, 9, 11]);
  });
});

describe('noisy photos as their own teachers', () => {
  const options = { batch: 3, patch: 4, seed: 9, hiddenRatios: [0.5], counts: 'hidden' } as const;
  const photo = numbered(32, 32);
  const whole = { photo, pd: 2, x: 0, y: 0, width: 32, height: 32 };

  it('hides pixels in the input, and only these count', async () => {
    const { input, mask, target, weight } = await new NoisyPhotos([whole], options).batch(0);
    expect(new Set(mask)).toEqual(new Set([0, 1]));
    for (let at = 0; at < weight.length; at++) {
      const sample = Math.floor(at / 16);
      const value = 3 * sample * 16 + (at % 16);
      expect(weight[at]).toBe(1 - mask[at]);
      expect(input[value]).toBe(mask[at] * target[value]);
    }
  });

  it('takes every pd-th pixel, from its region only', async () => {
    const source = new NoisyPhotos([{ ...whole, y: 24, height: 8 }], options);
    for (let step = 0; step < 20; step++) {
      const { target } = await source.batch(step);
      const places = [...target.subarray(0, 16)].map(value => Math.round((value * 65535) / 3));
      expect(places.every(place => place >= 24 * 32)).toBe(true);
      const gaps = [Math.abs(places[1] - places[0]), Math.abs(places[4] - places[0])].sort((a, b) => a - b);
      expect(gaps).toEqual([2, 64]);
    }
  });

  it('gives the same batch for the same number, and another for the next', async () => {
    const regions = [whole];
    const [first, second] = [new NoisyPhotos(regions, options), new NoisyPhotos(regions, options)];
    expect(await first.batch(7)).toEqual(await second.batch(7));
    expect(await first.batch(8)).not.toEqual(await second.batch(7));
  });

  const parts = (width: number, height: number, pd = 1) => divide([{ photo: numbered(width, height), pd }], 64, 8);
  const disjoint = (a: Rect, b: Rect) => a.x + a.width <= b.x || a.y + a.height <= b.y;

  it.each([
    [400, 800, 1, 64],
    [512, 512, 1, 64],
    [600, 800, 5, 64],
    [400, 400, 5, 56],
    [40, 36, 1, 24],
    [800, 30, 1, 24],
    [32, 32, 1, 16],
  ])('never trains on what it validates: %i x %i at PD %i, patch %i', (width, height, pd, patch) => {
    const { training, validation, validationPatch, ...division } = parts(width, height, pd);
    expect(division.patch).toBe(patch);
    expect([training.length, validation.length]).toEqual([1, 1]);
    expect(disjoint(training[0], validation[0])).toBe(true);
    for (const [region, size] of [
      [training[0], patch],
      [validation[0], validationPatch],
    ] as const) {
      expect(Math.min(region.width, region.height)).toBeGreaterThanOrEqual((size - 1) * pd + 1);
      expect([region.x + region.width <= width, region.y + region.height <= height]).toEqual([true, true]);
    }
  });

  it('leaves small photos out rather than making all samples small', () => {
    const [large, small] = [numbered(300, 300), numbered(40, 40)];
    const { patch, tooSmall } = divide(
      [large, small, large].map(photo => ({ photo, pd: 1 })),
      64,
      8,
    );
    expect([patch, tooSmall]).toEqual([64, [small]]);
  });

  it('says what size is needed where no photo is large enough', () => {
    expect(() => parts(31, 31)).toThrow('none is larger than 31 pixels');
    expect(() => parts(150, 150, 5)).toThrow('needs 160');
  });
});

describe('simulated pairs', () => {
  it('are the same for the same number, however one gets there', async () => {
    const photo = { ...numbered(48, 48), data: Uint8Array.from({ length: 3 * 48 * 48 }, (_, i) => (i * 7) % 200) };
    const options = { batch: 2, patch: 16, seed: 1, hiddenRatios: [0, 0.5], tile: 40, pool: 4, fresh: 0.5 };
    const walked = new SimulatedPhotos([photo], options);
    for (let step = 0; step < 5; step++) await walked.batch(step);
    const jumped = new SimulatedPhotos([photo], options);
    expect(await walked.batch(5)).toEqual(await jumped.batch(5));
  });
});

describe('mixtures as R3 makes them', () => {
  it('keep a share of noisy pixels, the same in all channels, and bring the others close to the target', () => {
    const patch = 32;
    const area = patch * patch;
    for (let seed = 0; seed < 5; seed++) {
      const random = new Random(seed);
      const batch = emptyBatch({ batch: 2, patch });
      batch.target.fill(0.5);
      for (let at = 0; at < batch.input.length; at++) batch.input[at] = 0.5 + 0.1 * random.normal();
      const before = batch.input.slice();
      mixWithEarlierResult(batch, 1, patch, random);
      expect(batch.input.subarray(0, 3 * area)).toEqual(before.subarray(0, 3 * area));
      let kept = 0;
      let error = 0;
      for (let at = 0; at < area; at++) {
        const same = [0, 1, 2].map(
          channel => batch.input[(3 + channel) * area + at] === before[(3 + channel) * area + at],
        );
        expect(new Set(same).size).toBe(1);
        if (same[0]) kept++;
        else error = Math.max(error, Math.abs(batch.input[3 * area + at] - 0.5));
      }
      expect(kept / area).toBeGreaterThan(mixtureRange[0] - 0.04);
      expect(kept / area).toBeLessThan(mixtureRange[1] + 0.06);
      expect(error).toBeLessThan(0.12);
    }
  });
});
