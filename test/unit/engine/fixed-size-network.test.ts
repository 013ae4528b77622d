/** Networks whose file fixes the size of the input, on images of any other size. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import sharp from 'sharp';
import type { BranchNetwork } from '../../../src/core/network';
import { uncontrolled } from '../../../src/core/control';
import { readReflected } from '../../../src/core/padding';
import { presets } from '../../../src/core/settings';
import { FixedSizeNetwork } from '../../../src/engine/sessions/fixed-size-network';
import { fixedSize } from './networks';
import { engineHere, jobFor, numbers, picture, temporaryFolder } from './support';

const folder = temporaryFolder();
const edge = 32;

/** Tells in its output and its scale what it was given at each pixel. */
const telling: BranchNetwork = {
  ...{ stride: 1, halo: 4, minSize: edge, takesMask: true, predictsScale: true },
  run({ batch, height, width, input, mask }, _, scale) {
    expect([height, width]).toEqual([edge, edge]);
    const area = height * width;
    const maskAt = (i: number) => mask[Math.floor(i / (3 * area)) * area + (i % area)];
    if (scale) for (let i = 0; i < scale.length; i++) scale[i] = 2 + input[i];
    expect(input.length).toBe(3 * batch * area);
    return Promise.resolve(input.map((value, i) => value + 10 * maskAt(i)));
  },
};

it.each([1, 3])(
  'a larger image gives each of its pieces (%i in a run) its part of the mask, and takes its part of the scale',
  async together => {
    const random = numbers();
    const [batch, height, width] = [2, edge + 17, edge + 40];
    const area = height * width;
    const input = Float32Array.from({ length: 3 * batch * area }, random);
    const mask = Float32Array.from({ length: batch * area }, () => (random() < 0.5 ? 0 : 1));
    const scale = new Float32Array(input.length);
    const network = new FixedSizeNetwork(telling, { width: edge, height: edge }, telling.halo, together);
    const output = await network.run({ batch, height, width, input, mask }, uncontrolled, scale);
    expect(output).toEqual(input.map((value, i) => value + 10 * mask[Math.floor(i / (3 * area)) * area + (i % area)]));
    expect(scale).toEqual(input.map(value => 2 + value));
  },
);

it('an image of 32 pixels is padded by reflection to the 256 of a network with a card', async () => {
  const model = fixedSize(folder, 256);
  const card = { name: 'fixed', inputs: { input: '' }, outputs: { output: '' }, stride: 1, halo: 2, singlePass: true };
  writeFileSync(join(folder, 'fixed256.json'), JSON.stringify(card));
  const data = picture(32, 32, 3);
  const save = async (name: string, size: number, pixels: Uint8Array | Uint16Array) => {
    const path = join(folder, `${name}.png`);
    await sharp(pixels, { raw: { width: size, height: size, channels: 3 } })
      .png()
      .toFile(path);
    return path;
  };
  const planes = Float32Array.from({ length: 3 * 32 * 32 }, (_, i) => data[3 * (i % 1024) + Math.floor(i / 1024)]);
  const image = { width: 32, height: 32 };
  const source = { ...image, read: () => ({ ...image, data: planes }) };
  const reflected = readReflected(source, { x: 0, y: 0, width: 256, height: 256 }).data;
  const whole = Uint8Array.from({ length: 3 * 65536 }, (_, i) => reflected[(i % 3) * 65536 + Math.floor(i / 3)]);

  const denoised = async (path: string) => {
    const output = path.replace('.png', '.denoised.png');
    const job = jobFor(path, { model, settings: { ...presets['single-pass'], pdFactor: 1 } });
    await engineHere()('denoise', { job, measure: [], output });
    return sharp(output)
      .extract({ left: 0, top: 0, ...image })
      .removeAlpha()
      .raw()
      .toBuffer();
  };
  const small = await denoised(await save('small', 32, data));
  expect(small).toEqual(await denoised(await save('reflected', 256, whole)));
  expect(Math.max(...small)).toBeGreaterThan(100);
});
