/** The sentences of the training that a person can read. What goes with an error code is a pair, as in the engine. */
import type { ErrorText } from '../core/errors';
import { inLanguage } from '../core/language';
import { chinese } from './text.zh-cn';

const trainable = 'Start from a bundled model, from one trained here, or from scratch.';

export const english = {
  pageOf: (name: string, page: number): string => `${name} (page ${page})`,
  nothingReadable: [
    'None of the images can be read.',
    'Choose a folder of PNG, JPEG, TIFF or WebP images.',
  ] satisfies ErrorText,
  imagesTooSmall: (largest: number, pd: number, needed: number) =>
    [
      `The images are too small: none is larger than ${largest} pixels, and training at PD ${pd} needs ${needed}.`,
      'Choose larger images, or a smaller PD factor.',
    ] satisfies ErrorText,
  noiseTooCorrelated: [
    'The noise of these images is correlated over more than four pixels: a network trained on them would learn to keep it.',
    'Use a bundled model, or reduce the images in size first. To try all the same, set the PD factor by hand.',
  ] satisfies ErrorText,
  unknownArchitecture: (name: string, known: readonly string[]) =>
    [
      `The starting model has the architecture "${name}", which cannot be trained here (known: ${known.join(', ')}).`,
      trainable,
    ] satisfies ErrorText,
  foreignWeights: (known: readonly string[]) =>
    [
      `The starting model cannot be trained here: its weights match no known architecture (${known.join(', ')}).`,
      trainable,
    ] satisfies ErrorText,
} as const;

export const text = inLanguage(english, { 'zh-CN': chinese });
