import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Rect } from '../../../src/core/geometry';
import type { KeyedPatch, StageName } from '../../../src/messages/view';
import { gaps, PatchStore } from '../../../webview-ui/patch-store';

/** A patch whose red value is `value` everywhere. */
function patch(
  rect: Rect,
  {
    stage = 'noisy',
    key = 'k',
    level = 0,
    value = 1,
  }: { stage?: StageName; key?: string; level?: number; value?: number } = {},
): KeyedPatch {
  const pixels = new Uint8Array(rect.width * rect.height * 4).fill(value);
  return { stage, key, level, rect, pixels };
}
const rect = (x: number, y: number, width: number, height: number): Rect => ({ x, y, width, height });
const store = (limit = 1e9) => new PatchStore(limit, () => 'bitmap');

describe('gaps', () => {
  test('is the box around all that is uncovered', () => {
    expect(gaps([], rect(1, 2, 3, 4))).toEqual(rect(1, 2, 3, 4));
    expect(gaps([rect(0, 0, 4, 4)], rect(0, 0, 8, 4))).toEqual(rect(4, 0, 4, 4));
    expect(gaps([rect(0, 0, 4, 8), rect(4, 4, 4, 4)], rect(0, 0, 8, 8))).toEqual(rect(4, 0, 4, 4));
    expect(gaps([rect(-5, -5, 50, 50)], rect(0, 0, 8, 8))).toBeUndefined();
  });

  test('agrees with counting pixels', () => {
    const small = fc.record({
      x: fc.integer({ min: -3, max: 9 }),
      y: fc.integer({ min: -3, max: 9 }),
      width: fc.integer({ min: 1, max: 8 }),
      height: fc.integer({ min: 1, max: 8 }),
    });
    fc.assert(
      fc.property(fc.array(small, { maxLength: 6 }), small, (rects, target) => {
        const inside = (r: Rect, x: number, y: number) =>
          x >= r.x && y >= r.y && x < r.x + r.width && y < r.y + r.height;
        const open: [number, number][] = [];
        for (let y = target.y; y < target.y + target.height; y++) {
          for (let x = target.x; x < target.x + target.width; x++) {
            if (!rects.some(each => inside(each, x, y))) open.push([x, y]);
          }
        }
        const box = gaps(rects, target);
        expect(box === undefined).toBe(open.length === 0);
        if (!box) return;
        const xs = open.map(([x]) => x);
        const ys = open.map(([, y]) => y);
        expect(box).toEqual(
          rect(
            Math.min(...xs),
            Math.min(...ys),
            Math.max(...xs) - Math.min(...xs) + 1,
            Math.max(...ys) - Math.min(...ys) + 1,
          ),
        );
      }),
    );
  });
});

describe('PatchStore', () => {
  const viewport = rect(0, 0, 8, 8);

  test('tells what is missing in pixels of the full image', () => {
    const patches = store();
    patches.put(patch(rect(0, 0, 2, 4), { level: 1 }));
    expect(patches.missing('noisy', 'k', 1, viewport)).toEqual(rect(4, 0, 4, 8));
    expect(patches.missing('noisy', 'other', 1, viewport)).toEqual(viewport);
    patches.put(patch(rect(2, 0, 2, 4), { level: 1 }));
    expect(patches.missing('noisy', 'k', 1, viewport)).toBeUndefined();
  });

  test('shows old pixels until all new ones are there, and coarse ones below fine ones', () => {
    const patches = store();
    patches.put(patch(rect(0, 0, 8, 8), { key: 'old' }));
    patches.put(patch(rect(0, 0, 4, 8), { level: 0 }));
    patches.put(patch(rect(0, 0, 4, 4), { level: 1 }));
    const { stale, fresh } = patches.layers('noisy', 'k', 0, viewport);
    expect(stale.map(each => each.key)).toEqual(['old']);
    expect(fresh.map(each => each.level)).toEqual([1, 0]);
    patches.put(patch(rect(4, 0, 4, 8), { level: 0 }));
    const done = patches.layers('noisy', 'k', 0, viewport);
    expect(done.stale).toEqual([]);
    expect(done.fresh.map(each => each.level)).toEqual([0, 0]);
  });

  test('lets go of what a new patch covers, and of nothing else', () => {
    const patches = store();
    patches.put(patch(rect(0, 0, 4, 4), { key: 'old' }));
    patches.put(patch(rect(4, 0, 4, 4), { key: 'old' }));
    patches.put(patch(rect(0, 0, 4, 4), { stage: 'union', key: 'old' }));
    patches.put(patch(rect(0, 0, 4, 4)));
    expect(patches.bytes).toBe(3 * 4 * 4 * 4 * 2);
  });

  test('reads pixels across patches, and none where one is missing', () => {
    const patches = store();
    patches.put(patch(rect(0, 0, 4, 8), { value: 10 }));
    patches.put(patch(rect(4, 0, 4, 8), { value: 20 }));
    expect([...(patches.read('noisy', 'k', 0, rect(3, 0, 2, 1)) ?? [])]).toEqual([10, 10, 10, 10, 20, 20, 20, 20]);
    expect(patches.read('noisy', 'k', 0, rect(7, 0, 2, 1))).toBeUndefined();
    expect(patches.valueAt('noisy', 'k', 5, 5)).toEqual([20, 20, 20]);
    expect(patches.valueAt('noisy', 'k', 8, 8)).toBeUndefined();
  });

  test('stays within its limit, but keeps what is in sight', () => {
    const bytes = 4 * 4 * 4 * 2;
    const patches = store(2 * bytes);
    for (let i = 0; i < 5; i++) patches.put(patch(rect(4 * i, 0, 4, 4)));
    patches.trim(each => each.rect.x < 4);
    expect(patches.bytes).toBe(2 * bytes);
    expect(patches.valueAt('noisy', 'k', 0, 0)).toBeDefined();
    expect(patches.valueAt('noisy', 'k', 4, 0)).toBeUndefined();
    expect(patches.valueAt('noisy', 'k', 16, 0)).toBeDefined();
  });
});
