import * as ort from '../../../src/runtime/onnxruntime';
import { describe, expect, it } from 'vitest';
import { grow } from '../../../src/train/grow';
import { networks } from '../../../src/train/architectures/registry';
import { unet } from '../../../src/train/architectures/unet';
import { inferenceModel, layoutOf } from '../../../src/train/network';
import { numbers, runnerFor } from './run-graph';
import { mergeFullResolution } from '../../../scripts/merge-full-resolution';
import type { Network } from '../../../src/train/network';

const tiny = unet({ widths: [4, 8], encoder: [1, 1], decoder: [1] });

async function outputs(
  network: Network,
  parameters: Float32Array,
  input: Float32Array,
  mask: Float32Array,
  size: number,
) {
  const run = await runnerFor(inferenceModel(network, parameters));
  return run({ input: { shape: [1, 3, size, size], data: input }, mask: { shape: [1, 1, size, size], data: mask } });
}

/** Starting weights, with those that start at zero made to matter. */
function lively(network: Network, seed: number): Float32Array {
  return layoutOf(network)
    .initial(seed)
    .map((value, i) => value + 0.05 * numbers(1, i + seed)[0]);
}

describe('the any-mask network', () => {
  it('begins as the fill by normalised convolution', async () => {
    const input = numbers(3 * 64, 1).map(value => 0.5 + 0.5 * value);
    const mask = new Float32Array(64).fill(1);
    mask[3 * 8 + 4] = 0;
    for (let channel = 0; channel < 3; channel++) input[channel * 64 + 3 * 8 + 4] = 0;
    const { output, residual_scale: scale } = await outputs(tiny, layoutOf(tiny).initial(1), input, mask, 8);
    const at = (x: number, y: number) => input[y * 8 + x];
    const side = 2 * (at(3, 3) + at(5, 3) + at(4, 2) + at(4, 4));
    const corner = at(3, 2) + at(5, 2) + at(3, 4) + at(5, 4);
    expect(output[3 * 8 + 4]).toBeCloseTo((side + corner) / 12, 5);
    expect(output[2 * 8 + 1]).toBeCloseTo(at(1, 2), 5);
    expect(scale.every(value => value > 0 && value < 0.05)).toBe(true);
  });

  it('takes any batch and any size that is a multiple of its stride', async () => {
    const session = await ort.InferenceSession.create(inferenceModel(tiny, layoutOf(tiny).initial(1)));
    for (const [batch, height, width] of [
      [1, 4, 6],
      [3, 10, 2],
    ]) {
      const tensor = (channels: number) =>
        new ort.Tensor('float32', new Float32Array(batch * channels * height * width), [
          batch,
          channels,
          height,
          width,
        ]);
      const { output } = await session.run({ input: tensor(3), mask: tensor(1) });
      expect(output.dims).toEqual([batch, 3, height, width]);
    }
  });

  it.each([tiny, networks.amsnet, networks['amsnet-fast']])(
    'sees from a tile as far as its halo: %#',
    async network => {
      const { stride, halo } = network;
      const tile = { from: 2 * halo, to: 2 * halo + 2 * stride };
      const size = 4 * halo + 2 * stride;
      const parameters = lively(network, 5);
      const mask = new Float32Array(size * size).fill(1);
      const seen = numbers(3 * size * size, 2);
      const before = await outputs(network, parameters, seen, mask, size);
      const other = numbers(3 * size * size, 3);
      const changesTile = async (margin: number) => {
        const isNear = (at: number) => at >= tile.from - margin && at < tile.to + margin;
        const isInTile = (at: number) => at >= tile.from && at < tile.to;
        const both = (i: number, test: (at: number) => boolean) => test(i % size) && test(Math.floor(i / size) % size);
        const input = seen.map((value, i) => (both(i, isNear) ? value : other[i]));
        const after = await outputs(network, parameters, input, mask, size);
        return before.output.some((value, i) => both(i, isInTile) && value !== after.output[i]);
      };
      expect(await changesTile(halo)).toBe(false);
      expect(await changesTile(halo - stride)).toBe(true);
    },
  );

  it('has names that are each used once, and a stride of a power of two', () => {
    const { specs } = layoutOf(networks.amsnet);
    expect(new Set(specs.map(({ name }) => name)).size).toBe(specs.length);
    expect(networks.amsnet.stride).toBe(8);
  });
});

describe('a network from half resolution down', () => {
  it('computes what the one with linear layers at full resolution computes, but for the outermost pixels', async () => {
    const full = unet({ widths: [5, 6, 8], encoder: [0, 1, 1], decoder: [0, 1] });
    const layout = layoutOf(full);
    const parameters = lively(full, 7);
    const { network, parameters: merged } = mergeFullResolution(
      new Map(layout.specs.map(({ name, shape }) => [name, { shape, data: layout.part(parameters, name) }])),
    );
    expect(network.stride).toBe(full.stride);
    expect(network.halo).toBe(full.halo);
    const size = 2 * full.halo + 8;
    const mask = numbers(size * size, 8).map(value => Number(value > -0.5));
    const input = numbers(3 * size * size, 9).map((value, i) => value * mask[i % (size * size)]);
    const before = await outputs(full, parameters, input, mask, size);
    const after = await outputs(network, merged, input, mask, size);
    for (const output of ['output', 'residual_scale']) {
      before[output].forEach((value, i) => {
        const [x, y] = [i % size, Math.floor(i / size) % size];
        const inside = Math.min(x, y, size - 1 - x, size - 1 - y) >= full.halo;
        if (inside) expect(after[output][i]).toBeCloseTo(value, 5);
      });
    }
  });
});

describe('grow', () => {
  it('changes nothing that the smaller network computes', async () => {
    const bigger = unet({ widths: [6, 10, 12], encoder: [1, 2, 1], decoder: [1, 1] });
    const small = layoutOf(tiny);
    const parameters = lively(tiny, 3);
    const weights = new Map(
      small.specs.map(({ name, shape }) => [name, { shape, data: small.part(parameters, name) }]),
    );
    const grown = layoutOf(bigger).initial(4);
    grow(layoutOf(bigger), grown, weights);
    const input = numbers(3 * 64, 6);
    const mask = new Float32Array(64).fill(1);
    const before = await outputs(tiny, parameters, input, mask, 8);
    const after = await outputs(bigger, grown, input, mask, 8);
    before.output.forEach((value, at) => {
      expect(after.output[at]).toBeCloseTo(value, 4);
    });
  });
});
