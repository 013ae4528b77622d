import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/core/errors';
import type { Rect } from '../../../src/core/geometry';
import { estimateNoise, noiseInSteps } from '../../../src/core/noise';
import { ImageCache } from '../../../src/engine/images/image-cache';
import { noiseOf } from '../../../src/engine/images/noise-of';
import { inTurns } from '../../../src/engine/in-turns';
import { savePicture, temporaryFolder } from './support';

const folder = temporaryFolder();
const asked = { isCancellationRequested: false };

describe('the noise of an image', () => {
  it('is estimated in small steps, once for all who ask at the same time, whoever of them gives up', async () => {
    const photo = await savePicture(join(folder, 'photo.png'), 900, 700);
    const { raster } = await new ImageCache().get(photo);
    const expected = estimateNoise(raster);
    const read = raster.read.bind(raster);
    let reads = 0;
    raster.read = (rect: Rect) => {
      reads++;
      return read(rect);
    };
    let most = 0;
    const steps = noiseInSteps(raster);
    for (let before = 0; steps.next().done !== true; before = reads) most = Math.max(most, reads - before);
    const once = reads;
    expect(most).toBeLessThan(once / 20);
    reads = 0;
    const given = { isCancellationRequested: false };
    const answers = [noiseOf(raster, given), noiseOf(raster, asked)] as const;
    given.isCancellationRequested = true;
    await expect(answers[0]).rejects.toBeInstanceOf(CancelledError);
    expect(await answers[1]).toEqual(expected);
    expect(await noiseOf(raster, asked)).toEqual(expected);
    expect(reads).toBe(once);
  });
});

describe('a computation in steps', () => {
  it('ends with a cancellation that comes in between', async () => {
    const token = { isCancellationRequested: false };
    function* endless() {
      for (;;) yield;
    }
    setImmediate(() => (token.isCancellationRequested = true));
    await expect(inTurns(endless(), token)).rejects.toBeInstanceOf(CancelledError);
  });
});
