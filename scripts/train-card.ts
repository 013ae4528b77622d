/** The model cards of the shipped models. What they score is measured afterwards, and added by hand. */
import { cardInterface, type NetworkConfig } from '../src/train/network';
import type { NoiseRange } from '../src/core/noise-range';
import type { TrainingProgress } from '../src/train/checkpoint';

const material =
  '36 clean pictures (Debian packages gnome-backgrounds, mate-backgrounds, plasma-workspace-wallpapers, lomiri-wallpapers-16.04 ' +
  'and -20.04, see NOTICE; halved in size) with simulated noise; the target is the same picture without noise, through the same ' +
  'JPEG compression';
const noise =
  '70 % camera with noise reduction and JPEG (PSNR quartiles 33.8 / 36.1 / 38.2, autocorrelation at lags 1, 2, 4: 0.67, 0.37, ' +
  '0.23), 18 % camera without noise reduction (22 to 40 dB), 12 % independent per pixel (sigma 1 to 28 of 255, half of it gray)';

/** As the simulator makes it: smoothed by a camera, and stronger where it is independent. */
const noiseRange: readonly NoiseRange[] = [
  { sigma: [0, 0.06], correlation: [0.3, 1] },
  { sigma: [0, 0.09], correlation: [-1, 0.3] },
];

export function shippedCard(
  name: string,
  network: NetworkConfig,
  parameters: number,
  progress: TrainingProgress,
): object {
  const { step, seconds, validation } = progress;
  const widths = network.widths.join('/');
  return {
    name,
    description: `Any-mask branch network: convolutional U-Net ${widths}, ${(parameters / 1e6).toFixed(2)} M parameters, fill by normalised convolution inside the graph`,
    license: 'MIT',
    ...cardInterface(network),
    singlePass: true,
    pdFactors: [1],
    combine: 'weighted',
    noiseRange,
    training: {
      from:
        name === 'amsnet' ? 'bootstrap (53 minutes in PyTorch), deepened' : 'scratch, half of it distilled from amsnet',
      material,
      noise,
      hiddenRatios: 'per sample, from 0, 0, 0, 0, 0, 1/8, 1/4, 1/2',
      steps: step,
      minutes: Math.round(seconds / 60),
      validationError: validation.at(-1)?.[1],
    },
    measured: {},
  };
}
