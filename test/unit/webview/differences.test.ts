import { describe, expect, test } from 'vitest';
import { scaleOf } from '../../../webview-ui/differences/colours';
import { legendOf } from '../../../webview-ui/differences/legend';
import { defaultLook, differenceKinds } from '../../../webview-ui/differences/list';
import { paintDifference } from '../../../webview-ui/differences/paint';
import { differencePane } from '../../../webview-ui/panes/difference';
import { restoredPrefs } from '../../../webview-ui/prefs';

const others = Uint8Array.of(100, 100, 100, 255, 0, 255, 100, 255);
const pixels = Uint8Array.of(100, 110, 95, 255, 255, 0, 101, 255);
const painted = (kind: string, gain: number, falseColour = false) => [
  ...paintDifference(pixels, others, { kind, gain, falseColour }),
];

describe('a difference', () => {
  test('is signed, gained and clipped, gray where nothing changed', () => {
    expect(painted('signed', 4)).toEqual([128, 168, 108, 255, 255, 0, 132, 255]);
  });

  test('is absolute: black where nothing changed, the same in both directions', () => {
    expect(painted('absolute', 4)).toEqual([0, 40, 20, 255, 255, 255, 4, 255]);
  });

  test('is relative to what it is a difference from, and finite in black', () => {
    expect(painted('relative', 2)).toEqual([0, 51, 26, 255, 255, 255, 5, 255]);
  });

  test('in false colour is that of the channel that differs most', () => {
    const colourAt = (signed: boolean, at: number) => [...scaleOf(signed).subarray(3 * at, 3 * at + 3), 255];
    expect(painted('signed', 4, true)).toEqual([...colourAt(true, 168), ...colourAt(true, 255)]);
    expect(painted('absolute', 4, true)).toEqual([...colourAt(false, 40), ...colourAt(false, 255)]);
  });

  test('is written into large pixels as it is, without the gain', () => {
    const { paint } = differencePane('result', 'noisy', '', '');
    const written = (kind: string) =>
      paint.of === 'stages' &&
      paint.written(
        [
          [100, 110, 95],
          [100, 100, 100],
        ],
        { ...restoredPrefs(undefined), difference: { ...defaultLook, kind } },
      );
    expect(written('signed')).toEqual(['0', '+10', '−5']);
    expect(written('absolute')).toEqual(['0', '10', '5']);
    expect(written('relative')).toEqual(['0 %', '10 %', '5 %']);
  });

  test('is nothing where one of the two has nothing', () => {
    const transparent = Uint8Array.of(5, 5, 5, 0);
    for (const { id } of differenceKinds)
      expect(paintDifference(transparent, Uint8Array.of(9, 9, 9, 255), { ...defaultLook, kind: id })[3]).toBe(0);
  });
});

describe('the legend', () => {
  test('names what the ends of the colours are, and is there for false colour alone', () => {
    expect(legendOf(defaultLook)).toBeUndefined();
    const ends = (kind: string, gain: number) => {
      const legend = legendOf({ kind, gain, falseColour: true });
      return [legend?.from, legend?.to];
    };
    expect(ends('signed', 8)).toEqual(['−16 of 255', '+16 of 255']);
    expect(ends('absolute', 1)).toEqual(['0', '255 of 255']);
    expect(ends('relative', 4)).toEqual(['0', '25 %']);
  });

  test('has colours whose brightness tells their order, for people of any colour vision', () => {
    const brightness = (scale: Uint8Array) =>
      Array.from(
        { length: 256 },
        (_, i) => 0.2126 * scale[3 * i] + 0.7152 * scale[3 * i + 1] + 0.0722 * scale[3 * i + 2],
      );
    const rising = (values: readonly number[]) => values.every((value, i) => i === 0 || value >= values[i - 1] - 0.5);
    expect(rising(brightness(scaleOf(false)))).toBe(true);
    const both = brightness(scaleOf(true));
    expect(rising(both.slice(0, 128)) && rising(both.slice(128).reverse())).toBe(true);
  });
});
