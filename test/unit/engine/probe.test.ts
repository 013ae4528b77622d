import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ModelRegistry } from '../../../src/engine/models/registry';
import { Devices } from '../../../src/engine/sessions/devices';
import { Sessions } from '../../../src/engine/sessions/sessions';
import { attention, fixedSize, globalPooling, halving, plain, unet } from './networks';
import { modelFolder, temporaryFolder } from './support';

const folder = temporaryFolder();

async function traitsOf(path: string) {
  return new Sessions(new Devices()).traitsOf(await new ModelRegistry([modelFolder]).find(path));
}

describe('a network without a card', () => {
  it('made of plain convolutions has their radius and takes any size', async () => {
    expect(await traitsOf(plain(folder, 5))).toMatchObject({ stride: 1, halo: 5, minSize: 1 });
  });

  it.each([2, 5])('of U shape with %i levels needs multiples of its deepest cell', async levels => {
    const { stride, halo, minSize } = await traitsOf(unet(folder, levels));
    expect(stride).toBe(2 ** levels);
    expect(minSize).toBe(2 ** levels);
    // One 3x3 convolution on each level down and up, and the rest of a pooling cell.
    expect(halo).toBeGreaterThanOrEqual(2 ** levels);
    expect(halo).toBeLessThan(2 ** (levels + 2));
  });

  it.each([
    ['global pooling', globalPooling],
    ['attention', attention],
  ])('with %s sees the whole image', async (_, build) => {
    expect(await traitsOf(build(folder))).toMatchObject({ stride: 1, halo: Infinity });
  });

  it('with a fixed size keeps to it', async () => {
    expect(await traitsOf(fixedSize(folder, 96))).toMatchObject({
      batch: 1,
      fixedSize: { width: 96, height: 96 },
      halo: 2,
      stride: 32,
    });
  });
});

describe('what is no denoiser is refused with a reason', () => {
  it.each([['half the size', halving, 'model/incompatible', /it turns \[1,3,64,192\] into \[1,3,32,96\]/]])(
    '%s',
    async (_, build, code, message) => {
      await expect(traitsOf(build(folder))).rejects.toMatchObject({
        code,
        message: expect.stringMatching(message) as string,
      });
    },
  );

  it('a file that is no network', async () => {
    const path = join(folder, 'garbage.onnx');
    writeFileSync(path, 'these are no weights');
    await expect(traitsOf(path)).rejects.toMatchObject({ code: 'model/unreadable' });
  });

  it('a file that is not there, and a name that nothing has', async () => {
    await expect(traitsOf(join(folder, 'missing.onnx'))).rejects.toMatchObject({ code: 'model/not-found' });
    await expect(traitsOf('nobody')).rejects.toMatchObject({
      code: 'model/not-found',
      action: expect.stringContaining('amsnet-fast') as string,
    });
  });

  it('a card that does not say what it must', async () => {
    const path = plain(folder, 3);
    writeFileSync(path.replace('.onnx', '.json'), '{"name": "x", "stride": 0}');
    await expect(traitsOf(path)).rejects.toMatchObject({
      code: 'model/unreadable',
      message: expect.stringContaining('stride') as string,
    });
  });
});
