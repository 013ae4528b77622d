import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ModelRegistry } from '../../../src/engine/models/registry';
import { startFor } from '../../../src/engine/training/start';

const bundled = await new ModelRegistry([join(import.meta.dirname, '../../../models')]).bundled();
const noise = (sigma: number, neighbours: number, betweenChannels = 0.5) => ({
  noise: { sigma, correlation: [neighbours, 0, 0, 0], betweenChannels } as const,
});
const camera = noise(0.02, 0.7);
const phone = noise(0.1, 0.5);
const microscope = noise(0.07, 0.6, 1);
const unknown = noise(0.4, 0.5);

it.each([
  { name: 'of a camera', images: [camera, camera], model: 'amsnet' },
  { name: 'of a phone', images: [phone, phone], model: 'amsnet-strong' },
  { name: 'of both, if one model knows all', images: [camera, camera, phone], model: 'amsnet-strong' },
  { name: 'of a microscope', images: [microscope, microscope], model: 'amsnet-science' },
  { name: 'that no model knows', images: [unknown], model: 'amsnet' },
  { name: 'of some that no model knows', images: [unknown, unknown, phone], model: 'amsnet-strong' },
])('a training starts from the model that knows the noise $name', ({ images, model }) => {
  expect(startFor(images, bundled).name).toBe(model);
});
