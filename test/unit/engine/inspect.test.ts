import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { presets } from '../../../src/core/settings';
import { createServices } from '../../../src/engine/services';
import { plain } from './networks';
import { engineHere, modelFolder, numbers, savePicture, temporaryFolder } from './support';

const folder = temporaryFolder();

/** A card beside a copy of a bundled network. */
function addModel(name: string, card: object): void {
  copyFileSync(join(modelFolder, 'amsnet-fast.onnx'), join(folder, `${name}.onnx`));
  const required = { name, inputs: { input: '', mask: '' }, outputs: { output: '' }, stride: 4, halo: 40 };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ ...required, ...card }));
}

describe('models', () => {
  const engine = engineHere(createServices([modelFolder, folder, join(folder, 'missing')]));

  it('are listed folder by folder, the bundled one first, with what their cards recommend', async () => {
    addModel('a', { preset: 'masks', settings: { masks: 4, seed: 9 }, pdFactors: [2, 1] });
    addModel('b', {});
    plain(folder);
    const models = await engine('models', {});
    const [bundled] = models;
    expect(bundled).toMatchObject({ takesMask: true, singlePass: true, stride: 8, halo: 64 });
    expect(models.map(({ name }) => name).slice(-2)).toEqual(['a', 'b']);
    const [a, b] = models.slice(-2);
    expect(a).toMatchObject({ defaultPreset: 'masks', defaults: { ...presets.masks, masks: 4, seed: 9, pdFactor: 2 } });
    expect(b).toMatchObject({ defaultPreset: 'amsnet', defaults: presets.amsnet, singlePass: false });
  });

  it('without a card are measured and run once, plainly', async () => {
    const info = await engine('inspectModel', { model: plain(folder, 6) });
    expect(info).toMatchObject({
      hasCard: false,
      takesMask: false,
      stride: 1,
      halo: 6,
      defaults: presets['single-pass'],
    });
    expect((await engine('inspectModel', { model: 'amsnet-fast' })).name).toBe('amsnet-fast');
  });
});

describe('images', () => {
  const engine = engineHere();

  it('are read again when the file has changed', async () => {
    const path = await savePicture(join(folder, 'changing.png'), 30, 20);
    expect(await engine('inspectImage', { image: path })).toMatchObject({ width: 30, channels: 'rgb', bitDepth: 8 });
    await savePicture(path, 40, 20);
    expect(await engine('inspectImage', { image: path })).toMatchObject({ width: 40 });
  });

  it('have noise of the level that they were given', async () => {
    const random = numbers();
    const samples = Uint8Array.from({ length: 256 * 256 }, () => Math.round(255 * (0.5 + 0.1 * (random() - 0.5))));
    const path = join(folder, 'noisy.png');
    await sharp(samples, { raw: { width: 256, height: 256, channels: 1 } })
      .png()
      .toFile(path);
    const { sigma, correlation } = await engine('noise', { image: path });
    // Uniform over an interval of 0.1.
    expect(sigma).toBeGreaterThan(0.8 * (0.1 / Math.sqrt(12)));
    expect(sigma).toBeLessThan(1.2 * (0.1 / Math.sqrt(12)));
    expect(Math.abs(correlation[3])).toBeLessThan(0.3);
  });

  it('are compared only with images of their size', async () => {
    const [a, b] = [await savePicture(join(folder, 'a.png'), 30, 20), await savePicture(join(folder, 'b.png'), 20, 30)];
    expect(await engine('compare', { image: a, reference: a })).toMatchObject({ psnr: null, ssim: 1 });
    await expect(engine('compare', { image: a, reference: b })).rejects.toMatchObject({ code: 'image/size-mismatch' });
  });
});
