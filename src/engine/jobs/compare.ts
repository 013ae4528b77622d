import { setImmediate as nextTurnOfTheLoop } from 'node:timers/promises';
import { checkpoint, uncontrolled } from '../../core/control';
import { Comparison } from '../../core/metrics';
import { orCancelled } from '../cancel';
import type { Handler } from '../server';
import type { Services } from '../services';
import { bandsOf } from './bands';

/** PSNR and SSIM of two files, at the bit depth of the first, like those of a result that was just saved. */
export function compare({ images }: Services): Handler<'compare'> {
  return async (params, { token }) => {
    const { image, reference } = await orCancelled(token, () => images.pair(params.image, params.reference));
    const comparison = new Comparison(image.raster.width, image.info.bitDepth);
    for (const band of bandsOf(image.raster)) {
      // Cancellations are read here.
      await nextTurnOfTheLoop();
      checkpoint({ ...uncontrolled, token });
      comparison.addRows(image.raster.read(band), reference.raster.read(band));
    }
    return comparison.score;
  };
}
