/** The model that a training starts from. */
import { readFile } from 'node:fs/promises';
import { fastModel } from '../../client/fast-model';
import { isInRange, type NoiseTraits } from '../../core/noise-range';
import type { StartingModel } from '../../train/adapt';
import type { Model } from '../models/registry';

/**
 * Unless one is named: the one that was trained on the noise of the most images, by its card, and of several the first. The
 * fast one is never it: a third of the cost, and less to gain.
 * @param models at least one
 */
export function startFor(images: readonly { readonly noise: NoiseTraits }[], models: readonly Model[]): Model {
  const known = ({ card }: Model) => images.filter(({ noise }) => isInRange(noise, card?.noiseRange ?? [])).length;
  return models
    .filter(({ name }) => name !== fastModel)
    .reduce((best, model) => (known(model) > known(best) ? model : best));
}

export async function startingModel({ path, card }: Model): Promise<StartingModel> {
  return { bytes: await readFile(path), architecture: card?.architecture, noiseRange: card?.noiseRange };
}
