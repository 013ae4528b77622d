import { flatResidue } from '../../core/flat-residue';
import type { PixelSource } from '../../core/geometry';
import { trialCrops } from '../../core/trial-crops';

/**
 * The score of a result that has no reference: what is left in its flat parts of the variance that the noisy image has there, 0 =
 * nothing. Measured on the crops on which settings are tried (core/trial-crops.ts). It finds noise that stayed and says nothing of
 * detail that was lost.
 *
 * @returns undefined where the noisy image does not vary
 */
export function noiseLeft(noisy: PixelSource, denoised: PixelSource): number | undefined {
  const rects = trialCrops(noisy);
  const [crops, results] = [noisy, denoised].map(source => rects.map(rect => source.read(rect)));
  const [before, after] = flatResidue(crops, [results]);
  return before > 0 ? after / before : undefined;
}
