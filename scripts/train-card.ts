/** The model cards of the shipped models. What they score is measured afterwards, and added by hand. */
import { cardInterface, type NetworkConfig } from '../src/train/network';
import type { TrainingProgress } from '../src/train/checkpoint';

const material =
  'Clean photographs and drawings (Debian packages gnome-backgrounds, mate-backgrounds, plasma-workspace-wallpapers, ' +
  'ukui-wallpapers, lomiri-wallpapers-16.04 and -20.04; halved in size) with simulated camera noise; the target is the same ' +
  'photograph without noise, through the same JPEG compression';

export function shippedCard(
  name: string,
  network: NetworkConfig,
  parameters: number,
  progress: TrainingProgress,
): object {
  const { step, seconds, heldOut } = progress;
  const widths = network.widths.join('/');
  return {
    name,
    description: `Any-mask branch network: convolutional U-Net ${widths}, ${(parameters / 1e6).toFixed(2)} M parameters, fill by normalised convolution inside the graph`,
    license: 'MIT',
    ...cardInterface(network),
    singlePass: true,
    pdFactors: [1],
    training: {
      from:
        name === 'amsnet' ? 'bootstrap (53 minutes in PyTorch), deepened' : 'scratch, half of it distilled from amsnet',
      material,
      noise: 'PSNR quartiles 34.3 / 36.2 / 38.3; autocorrelation at lags 1, 2, 4: 0.70, 0.42, 0.25',
      hiddenRatios: 'per sample, from 0, 0, 0, 0, 1/8, 1/4, 1/2, 1/2',
      steps: step,
      minutes: Math.round(seconds / 60),
      heldOutError: heldOut.at(-1)?.[1],
    },
    measured: {},
  };
}
