import type { Result } from '../../client/contract';
import type { CancellationToken } from '../../core/control';
import { noiseOf } from '../images/noise-of';
import { orCancelled } from '../cancel';
import { cardInfo, ModelCard } from '../models/card';
import type { Model } from '../models/registry';
import type { NetworkTraits } from '../models/traits';
import type { Handler } from '../server';
import type { Services } from '../services';
import { text } from '../text';

export function inspectImage({ images }: Services): Handler<'inspectImage'> {
  return async ({ image, page }, { token }) => (await orCancelled(token, () => images.get(image, page))).info;
}

export function noise({ images }: Services): Handler<'noise'> {
  return async ({ image, page }, { token }) => {
    const { raster } = await orCancelled(token, () => images.get(image, page));
    return noiseOf(raster, token);
  };
}

export function inspectModel(services: Services): Handler<'inspectModel'> {
  return async (params, { token }) => describeModel(services, await services.models.find(params.model), token);
}

/** For a file without a card the card is made up of what measuring the network tells. */
export async function describeModel(
  { sessions }: Services,
  model: Model,
  token: CancellationToken,
): Promise<Result<'inspectModel'>> {
  if (model.card) return cardInfo(model.card, model.path);
  const measured = cardOf(model.name, await orCancelled(token, () => sessions.traitsOf(model)));
  return { ...cardInfo(measured, model.path), hasCard: false };
}

/**
 * What a network was trained for cannot be seen. A plain denoiser given pixels that were hidden answers nonsense, a branch
 * network of the mask scheme that sees everything only denoises less: so it runs once, with nothing hidden.
 */
function cardOf(name: string, { stride, halo, input, output, mask, noiseLevel }: NetworkTraits): ModelCard {
  const names = [input, ...(mask ? [mask] : []), ...(noiseLevel ? [noiseLevel] : [])].map(port => [port.name, '']);
  return ModelCard.parse({
    name,
    description: text.withoutCard,
    inputs: Object.fromEntries(names) as Record<string, string>,
    outputs: { [output.name]: '' },
    stride,
    halo: Number.isFinite(halo) ? halo : null,
    singlePass: true,
    // With masks it is for the scheme as published.
    pdFactors: [2, 1],
    settings: { pdFactor: 1 },
  });
}
