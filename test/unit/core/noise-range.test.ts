import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isInRange, type NoiseRange } from '../../../src/core/noise-range';
import { ModelCard } from '../../../src/engine/models/card';

const kinds: NoiseRange[] = [
  { sigma: [0, 0.06], correlation: [0.3, 1] },
  { sigma: [0, 0.09], correlation: [-1, 0.3] },
  { sigma: [0.1, 0.2], correlation: [-1, 0.3], betweenChannels: [-1, 0.9] },
];
const noise = (sigma: number, neighbours: number, betweenChannels = 0.5) =>
  isInRange({ sigma, correlation: [neighbours, 0, 0, 0], betweenChannels }, kinds);

describe('noise that a model was trained on', () => {
  it('is inside one of the kinds, in level and correlation together', () => {
    expect(noise(0.03, 0.6)).toBe(true);
    expect(noise(0.08, 0.1)).toBe(true);
    expect(noise(0.08, 0.6)).toBe(false);
    expect(noise(0.25, 0.1)).toBe(false);
    expect(isInRange({ sigma: 0.01, correlation: [0, 0, 0, 0], betweenChannels: 0 }, [])).toBe(false);
  });

  it('is not that of colour cameras where the picture is gray, if the card says so', () => {
    expect(noise(0.15, 0.1, 0.4)).toBe(true);
    expect(noise(0.15, 0.1, 1)).toBe(false);
  });

  const models = join(import.meta.dirname, '..', '..', '..', 'models');
  it.each(readdirSync(models).filter(name => name.endsWith('.json')))('is named by the card %s', name => {
    const { noiseRange } = ModelCard.parse(JSON.parse(readFileSync(join(models, name), 'utf8')));
    expect(noiseRange?.length).toBeGreaterThan(0);
  });
});
