import { expect, test } from 'vitest';
import { reblended } from '../../../webview-ui/strength';

test('another strength differs from what the engine makes of it by rounding alone', () => {
  const noisy = Uint8Array.from({ length: 256 }, (_, i) => (i * 37) % 256);
  const denoised = Uint8Array.from({ length: 256 }, (_, i) => (i * 91) % 256);
  const result = (strength: number) =>
    Uint8Array.from(noisy, (value, i) => Math.round(value + strength * (denoised[i] - value)));
  for (const [from, to] of [
    [1, 0.3],
    [0.5, 0.9],
    [0.8, 0],
  ]) {
    const expected = result(to);
    const errors = reblended(noisy, result(from), from, to).map((value, i) => Math.abs(value - expected[i]));
    expect(Math.max(...errors)).toBeLessThanOrEqual(Math.ceil(0.5 * (1 + to / from)));
  }
});
