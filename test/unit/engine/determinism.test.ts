/** Floating point, so that nothing is hidden by rounding to the depth of a file. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { presets } from '../../../src/core/settings';
import { engineHere, jobFor, picture, temporaryFolder } from './support';

const folder = temporaryFolder();
const [width, height] = [110, 70];

it.each([
  ['amsnet-fast', 'amsnet', 1],
  ['amsnet', 'masks', 0],
  ['amsnet-strong', 'single-pass', 0],
  ['amsnet-science', 'single-pass', 0],
] as const)('%s, %s, gives the same bytes for any tile', async (model, preset, r3Count) => {
  const noisy = Float32Array.from(picture(width, height, 3), value => value / 255);
  const image = join(folder, 'noisy.pfm');
  await writeFile(image, Buffer.concat([Buffer.from(`PF\n${width} ${height}\n-1.0\n`), Buffer.from(noisy.buffer)]));
  const settings = { ...presets[preset], ...(r3Count > 0 && { r3Count }) };
  const engine = engineHere();
  const results: Buffer[] = [];
  for (const tile of [512, 48, 32]) {
    const output = join(folder, `${model}-${tile}.pfm`);
    await engine('denoise', { job: { ...jobFor(image, { settings }), model, tile }, measure: [], output });
    results.push(await readFile(output));
  }
  const [whole, ...tiled] = results;
  expect(tiled.map(result => result.equals(whole))).toEqual([true, true]);
});
