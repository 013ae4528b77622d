/** The model cards of the shipped models. What they score is measured afterwards, and added by hand. */
import { mixtureShare } from '../src/train/data/simulated';
import { noiseKinds } from '../src/train/simulate/kinds';
import { cardInterface, type Network } from '../src/train/network';
import type { TrainingProgress } from '../src/train/checkpoint';

const material =
  '49 clean pictures (Debian packages gnome-backgrounds, mate-backgrounds, plasma-workspace-wallpapers, lxqt-themes, ' +
  'lomiri-wallpapers-16.04 and -20.04, and scikit-image, see NOTICE; halved in size) and scenes drawn by program (dead leaves, ' +
  'text and line art, fine patterns, fluorescence) with simulated noise; the target is the same picture without noise, through ' +
  'the same JPEG compression';
const percent = (share: number) => `${String(Math.round(100 * share))} %`;

const sharesOf = new Map<string, Readonly<Record<string, number>>>([
  ['amsnet', { camera: 0.34, 'plain camera': 0.1, phone: 0.21, scientific: 0.21, independent: 0.11, film: 0.03 }],
  [
    'amsnet-strong',
    { camera: 0.03, 'plain camera': 0.05, phone: 0.38, scientific: 0.34, independent: 0.17, film: 0.03 },
  ],
  ['amsnet-science', { 'plain camera': 0.03, phone: 0.03, scientific: 0.6, independent: 0.3, film: 0.04 }],
  ['amsnet-fast', { camera: 0.3, 'plain camera': 0.1, phone: 0.22, scientific: 0.24, independent: 0.11, film: 0.03 }],
]);

/** The share of each kind of noise that a model learns from; undefined for those of `noiseKinds`. */
export function kindSharesOf(name: string): Readonly<Record<string, number>> | undefined {
  return sharesOf.get(name);
}

/** Kinds of which a model sees less than this are there so that nothing is unheard of, and are not what it is for. */
const leastShare = 0.05;

function kindsOf(model: string) {
  const shares = kindSharesOf(model);
  return noiseKinds
    .map(({ name, share, range }) => ({ name, range, share: shares ? (shares[name] ?? 0) : share }))
    .filter(({ share }) => share > 0);
}

function noiseOf(model: string): string {
  return [
    ...kindsOf(model).map(({ name, share }) => `${percent(share)} ${name}`),
    `${percent(mixtureShare)} of all as mixtures with an earlier result, as R3 makes them`,
  ].join(', ');
}

const origins = new Map([
  ['amsnet', 'bootstrap (53 minutes in PyTorch), deepened'],
  ['amsnet-strong', 'amsnet'],
  ['amsnet-science', 'amsnet-strong'],
  ['amsnet-fast', 'scratch, half of it distilled: camera noise from amsnet, the other kinds from amsnet-strong'],
]);

export function shippedCard(name: string, network: Network, parameters: number, progress: TrainingProgress): object {
  const { step, seconds, validation } = progress;
  return {
    name,
    description: `Any-mask branch network: ${network.description}, ${(parameters / 1e6).toFixed(2)} M parameters, fill by normalised convolution inside the graph`,
    license: 'MIT',
    ...cardInterface(network),
    singlePass: true,
    pdFactors: [1],
    combine: 'weighted',
    noiseRange: kindsOf(name)
      .filter(({ share }) => share >= leastShare)
      .map(({ range }) => range),
    training: {
      from: origins.get(name) ?? 'scratch',
      material,
      noise: noiseOf(name),
      hiddenRatios: 'per sample, from 0, 0, 0, 0, 0, 1/8, 1/4, 1/2; of mixtures from 0, 1/4, 1/2, 1/2',
      steps: step,
      minutes: Math.round(seconds / 60),
      validationError: validation.at(-1)?.[1],
    },
    measured: {},
  };
}
