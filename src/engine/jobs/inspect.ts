import { estimateNoise } from '../../core/noise';
import { orCancelled } from '../cancel';
import { cardInfo, ModelCard } from '../models/card';
import type { Handler } from '../server';
import type { Services } from '../services';

export function inspectImage({ images }: Services): Handler<'inspectImage'> {
  return async ({ image, page }, { token }) => (await orCancelled(token, () => images.get(image, page))).info;
}

export function noise({ images }: Services): Handler<'noise'> {
  return async ({ image, page }, { token }) => {
    const { raster } = await orCancelled(token, () => images.get(image, page));
    return estimateNoise(raster);
  };
}

/** For a file without a card the card is made up of what measuring the network tells. */
export function inspectModel({ models, sessions }: Services): Handler<'inspectModel'> {
  return async (params, { token }) => {
    const model = await models.find(params.model);
    if (model.card) return cardInfo(model.card, model.path);
    const { stride, halo, input, output } = await orCancelled(token, () => sessions.describe(model));
    const card = ModelCard.parse({
      name: model.name,
      description: 'A denoiser without a model card.',
      inputs: { [input]: '' },
      outputs: { [output]: '' },
      stride,
      halo: Number.isFinite(halo) ? halo : null,
      // The published settings, for which such backbones are trained.
      pdFactors: [2, 1],
    });
    return cardInfo(card, model.path);
  };
}
