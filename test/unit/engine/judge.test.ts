import { expect, it } from 'vitest';
import { presets } from '../../../src/core/settings';
import { bestOf, chosenForEach, gainOf } from '../../../src/engine/training/judge';

it('a model whose settings are chosen for each image is measured with those, not with the best of all images', () => {
  const standing = (...each: number[]) => ({ settings: presets.masks, each });
  const start = [standing(10, 4), standing(4, 10), standing(8, 5)];
  const trained = standing(8, 8);
  expect(bestOf(start).each).toEqual([10, 4]);
  expect(chosenForEach(start).each).toEqual([10, 10]);
  // A gain beside one setting for both, a loss beside what people get.
  expect(gainOf(bestOf(start), trained)).toEqual({ mean: 1, least: -2 });
  expect(gainOf(chosenForEach(start), trained)).toEqual({ mean: -2, least: -2 });
});
