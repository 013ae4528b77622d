import { expect, test } from 'vitest';
import { seededDraws } from '../../../src/core/draws';
import { hiddenPixels, layerOf } from '../../../webview-ui/panes/marking';
import { restoredPrefs } from '../../../webview-ui/prefs';

const rect = { x: 7, y: 5, width: 6, height: 4 };

test('marks the pixels that the scheme hides, wherever the view looks', () => {
  const index = seededDraws(3).pdMaskIndex(0, 4, rect);
  for (let branch = 0; branch < 4; branch++) {
    expect([...hiddenPixels(3, 4, branch, rect)]).toEqual([...index].map(value => Number(value === branch)));
  }
  const inner = { x: 9, y: 6, width: 2, height: 2 };
  const whole = hiddenPixels(3, 2, 1, rect);
  expect([...hiddenPixels(3, 2, 1, inner)]).toEqual([8, 9, 14, 15].map(i => whole[i]));
});

test('every pixel is hidden from exactly one branch', () => {
  const sum = new Uint8Array(rect.width * rect.height);
  for (let branch = 0; branch < 3; branch++)
    hiddenPixels(1, 3, branch, rect).forEach((hidden, i) => (sum[i] += hidden));
  expect(sum.every(count => count === 1)).toBe(true);
});

test('a layer has its colour on the chosen pixels and nothing elsewhere', () => {
  expect([...layerOf(Uint8Array.of(0, 1), 1, [9, 8, 7, 6])]).toEqual([0, 0, 0, 0, 9, 8, 7, 6]);
  expect([...layerOf(Uint8Array.of(0, 1), 0, [9, 8, 7, 6])]).toEqual([9, 8, 7, 6, 0, 0, 0, 0]);
});

test('what another version has stored does no harm', () => {
  const fresh = restoredPrefs(undefined);
  expect(
    restoredPrefs({
      camera: { x: Number.NaN, y: 0, scale: 0 },
      fit: false,
      panes: 3,
      marking: 'all',
      difference: { kind: 'none', gain: 5, falseColour: 1 },
    }),
  ).toEqual(fresh);
  const moved = {
    ...fresh,
    fit: false,
    camera: { x: 3, y: 4, scale: 2 },
    difference: { kind: 'absolute', gain: 16, falseColour: true },
    marking: 'only' as const,
    panel: false,
  };
  expect(restoredPrefs(structuredClone(moved))).toEqual(moved);
});
