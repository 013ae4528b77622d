/** Tiles must not show: whatever the size, stride, factor and settings, tiled and untiled results are the same. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { uncontrolled } from '../../../src/core/control';
import { area, roundUp } from '../../../src/core/geometry';
import type { PipelineStage } from '../../../src/core/stages';
import { globalContext, TilePlan } from '../../../src/core/tiles';
import { fakeNetwork, largestDifference, pipelineOf, testImage, tinyNetwork, wholeImage } from './support';

const tolerance = 1e-4;

const image = fc.record({ width: fc.integer({ min: 1, max: 97 }), height: fc.integer({ min: 1, max: 61 }) });
const stride = fc.constantFrom(1, 4, 8);
const settings = fc.record({
  pdFactor: fc.integer({ min: 1, max: 8 }),
  masks: fc.integer({ min: 2, max: 8 }),
  maskSets: fc.integer({ min: 1, max: 3 }),
  combine: fc.constantFrom('hidden', 'weighted'),
  r3Ratio: fc.constantFrom(0, 0.16, 1),
  r3Count: fc.integer({ min: 1, max: 2 }),
  strength: fc.constantFrom(1, 0.4),
  seed: fc.nat(),
});

test('any image, stride, tile and settings give the untiled result', { timeout: 120_000 }, async () => {
  const property = fc.asyncProperty(
    image,
    stride,
    settings,
    fc.integer({ min: 1, max: 64 }),
    async (size, s, set, tile) => {
      const noisy = testImage(size.width, size.height);
      for (const stage of ['union', 'result', 'branch:1', 'single'] satisfies PipelineStage[]) {
        const untiled = await wholeImage(pipelineOf(noisy, set, { network: fakeNetwork(s) }), stage);
        const tiled = await wholeImage(pipelineOf(noisy, set, { network: fakeNetwork(s), tile }), stage);
        expect(largestDifference(tiled.data, untiled.data)).toBeLessThan(tolerance);
      }
    },
  );
  await fc.assert(property, { numRuns: 30 });
});

test.each([
  [1, 1],
  [2, 3],
  [97, 61],
])('a network that wants at least 16 pixels takes %i x %i', async (width, height) => {
  const run = (tile: number) =>
    wholeImage(pipelineOf(testImage(width, height), {}, { tile, network: fakeNetwork(4, { minSize: 16 }) }), 'result');
  const untiled = await run(4096);
  expect(untiled).toMatchObject({ width, height });
  expect(untiled.data.every(Number.isFinite)).toBe(true);
  expect(largestDifference((await run(16)).data, untiled.data)).toBeLessThan(tolerance);
});

test('the golden network gives the untiled result', async () => {
  const network = await tinyNetwork();
  const noisy = testImage(75, 50);
  const untiled = await wholeImage(pipelineOf(noisy, {}, { network }), 'result');
  const tiled = await wholeImage(pipelineOf(noisy, {}, { network, tile: 16 }), 'result');
  expect(largestDifference(tiled.data, untiled.data)).toBeLessThan(tolerance);
});

test('the test can fail: with a smaller halo than the network has, tiles show', async () => {
  const noisy = testImage(60, 60);
  const run = (tile: number) =>
    wholeImage(pipelineOf(noisy, {}, { network: fakeNetwork(1, { halo: 1 }), tile }), 'union');
  expect(largestDifference((await run(16)).data, (await run(4096)).data)).toBeGreaterThan(tolerance);
});

describe('a plan', () => {
  const size = { width: 1000, height: 700 };
  const network = { stride: 4, halo: 40, minSize: 4 };

  test('covers the image with tiles that do not overlap', () => {
    const property = fc.property(
      image,
      stride,
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 70 }),
      (size, s, f, tile) => {
        const covered = new Uint8Array(size.width * size.height);
        for (const { x, y, width, height } of new TilePlan(size, { stride: s, halo: 3, minSize: 1 }, f, tile).tiles) {
          for (let v = y; v < y + height; v++) for (let u = x; u < x + width; u++) covered[v * size.width + u]++;
        }
        expect(covered.every(count => count === 1)).toBe(true);
      },
    );
    fc.assert(property);
  });

  test('is of equal tiles, as few as the wished size allows', () => {
    const { tiles, columns } = new TilePlan(size, network, 1, 300);
    expect(columns).toBe(4);
    expect(tiles.slice(0, 4).map(({ width }) => width)).toEqual([252, 252, 252, 244]);
    expect(tiles.filter(({ x }) => x === 0).map(({ height }) => height)).toEqual([236, 236, 228]);
  });

  test.each([
    { image: { width: 1200, height: 900 }, tile: 1024, grid: [1, 1], why: 'a window no larger than that of a square' },
    { image: { width: 1600, height: 1250 }, tile: 1024, grid: [2, 1], why: 'a halo in one direction only' },
    { image: { width: 4000, height: 3000 }, tile: 1024, grid: [4, 3], why: 'squares' },
    { image: { width: 700, height: 10_000 }, tile: 512, grid: [1, 23], why: 'a strip' },
  ])('cuts $image into $grid of tiles: $why', ({ image, tile, grid }) => {
    const { tiles, columns } = new TilePlan(image, { stride: 8, halo: 64, minSize: 8 }, 1, tile, 'cheapest');
    expect([columns, tiles.length / columns]).toEqual(grid);
  });

  test('has no window with more pixels than that of a square tile, and no more pixels in all than a grid of squares', () => {
    const property = fc.property(
      fc.record({ width: fc.integer({ min: 1, max: 3000 }), height: fc.integer({ min: 1, max: 3000 }) }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 64, max: 600 }),
      fc.integer({ min: 0, max: 70 }),
      (size, factor, tile, halo) => {
        const unit = 4 * factor;
        const network = { stride: 4, halo, minSize: 4 };
        const plan = new TilePlan(size, network, factor, tile, 'cheapest');
        const squares = new TilePlan(size, network, factor, tile);
        const margin = roundUp(halo * factor, unit);
        const edge = roundUp(tile, unit);
        const { width, height } = plan.window(0, factor);
        expect(width * height).toBeLessThanOrEqual((edge + 2 * margin) ** 2);
        const pixelsOf = (each: TilePlan) => area(each.window(0, factor)) * each.tiles.length;
        expect(pixelsOf(plan)).toBeLessThanOrEqual(pixelsOf(squares));
      },
    );
    fc.assert(property);
  });

  test.each([1, 2, 5])('has windows of one shape, on the grid, inside the padded image, PD %i', factor => {
    const plan = new TilePlan(size, network, factor, 256);
    const { width, height } = plan.window(0, factor);
    for (const [i, tile] of plan.tiles.entries()) {
      const window = plan.window(i, factor);
      expect(window).toMatchObject({ width, height });
      expect([window.x % (4 * factor), window.y % (4 * factor)]).toEqual([0, 0]);
      expect(window.x).toBeGreaterThanOrEqual(0);
      expect(window.x + width).toBeLessThanOrEqual(plan.padded.width);
      const reach = 40 * factor;
      expect(window.x).toBeLessThanOrEqual(Math.max(0, tile.x - reach));
      expect(window.x + width).toBeGreaterThanOrEqual(Math.min(plan.padded.width, tile.x + tile.width + reach));
    }
  });

  test('knows when tiling changes the result', () => {
    const global = { ...network, halo: Infinity };
    expect(new TilePlan(size, network, 2, 256).exact).toBe(true);
    expect(new TilePlan(size, global, 2, 1000).exact).toBe(true);
    const tiled = new TilePlan(size, global, 2, 256);
    expect(tiled.exact).toBe(false);
    expect(tiled.window(0, 2).width).toBe(256 + 2 * 2 * globalContext);
  });

  test('gives a network with global context the whole padded image if there is one tile', () => {
    for (const length of [10, 100, 1000]) {
      const plan = new TilePlan(
        { width: length, height: length },
        { stride: 4, halo: Infinity, minSize: 64 },
        2,
        length,
      );
      for (const factor of [1, 2]) expect(plan.window(0, factor)).toEqual({ x: 0, y: 0, ...plan.padded });
    }
  });
});

test('all windows of a pipeline have two shapes: one of the PD stage, one of R3', async () => {
  const network = fakeNetwork(4);
  const pipeline = pipelineOf(testImage(97, 61), { pdFactor: 2, masks: 3, r3Count: 2 }, { network, tile: 24 });
  for (const index of pipeline.tiles.keys()) await pipeline.tile('result', index, uncontrolled);
  expect(new Set(network.batches.map(batch => JSON.stringify(batch))).size).toBe(2);
});
