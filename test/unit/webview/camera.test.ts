import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clampCamera,
  fitCamera,
  fitScale,
  levelFor,
  nextScale,
  panBy,
  toImage,
  toPane,
  visibleRect,
  zoomAt,
} from '../../../webview-ui/camera';

const image = { width: 4000, height: 3000 };
const pane = { width: 500, height: 400 };
const length = fc.integer({ min: 1, max: 9000 });
const size = fc.record({ width: length, height: length });
const scale = fc.double({ min: 0.02, max: 64, noNaN: true });

test('fits the whole image and enlarges a small one by whole factors only', () => {
  expect(fitScale(image, pane)).toBe(0.125);
  expect(fitScale({ width: 100, height: 100 }, pane)).toBe(4);
  expect(fitScale({ width: 1, height: 1 }, pane)).toBe(20);
  expect(visibleRect(fitCamera(image, pane), image, pane)).toEqual({ x: 0, y: 0, ...image });
});

describe('zooming', () => {
  test('goes through fixed steps from the whole image to 6400 % and back', () => {
    const seen = [fitScale(image, pane)];
    for (let i = 0; i < 40; i++) seen.push(nextScale(seen[i], 1, image, pane));
    expect(seen).toContain(1);
    expect(seen).toContain(3);
    expect(seen.at(-1)).toBe(64);
    const back = [64];
    for (let i = 0; i < 40; i++) back.push(nextScale(back[i], -1, image, pane));
    expect(new Set(back)).toEqual(new Set(seen));
  });

  test('keeps the image point under the pointer', () => {
    fc.assert(
      fc.property(
        scale,
        scale,
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 0, max: 400 }),
        (from, to, x, y) => {
          const camera = { x: 2000, y: 1500, scale: from };
          const at = { x: x - pane.width / 2, y: y - pane.height / 2 };
          const before = toImage(camera, pane, { x, y });
          const after = toImage(zoomAt(camera, to, at), pane, { x, y });
          expect(after.x).toBeCloseTo(before.x, 6);
          expect(after.y).toBeCloseTo(before.y, 6);
        },
      ),
    );
  });
});

test('panning moves the image with the pointer', () => {
  const camera = { x: 2000, y: 1500, scale: 2 };
  const at = toPane(camera, pane, { x: 2010, y: 1490 });
  expect(toPane(panBy(camera, 30, -8), pane, { x: 2010, y: 1490 })).toEqual({ x: at.x + 30, y: at.y - 8 });
});

test('the image never leaves the pane', () => {
  fc.assert(
    fc.property(size, size, scale, fc.double({ noNaN: true, min: -1e5, max: 1e5 }), (any, box, zoom, far) => {
      const camera = clampCamera({ x: far, y: -far, scale: zoom }, any, box);
      const from = toPane(camera, box, { x: 0, y: 0 });
      const to = toPane(camera, box, { x: any.width, y: any.height });
      const slack = 1e-6 * 1e5;
      for (const [start, end, seen] of [
        [from.x, to.x, box.width],
        [from.y, to.y, box.height],
      ]) {
        // Either the pane is full of image, or all of the image is in it.
        const full = start <= slack && end >= seen - slack;
        const whole = start >= -slack && end <= seen + slack;
        expect(full || whole).toBe(true);
      }
      expect(visibleRect(camera, any, box)).toBeDefined();
    }),
  );
});

test('the visible rectangle has whole pixels inside the image', () => {
  fc.assert(
    fc.property(size, size, scale, fc.double({ noNaN: true, min: 0, max: 9000 }), (any, box, zoom, centre) => {
      const rect = visibleRect(clampCamera({ x: centre, y: centre, scale: zoom }, any, box), any, box);
      expect(rect).toBeDefined();
      if (!rect) return;
      expect(Object.values(rect).every(Number.isInteger)).toBe(true);
      expect(rect.x >= 0 && rect.y >= 0 && rect.width > 0 && rect.height > 0).toBe(true);
      expect(rect.x + rect.width <= any.width && rect.y + rect.height <= any.height).toBe(true);
    }),
  );
});

test.each([
  [20, 0],
  [1, 0],
  [0.51, 0],
  [0.5, 1],
  [0.3, 1],
  [0.25, 2],
  [1 / 64, 6],
])('at scale %d the pyramid level is %d', (zoom, level) => {
  expect(levelFor(zoom)).toBe(level);
});
