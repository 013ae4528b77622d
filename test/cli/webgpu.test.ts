import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unpackChromium } from '../e2e/browser';
import { amsnet, newFolder, tinyModel } from './amsnet';
import { draw, load, save } from './pictures';

test('WebGPU, on the software Vulkan that the browser of the tests brings, gives what the CPU gives', async () => {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.log('WebGPU was not tried: the software Vulkan is one of Linux x64.');
    return;
  }
  const chromium = await unpackChromium();
  const folder = newFolder();
  await save(join(folder, 'a.png'), draw(24, 16, 0.1));
  const run = async (device: string) => {
    const args = ['denoise', 'a.png', '-o', `${device}.png`, '--model', tinyModel, '--preset', 'masks', '--pd', '1'];
    const { records } = await amsnet([...args, '--device', device, '--json'], folder, {
      LD_LIBRARY_PATH: chromium,
      VK_ICD_FILENAMES: join(chromium, 'vk_swiftshader_icd.json'),
    });
    expect(records()[0].error).toBeUndefined();
    return { provider: records()[0].provider, pixels: await load(join(folder, `${device}.png`)) };
  };
  const [gpu, cpu] = [await run('webgpu'), await run('cpu')];
  expect([gpu.provider, cpu.provider]).toEqual(['WebGpuExecutionProvider', 'CPUExecutionProvider']);
  const furthest = Math.max(...gpu.pixels.data.map((value, i) => Math.abs(value - cpu.pixels.data[i])));
  expect(furthest).toBeLessThanOrEqual(1);
}, 120_000);
