import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { SweepResult } from '../../../src/client/contract';
import { presets } from '../../../src/core/settings';
import { createServices } from '../../../src/engine/services';
import { engineHere, jobFor, modelFolder, savePicture, temporaryFolder } from './support';

const folder = temporaryFolder();
const services = createServices([modelFolder]);
const engine = engineHere(services);

it('tries each value on the part alone: as a file of that part would be denoised and compared', async () => {
  const image = await savePicture(join(folder, 'photo.png'), 200, 140);
  const reference = join(folder, 'clean.png');
  await sharp(image).blur(1.5).png().toFile(reference);
  const region = { x: 40, y: 20, width: 96, height: 80 };
  const part = async (file: string, name: string) => {
    const { x: left, y: top, width, height } = region;
    await sharp(file).extract({ left, top, width, height }).png().toFile(join(folder, name));
    return join(folder, name);
  };
  const small = jobFor(await part(image, 'part.png'), { reference: await part(reference, 'part-clean.png') });
  const { model, device } = small;
  const points = [0, 0.5, 1].map(strength => ({ model, settings: { ...presets['single-pass'], strength } }));
  let results: SweepResult[] = [];
  await engine('sweep', { image, reference, device, region, points }, each => (results = each));
  expect(results).toHaveLength(3);
  const [nothing, half, all] = results;
  expect(nothing.left).toBeCloseTo(1, 6);
  expect(half.left).toBeLessThan(1);
  expect(all.left).toBeLessThan(half.left ?? 0);
  const { scores } = await engine('denoise', { job: { ...small, settings: points[1].settings }, measure: [] });
  expect(half.score?.psnr).toBeCloseTo(scores?.result?.psnr ?? 0, 3);
  expect(half.score?.ssim).toBeCloseTo(scores?.result?.ssim ?? 0, 4);
});
