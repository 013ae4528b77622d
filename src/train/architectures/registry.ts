/** The architectures that can be trained, and the networks that are trained from scratch. */
import { AmsnetError } from '../../core/errors';
import { layoutOf, type Architecture, type Network } from '../network';
import type { NamedWeights } from '../parameter-layout';
import { text } from '../text';
import { halfUnet, halfUnetArchitecture } from './half-unet';
import { unet, unetArchitecture } from './unet';

const architectures: readonly Architecture[] = [unetArchitecture, halfUnetArchitecture];

/** By the names of the models that ship. */
export const networks = {
  amsnet: unet({ widths: [24, 48, 96, 128], encoder: [1, 1, 2, 2], decoder: [1, 1, 0] }),
  'amsnet-fast': halfUnet({ widths: [32, 64, 96], encoder: [1, 2, 2], decoder: [1, 0] }),
} satisfies Record<string, Network>;

/**
 * The network of a model file.
 * @param name of its architecture, as its card says; without, the first whose weights these are
 * @throws {AmsnetError} model/incompatible
 */
export function networkOf(weights: NamedWeights, name?: string): Network {
  const known = architectures.filter(architecture => name === undefined || architecture.name === name);
  if (known.length === 0) {
    const names = architectures.map(architecture => architecture.name);
    throw new AmsnetError('model/incompatible', ...text.unknownArchitecture(name ?? '', names));
  }
  for (const architecture of known) {
    const network = architecture.networkOf(weights);
    if (network && layoutOf(network).missing(weights).length === 0) return network;
  }
  const names = known.map(architecture => architecture.name);
  throw new AmsnetError('model/incompatible', ...text.foreignWeights(names));
}
