import { join } from 'node:path';
import { expect, it } from 'vitest';
import { presets } from '../../../src/core/settings';
import { createServices } from '../../../src/engine/services';
import { engineHere, jobFor, modelFolder, savePicture, temporaryFolder } from './support';

const folder = temporaryFolder();
const settings = presets['single-pass'];

it('of the files of a batch nothing stays in memory, whatever their number', async () => {
  const services = createServices([modelFolder]);
  const engine = engineHere(services);
  for (let i = 0; i < 6; i++) {
    const image = await savePicture(join(folder, `${i}.png`), 64, 48 + i);
    await engine('chooseSettings', { image, model: 'amsnet-fast', device: 'cpu', anyModel: false });
    await engine('denoise', { job: jobFor(image, { settings }), measure: [], output: join(folder, `out-${i}.png`) });
    expect([services.images.bytes, services.tiles.bytes]).toEqual([0, 0]);
  }
  // Headers, of finished files too, are looked at without an end of their own.
  for (let i = 0; i < 6; i++) await engine('inspectImage', { image: join(folder, `out-${i}.png`) });
  expect(services.images.bytes).toBeLessThanOrEqual(4 * 64 * 54 * 3);
});

it('what a view shows stays while its image is saved', async () => {
  const services = createServices([modelFolder]);
  const engine = engineHere(services);
  const image = await savePicture(join(folder, 'viewed.png'), 64, 48);
  const job = jobFor(image, { settings });
  await engine('render', { job, stages: ['result'], viewport: { x: 0, y: 0, width: 64, height: 48 }, level: 0 });
  const held = [services.images.bytes, services.tiles.bytes];
  expect(Math.min(...held)).toBeGreaterThan(0);
  await engine('denoise', { job, measure: [], output: join(folder, 'saved.png') });
  expect([services.images.bytes, services.tiles.bytes]).toEqual(held);
});
