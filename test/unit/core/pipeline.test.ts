/** What the pipeline computes, when, and for whom. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { uncontrolled } from '../../../src/core/control';
import { seededDraws } from '../../../src/core/draws';
import type { Rect } from '../../../src/core/geometry';
import { CancelledError } from '../../../src/core/errors';
import { TileCache } from '../../../src/core/tile-cache';
import { cancellable, fakeNetwork, largestDifference, pipelineOf, testImage, wholeImage } from './support';

const noisy = testImage(50, 34);
const tile = 16;

describe('stages', () => {
  test('at each pixel the union is the branch in which it was hidden', async () => {
    const property = fc.asyncProperty(
      fc.integer({ min: 2, max: 8 }),
      fc.integer({ min: 1, max: 4 }),
      fc.nat(),
      async (masks, pdFactor, seed) => {
        const pipeline = pipelineOf(noisy, { masks, pdFactor, seed }, { tile });
        const union = await wholeImage(pipeline, 'union');
        const area = { x: 0, y: 0, width: noisy.width, height: noisy.height };
        const index = seededDraws(seed).pdMaskIndex(0, masks, area);
        for (let i = 0; i < masks; i++) {
          const branch = await wholeImage(pipeline, `branch:${i}`);
          for (let p = 0; p < union.data.length; p++) {
            if (index[p % index.length] === i) expect(union.data[p]).toBe(branch.data[p]);
          }
        }
      },
    );
    await fc.assert(property, { numRuns: 10 });
  });

  test('a single pass hides nothing', async () => {
    const masks: number[] = [];
    const inner = fakeNetwork();
    const network = fakeNetwork(1, {
      run(batch, control) {
        masks.push(...batch.mask);
        return inner.run(batch, control);
      },
    });
    const pipeline = pipelineOf(noisy, { mode: 'single-pass' }, { network });
    await wholeImage(pipeline, 'result');
    expect(pipeline.passes).toBe(1);
    expect(masks.every(visible => visible === 1)).toBe(true);
  });

  test('K mask sets average K unions', async () => {
    const setOnly = (only: number) => {
      const draws = seededDraws(5);
      const fixed = {
        ...draws,
        pdMaskIndex: (_set: number, ...rest: [number, Rect]) => draws.pdMaskIndex(only, ...rest),
      };
      return wholeImage(pipelineOf(noisy, { maskSets: 1 }, { draws: fixed }), 'union');
    };
    const sets = [await setOnly(0), await setOnly(1), await setOnly(2)];
    const mean = sets[0].data.map((value, i) => (value + sets[1].data[i] + sets[2].data[i]) / 3);
    const union = await wholeImage(pipelineOf(noisy, { maskSets: 3, seed: 5 }), 'union');
    expect(largestDifference(union.data, mean)).toBeLessThan(1e-6);
  });

  test('R3 with ratio 0 is off', async () => {
    const pipeline = pipelineOf(noisy, { r3Ratio: 0 });
    expect(await pipeline.tile('refined', 0, uncontrolled)).toBe(await pipeline.tile('union', 0, uncontrolled));
  });

  test('strength blends: 1 is the denoised image itself, 0 the noisy one', async () => {
    const cache = new TileCache(2 ** 28);
    const result = (strength: number) => wholeImage(pipelineOf(noisy, { strength }, { cache }), 'result');
    const refined = await wholeImage(pipelineOf(noisy, {}, { cache }), 'refined');
    expect(largestDifference((await result(1)).data, refined.data)).toBe(0);
    expect(largestDifference((await result(0)).data, noisy.data)).toBe(0);
    const half = noisy.data.map((value, i) => (value + refined.data[i]) / 2);
    expect(largestDifference((await result(0.5)).data, half)).toBeLessThan(1e-6);
  });

  test('another seed gives another result, the same seed the same', async () => {
    const result = (seed: number) => wholeImage(pipelineOf(noisy, { seed }), 'result');
    const first = await result(1);
    expect(largestDifference((await result(1)).data, first.data)).toBe(0);
    expect(largestDifference((await result(2)).data, first.data)).toBeGreaterThan(1e-3);
  });

  test('settings out of range are refused by name', () => {
    expect(() => pipelineOf(noisy, { pdFactor: 9 })).toThrow('pdFactor must be a whole number from 1 to 8, not 9.');
    expect(() => pipelineOf(noisy, { masks: 2.5 })).toThrow('masks');
    expect(() => pipelineOf(noisy, { seed: -1 })).toThrow(expect.objectContaining({ code: 'settings/invalid' }));
    expect(() => pipelineOf(noisy, { r3Ratio: NaN })).toThrow('r3Ratio must be a number from 0 to 1, not NaN.');
  });
});

describe('what is computed', () => {
  /** Pixels that the network covered while `work` ran. */
  async function covered(work: (control: typeof uncontrolled) => Promise<unknown>): Promise<number> {
    let pixels = 0;
    await work({ ...uncontrolled, onPass: more => (pixels += more) });
    return pixels;
  }

  test.each([
    { r3Ratio: 0, passes: 3 * 2 },
    { r3Ratio: 0.16, passes: 3 * 2 + 3 * 4 },
  ])('ratio $r3Ratio takes $passes passes, and as much work as announced', async ({ r3Ratio, passes }) => {
    const settings = { masks: 3, maskSets: 2, r3Count: 4, r3Ratio };
    const pipeline = pipelineOf(noisy, settings, { tile, keepBranches: true });
    expect(pipeline.passes).toBe(passes);
    const result = await covered(control => wholeImage(pipeline, 'result', control));
    expect(result).toBe(pipeline.work);
    expect(await covered(control => wholeImage(pipeline, 'branch:2', control))).toBe(0);
    const untiled = pipelineOf(noisy, settings);
    expect(untiled.work).toBe(passes * untiled.padded.width * untiled.padded.height);
  });

  test('R3 knobs and strength leave the PD stage as it is', async () => {
    const cache = new TileCache(2 ** 28);
    const first = pipelineOf(noisy, { r3Ratio: 0 }, { cache, tile });
    const pdWork = await covered(control => wholeImage(first, 'union', control));
    expect(pdWork).toBe(first.work);
    for (const knob of [{ r3Ratio: 0.3 }, { r3Count: 3 }, { r3Ratio: 0.5, r3Count: 2 }]) {
      const pipeline = pipelineOf(noisy, knob, { cache, tile });
      expect(await covered(control => wholeImage(pipeline, 'result', control))).toBe(pipeline.work - pdWork);
    }
    const blended = pipelineOf(noisy, { r3Ratio: 0.3, strength: 0.2 }, { cache, tile });
    expect(await covered(control => wholeImage(blended, 'result', control))).toBe(0);
  });

  test('R3 goes on from the repetitions that are known, to the very same pixels', async () => {
    const cache = new TileCache(2 ** 28);
    const settings = { combine: 'hidden' as const };
    for (const [known, r3Count] of [
      [0, 1],
      [1, 3],
      [3, 7],
      [3, 5],
    ]) {
      const pipeline = pipelineOf(noisy, { ...settings, r3Count }, { cache, tile });
      const { work: before } = known > 0 ? pipelineOf(noisy, { ...settings, r3Count: known }, { tile }) : { work: 0 };
      expect(await covered(control => wholeImage(pipeline, 'result', control))).toBe(pipeline.work - before);
      const anew = pipelineOf(noisy, { ...settings, r3Count }, { tile });
      const [onwards, fresh] = await Promise.all([pipeline, anew].map(each => wholeImage(each, 'result')));
      expect(largestDifference(onwards.data, fresh.data)).toBe(0);
    }
  });

  test('other tiles give the same pixels, of R3 by the union that is there', async () => {
    const pipeline = pipelineOf(noisy, { r3Count: 1 }, { cache: new TileCache(2 ** 28), tile });
    const pdWork = await covered(control => wholeImage(pipeline, 'union', control));
    const small = pipeline.inTilesOf(tile / 2);
    expect(small.tiles.length).toBeGreaterThan(pipeline.tiles.length);
    const other = pipelineOf(noisy, { r3Count: 1 }, { tile: tile / 2 });
    const otherPd = await covered(control => wholeImage(other, 'union', control));
    expect(await covered(control => wholeImage(small, 'result', control))).toBe(other.work - otherPd);
    expect(pdWork).toBeGreaterThan(0);
    const [one, two] = await Promise.all([small, pipeline].map(each => wholeImage(each, 'result')));
    expect(largestDifference(one.data, two.data)).toBe(0);
  });

  test.each([{ masks: 3 }, { seed: 9 }, { pdFactor: 3 }, { maskSets: 2 }])(
    '%o computes the PD stage anew',
    async knob => {
      const cache = new TileCache(2 ** 28);
      await wholeImage(pipelineOf(noisy, {}, { cache }), 'union');
      const pipeline = pipelineOf(noisy, { ...knob, r3Ratio: 0 }, { cache });
      expect(await covered(control => wholeImage(pipeline, 'union', control))).toBe(pipeline.work);
    },
  );

  test('a rectangle computes the tiles that it touches and no others', async () => {
    const pipeline = pipelineOf(noisy, {}, { tile });
    await pipeline.read('union', { x: 17, y: 2, width: 10, height: 10 }, uncontrolled);
    expect([...pipeline.tiles.keys()].filter(index => pipeline.cached('union', index))).toEqual([1]);
    expect(pipeline.cached('noisy', 0)).toBeDefined();
    expect(pipeline.cached('result', 1)).toBeUndefined();
  });

  test.each(['tile', 'row'])('a walk by %s with a small cache computes each tile once', async step => {
    const [width, columns] = [256, 16];
    const options = { tile, keepBranches: true };
    const settings = { masks: 3, r3Count: 1 };
    const limit = pipelineOf(testImage(width, 160), settings, options).rowWalkBytes;
    const pipeline = pipelineOf(testImage(width, 160), settings, { ...options, cache: new TileCache(limit) });
    const stages = ['result', 'branch:0', 'branch:1', 'branch:2', 'union'] as const;
    const work = await covered(async control => {
      for (let index = 0; index < pipeline.tiles.length; index += step === 'row' ? columns : 1) {
        for (const stage of stages) {
          const rect = { ...pipeline.tiles[index], ...(step === 'row' ? { width } : {}) };
          await pipeline.read(stage, rect, control);
        }
      }
    });
    expect(pipeline.columns).toBe(columns);
    expect(work).toBe(pipeline.work);
    expect(limit).toBe(pipelineOf(testImage(width, 1000), settings, options).rowWalkBytes);
  });

  test('without a cache everything is computed when asked for', async () => {
    const pipeline = pipelineOf(noisy, {}, { tile, cache: new TileCache(0), keepBranches: true });
    const whole = pipelineOf(noisy, {});
    for (const stage of ['union', 'branch:1', 'result'] as const) {
      const { data } = await wholeImage(pipeline, stage);
      expect(largestDifference(data, (await wholeImage(whole, stage)).data)).toBeLessThan(1e-4);
    }
  });
});

describe('cancellation', () => {
  test('takes effect between any two runs', async () => {
    const network = fakeNetwork();
    await wholeImage(pipelineOf(noisy, { r3Count: 3 }, { network, tile }), 'result');
    const runs = network.batches.length;
    expect(runs).toBeGreaterThan(20);
    for (let after = 1; after < runs; after += 3) {
      const stopped = fakeNetwork();
      const pipeline = pipelineOf(noisy, { r3Count: 3 }, { network: stopped, tile });
      await expect(wholeImage(pipeline, 'result', cancellable(after).control)).rejects.toBeInstanceOf(CancelledError);
      expect(stopped.batches.length).toBe(after);
    }
  });

  test('before the first run runs nothing', async () => {
    const network = fakeNetwork();
    const { control, cancel } = cancellable();
    cancel();
    const pipeline = pipelineOf(noisy, {}, { network });
    for (const stage of ['noisy', 'union', 'result'] as const) {
      await expect(pipeline.tile(stage, 0, control)).rejects.toBeInstanceOf(CancelledError);
    }
    expect(network.batches).toEqual([]);
  });
});
