import { describe, expect, it } from 'vitest';
import type { RunControl } from '../../../src/core/control';
import { CancelledError } from '../../../src/core/errors';
import type { BranchNetwork, MaskedBatch } from '../../../src/core/network';
import { GatheredNetwork } from '../../../src/engine/sessions/gathered-network';

const area = 16;

/** A network that adds a half and knows an error of a quarter, and how many images it was asked for each time. */
function halves(fault?: Error) {
  const runs: number[] = [];
  const network: BranchNetwork = {
    ...{ stride: 1, halo: 1, minSize: 1, takesMask: true, predictsScale: true },
    async run({ batch, height, width, input }, control, scale) {
      runs.push(batch);
      await Promise.resolve();
      if (fault) throw fault;
      if (control.token.isCancellationRequested) throw new CancelledError();
      control.onPass?.(batch * height * width);
      scale?.set(input.map(value => value / 4));
      return input.map(value => value + 0.5);
    },
  };
  return { runs, network: new GatheredNetwork(network, 4 * area) };
}

function images(batch: number, value: number, width = 4): MaskedBatch {
  const pixels = batch * (area / 4) * width;
  const [input, mask] = [new Float32Array(3 * pixels).fill(value), new Float32Array(pixels).fill(1)];
  return { batch, height: 4, width, input, mask };
}

function control(isCancellationRequested = false) {
  const passes: number[] = [];
  const given: RunControl = {
    token: { isCancellationRequested },
    priority: 'background',
    onPass: pixels => passes.push(pixels),
  };
  return { passes, given };
}

describe('what is asked for at the same time', () => {
  it('runs together, as far as it fits, and each gets its own', async () => {
    const { network, runs } = halves();
    const asked = [1, 2, 1, 5, 1].map((batch, i) => ({ ...control(), batch: images(batch, i) }));
    const results = await Promise.all(asked.map(({ batch, given }) => network.run(batch, given)));
    expect(runs).toEqual([4, 5, 1]);
    for (const [i, result] of results.entries()) {
      expect(result).toEqual(new Float32Array(asked[i].batch.input.length).fill(i + 0.5));
      expect(asked[i].passes).toEqual([asked[i].batch.batch * area]);
    }
  });

  it('runs apart where shapes differ, or what is wanted of it', async () => {
    const { network, runs } = halves();
    const { given } = control();
    const scale = new Float32Array(3 * area);
    await Promise.all([
      network.run(images(1, 0), given),
      network.run(images(1, 1, 8), given),
      network.run(images(1, 1), given, scale),
    ]);
    expect(runs).toEqual([1, 1, 1]);
    expect(scale).toEqual(new Float32Array(3 * area).fill(0.25));
  });

  it('ends with the last that is not cancelled, and fails for all', async () => {
    const { network } = halves();
    const [gone, there] = [control(true), control()];
    expect(
      await Promise.all([network.run(images(1, 0), gone.given), network.run(images(1, 1), there.given)]),
    ).toHaveLength(2);
    const all = await Promise.allSettled([1, 2].map(value => network.run(images(1, value), gone.given)));
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const faulty = halves(new Error('no')).network;
    const failed = await Promise.allSettled([1, 2].map(value => faulty.run(images(1, value), there.given)));
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
