import { Comparison } from '../../core/metrics';
import type { Handler } from '../server';
import type { Services } from '../services';
import { bandsOf } from './bands';
import { checkSameSize } from './pipeline-job';
import { checkpoint, uncontrolled } from '../../core/control';

/** PSNR and SSIM of two files, at the bit depth of the first, like those of a result that was just saved. */
export function compare({ images }: Services): Handler<'compare'> {
  return async (params, { token }) => {
    const [image, reference] = await Promise.all([images.get(params.image), images.get(params.reference)]);
    checkSameSize(image, reference, params.image, params.reference);
    const comparison = new Comparison(image.raster.width, image.info.bitDepth);
    for (const band of bandsOf(image.raster)) {
      checkpoint({ ...uncontrolled, token });
      comparison.addRows(image.raster.read(band), reference.raster.read(band));
      await new Promise(setImmediate);
    }
    return comparison.score;
  };
}
