import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/train/random';
import { plane } from '../../../src/train/simulate/plane';
import { paintDisk, paintStroke, cover, glow, unevenness } from '../../../src/train/simulate/scenes/canvas';
import { drawScene } from '../../../src/train/simulate/scenes/scene';
import type { DrawnScene } from '../../../src/train/simulate/scenes/scene';

const size = 96;
const kinds: readonly DrawnScene[] = ['leaves', 'drawing', 'pattern', 'fluorescence'];

describe('drawn scenes', () => {
  it.each(kinds)('%s: values in 0..1, structure, the same for the same seed', kind => {
    for (let seed = 0; seed < 6; seed++) {
      const scene = drawScene(kind, size, new Random(seed));
      const again = drawScene(kind, size, new Random(seed));
      scene.forEach((channel, i) => {
        expect([channel.width, channel.height]).toEqual([size, size]);
        expect(channel.data.every(value => value >= 0 && value <= 1.0001)).toBe(true);
        expect(again[i].data).toEqual(channel.data);
      });
      const [{ data }] = scene;
      const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
      const deviation = Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length);
      expect(deviation).toBeGreaterThan(0.01);
    }
    expect(drawScene(kind, size, new Random(1))[0].data).not.toEqual(drawScene(kind, size, new Random(2))[0].data);
  });

  it('of fluorescence are gray and mostly dark', () => {
    const medians = Array.from({ length: 12 }, (_, seed) => {
      const [red, green] = drawScene('fluorescence', size, new Random(seed, 4));
      expect(red).toBe(green);
      return green.data.toSorted()[green.data.length >> 1];
    });
    expect(medians.toSorted((a, b) => a - b)[6]).toBeLessThan(0.4);
  });
});

describe('the canvas', () => {
  it('is uneven at all scales, about as much at each', () => {
    const { data } = unevenness(128, new Random(5));
    const difference = (distance: number) => {
      let sum = 0;
      for (let at = 0; at + distance < data.length; at++) sum += (data[at + distance] - data[at]) ** 2;
      return sum / (data.length - distance);
    };
    expect(data.reduce((sum, value) => sum + value * value, 0) / data.length).toBeCloseTo(1, 3);
    const [near, middle, far] = [1, 4, 16].map(difference);
    expect(near).toBeGreaterThan(0.02);
    expect(middle).toBeGreaterThan(1.5 * near);
    expect(far).toBeGreaterThan(1.2 * middle);
  });

  it('covers the area of a disk', () => {
    const target = plane(40, 40);
    paintDisk(target, 20, 20, 7.3, cover(1));
    const area = target.data.reduce((sum, value) => sum + value, 0);
    expect(area / (Math.PI * 7.3 ** 2)).toBeCloseTo(1, 1);
  });

  it('makes lines thinner than a pixel fainter, and adds light where lines cross', () => {
    const thin = plane(40, 40);
    paintStroke(thin, [5, 20], [35, 20], 0.25, glow(1));
    expect(thin.data[20 * 40 + 20]).toBeCloseTo(0.25, 5);
    const crossed = plane(40, 40);
    paintStroke(crossed, [5, 20], [35, 20], 3, glow(0.4));
    paintStroke(crossed, [20, 5], [20, 35], 3, glow(0.4));
    expect(crossed.data[20 * 40 + 20]).toBeCloseTo(0.8, 5);
  });
});
