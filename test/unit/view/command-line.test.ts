import { Command } from 'commander';
import { expect, test } from 'vitest';
import { chooseSettings } from '../../../src/batch/recipe';
import { addDenoiseOptions, type DenoiseOptions } from '../../../src/cli/denoise-options';
import { contradiction, wishOf } from '../../../src/cli/settings';
import type { Job } from '../../../src/client/contract';
import { presets, type DenoiseSettings } from '../../../src/core/settings';
import { settingsKey } from '../../../src/core/stages';
import { denoiseCommand } from '../../../src/view/command-line';
import { models } from './fake-engine';

/** The words of a line as a shell takes them. */
function words(line: string): string[] {
  const found = line.match(/"(?:\\.|[^"])*"|\S+/g) ?? [];
  return found.map(word => (word.startsWith('"') ? word.slice(1, -1).replace(/\\(.)/g, '$1') : word));
}

const all: DenoiseSettings[] = [
  presets['single-pass'],
  presets.masks,
  presets.amsnet,
  { ...presets['single-pass'], pdFactor: 2, strength: 0.35, seed: 4294967295 },
  { ...presets.amsnet, masks: 5, maskSets: 3, combine: 'weighted', r3Ratio: 0.37, r3Count: 3, seed: 9 },
  { ...presets.masks, noiseLevel: 25.5, strength: 0 },
];

test.each(all)('the command line makes the same pixels: %j', settings => {
  const job: Job = { image: '/p/a "b" $c.tif', page: 2, model: 'first', device: 'cpu', settings, tile: 256 };
  const [, , image, ...options] = words(denoiseCommand({ ...job, reference: '/p/clean one.tif' }));
  expect(image).toBe(job.image);
  const command = addDenoiseOptions(new Command()).exitOverride();
  const given = command.parse(options, { from: 'user' }).opts<DenoiseOptions>();
  expect(contradiction(given)).toBeUndefined();
  expect(given).toMatchObject({ model: 'first', device: 'cpu', page: 3, reference: '/p/clean one.tif' });
  // Whatever the card of the model recommends.
  for (const model of models) {
    expect(settingsKey('result', chooseSettings(model, wishOf(given)))).toBe(settingsKey('result', settings));
  }
});
