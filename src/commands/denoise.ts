import type { Command } from './services';
import { imageFor } from './targets';

/** Opens an image in the Denoise view. */
export const denoise: Command = async ({ views }, ...args) => {
  const image = await imageFor(args);
  if (image) await views.open(image);
};
