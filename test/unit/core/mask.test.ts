/** Pixel shuffle, masks, padding: the parts of the scheme that move pixels about. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { uncontrolled } from '../../../src/core/control';
import type { Rect } from '../../../src/core/geometry';
import { maskedInputs } from '../../../src/core/mask';
import { readReflected, reflect, reflectedFrom } from '../../../src/core/padding';
import { pdDown, pdUp, type Shape } from '../../../src/core/pixel-shuffle';
import { maskDenoise, maxBatchPixels } from '../../../src/core/scheme';
import { fakeNetwork, sourceOf, testImage } from './support';

const small = fc.integer({ min: 1, max: 4 });

test('PD goes up and down without loss, for floats and indices', () => {
  const property = fc.property(small, small, small, small, fc.integer({ min: 1, max: 8 }), (b, c, m, n, f) => {
    const shape: Shape = [b, c, m * f, n * f];
    const values = Array.from({ length: b * c * m * f * n * f }, (_, i) => i);
    for (const data of [Float32Array.from(values), Uint8Array.from(values)]) {
      const down = pdDown(data, shape, f);
      expect(pdUp(down, shape, f)).toEqual(data);
      expect(Array.from(down).sort((p, q) => p - q)).toEqual(Array.from(data).sort((p, q) => p - q));
    }
  });
  fc.assert(property);
});

test('hidden pixels are 0 in input and mask, visible ones pass; the hidden sets are disjoint and cover the image', () => {
  const property = fc.property(fc.integer({ min: 2, max: 8 }), small, fc.nat(), (masks, batch, seed) => {
    const area = 6 * 5;
    const x = { batch, width: 6, height: 5, data: Float32Array.from({ length: batch * 3 * area }, (_, i) => i + 1) };
    const index = Uint8Array.from({ length: batch * area }, (_, p) => (p * 7 + seed) % masks);
    const { input, mask } = maskedInputs(x, index, 0, masks * batch);
    const timesHidden = new Uint8Array(batch * area);
    for (let item = 0; item < masks * batch; item++) {
      for (let p = 0; p < area; p++) {
        const visible = mask[item * area + p];
        if (visible === 0) timesHidden[(item % batch) * area + p]++;
        for (let c = 0; c < 3; c++) {
          const original = x.data[((item % batch) * 3 + c) * area + p];
          expect(input[(item * 3 + c) * area + p]).toBe(visible * original);
        }
      }
    }
    expect(timesHidden.every(times => times === 1)).toBe(true);
  });
  fc.assert(property, { numRuns: 30 });
});

describe('branches weighted by their certainty', () => {
  const area = 6 * 5;
  const x = { batch: 2, width: 6, height: 5, data: new Float32Array(2 * 3 * area).fill(0.5) };
  const index = Uint8Array.from({ length: 2 * area }, (_, p) => p % 3);

  test('count as the inverse of the variance that the network expects', async () => {
    // Branch i says i + 1 and expects to be i + 1 off, image 1 twice as much: both means have weights 1, 1/4 and 1/9.
    const network = fakeNetwork(1, {
      run: ({ batch }, _, scale) => {
        const outputs = Array.from({ length: batch }, (_, item) => Math.floor(item / 2) + 1);
        const spread = (values: readonly number[]) =>
          Float32Array.from({ length: batch * 3 * area }, (_, i) => values[Math.floor(i / (3 * area))]);
        scale?.set(spread(outputs.map((value, item) => value * ((item % 2) + 1))));
        return Promise.resolve(spread(outputs));
      },
    });
    const { union } = await maskDenoise(network, x, index, { masks: 3, combine: 'weighted' }, uncontrolled);
    const expected = (1 + 2 / 4 + 3 / 9) / (1 + 1 / 4 + 1 / 9);
    expect(union.data.every(value => Math.abs(value - expected) < 1e-6)).toBe(true);
  });

  test('an expected error of 0 does not make a number overflow', async () => {
    const network = fakeNetwork(1, {
      run: ({ batch }, _, scale) => {
        scale?.fill(0);
        return Promise.resolve(new Float32Array(batch * 3 * area).fill(0.25));
      },
    });
    const { union } = await maskDenoise(network, x, index, { masks: 2, combine: 'weighted' }, uncontrolled);
    expect(union.data.every(value => Math.abs(value - 0.25) < 1e-6)).toBe(true);
  });

  test('cannot be had of a network that expects nothing', async () => {
    const network = fakeNetwork(1, { predictsScale: false });
    const run = maskDenoise(network, x, index, { masks: 2, combine: 'weighted' }, uncontrolled);
    await expect(run).rejects.toMatchObject({ code: 'settings/invalid' });
  });
});

test('batches stay within their limit and cover everything once', async () => {
  const network = fakeNetwork(1, {
    run: batch => {
      network.batches.push(batch);
      return Promise.resolve(new Float32Array(batch.batch * 3 * batch.height * batch.width).fill(1));
    },
  });
  const side = 1024;
  const x = { batch: 1, width: side, height: side, data: new Float32Array(3 * side * side) };
  const index = Uint8Array.from({ length: side * side }, (_, p) => p % 7);
  const { union } = await maskDenoise(network, x, index, { masks: 7, combine: 'hidden' }, uncontrolled);
  expect(union.data.every(value => value === 1)).toBe(true);
  expect(network.batches.map(({ batch }) => batch)).toEqual([4, 3]);
  for (const { batch, height, width } of network.batches) {
    expect(batch * height * width).toBeLessThanOrEqual(maxBatchPixels);
  }
});

test('reflection mirrors at the ends without repeating them, as often as it takes', () => {
  const mirrored = (length: number) => Array.from({ length: 9 }, (_, i) => reflect(i - 3, length));
  expect(mirrored(4)).toEqual([3, 2, 1, 0, 1, 2, 3, 2, 1]);
  expect(mirrored(2)).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1]);
  expect(mirrored(1)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test('reading beyond an image reads its mirror image', () => {
  const side = fc.integer({ min: 1, max: 9 });
  const start = fc.integer({ min: -30, max: 30 });
  const property = fc.property(side, side, start, start, side, side, (w, h, x, y, width, height) => {
    const image = testImage(w, h);
    const rect: Rect = { x, y, width, height };
    const { data } = readReflected(sourceOf(image), rect);
    expect(data.length).toBe(3 * width * height);
    for (let p = 0; p < width * height; p++) {
      const row = reflect(y + Math.floor(p / width), h);
      expect(data[p]).toBe(image.data[row * w + reflect(x + (p % width), w)]);
    }
    const from = reflectedFrom(rect, image);
    expect(from.width * from.height).toBeLessThanOrEqual(w * h);
  });
  fc.assert(property);
});
