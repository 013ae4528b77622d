/**
 * The sentences of the algorithm that a person can read, and the words of the settings. What goes with an error code is a pair:
 * what happened, and what the user can do.
 */
import type { ErrorText } from './errors';
import { inLanguage } from './language';
import type { NumberRange } from './settings';
import { chinese } from './text.zh-cn';

export const english = {
  cancelled: 'Cancelled.',
  noUncertainty: [
    'This model has no uncertainty output, so branches cannot be weighted.',
    'Use the combination "hidden" instead.',
  ] satisfies ErrorText,

  // Settings
  settingNotAmong: (name: string, choices: readonly string[], value: string): string =>
    `${name} must be ${choices.map(choice => `"${choice}"`).join(' or ')}, not "${value}".`,
  settingNotWithin: (name: string, { min, max, integer }: NumberRange, value: string): string =>
    `${name} must be ${integer ? 'a whole number' : 'a number'} from ${min} to ${max}, not ${value}.`,

  // Kinds of samples
  floatSamples: (bits: number): string => `${bits}-bit float`,
  integerSamples: (bits: number, signed: boolean): string => `${bits}-bit ${signed ? 'signed' : 'unsigned'}`,

  /**
   * Of each setting its name beside its control, what it does (tooltip, and meaning in the documents), and where it has an option
   * of `amsnet denoise`, what that means, and a note on its default.
   */
  settings: {
    mode: {
      label: 'Mode',
      help: 'Denoise with masks, or in a single pass with nothing hidden',
      choices: { masks: 'Masks', 'single-pass': 'Single pass' },
    },
    pdFactor: {
      label: 'PD factor',
      help: 'Pixel-shuffle downsampling factor; breaks the spatial correlation of noise',
      option: { help: 'pixel-shuffle downsampling factor' },
    },
    masks: {
      label: 'Masks',
      help: 'Number of complementary masks; each hides its share of the pixels from one branch',
      option: { help: 'number of complementary masks' },
    },
    maskSets: {
      label: 'Mask sets',
      help: 'Number of independent mask sets whose results are averaged',
      option: { help: 'number of mask sets that the union is averaged over' },
    },
    combine: {
      label: 'Combine',
      help: 'Take each pixel from the branch in which it was hidden, or the mean of all branches, weighted by predicted uncertainty',
      choices: { hidden: 'Hidden pixels (published)', weighted: 'All, by uncertainty' },
      option: {
        help: '`hidden`: each pixel from the branch in which it was hidden, as published; `weighted`: mean of all branches, weighted by predicted uncertainty',
        note: 'default: from the model card',
      },
    },
    r3Ratio: {
      label: 'R3 ratio',
      help: 'Fraction of pixels replaced by noisy ones before each refinement; 0 disables R3',
      option: { help: 'fraction of pixels that R3 replaces by noisy ones', note: '0 = no R3' },
    },
    r3Count: {
      label: 'R3 count',
      help: 'Number of refinements that are averaged',
      option: { help: 'number of R3 repetitions' },
    },
    noiseLevel: {
      label: 'Noise level',
      help: 'Standard deviation of the noise, of 255, that a model with a noise-level input is told; 0 for the estimate',
      option: {
        help: 'noise level for a model with such an input: standard deviation, where black to white is 255',
        note: '0 = the estimate for the image',
      },
    },
    strength: {
      label: 'Strength',
      help: 'Blend of the noisy image (0) and the denoised one (1)',
      option: { help: 'blend of the noisy image (0) and the denoised one (1)' },
    },
    seed: {
      label: 'Seed',
      help: 'Seed of all random draws; the same seed gives the same result',
      option: { help: 'seed of all random draws' },
    },
  },

  presets: { 'single-pass': 'Single pass', masks: 'Masks', amsnet: 'AMSNet (masks and R3)' },
} as const;

export const text = inLanguage(english, { 'zh-CN': chinese });
