import { setImmediate as nextTurnOfTheLoop } from 'node:timers/promises';
import { checkpoint, uncontrolled } from '../../core/control';
import { bandsOf } from '../../core/geometry';
import { orCancelled } from '../cancel';
import type { CachedImage } from '../images/image-cache';
import type { Handler } from '../server';
import type { Services } from '../services';
import { text } from '../text';
import { PageScores, Reference } from './scoring';

/** PSNR, SSIM and largest difference of two files, all pages unless one is named, at the bit depth of the first, like those of a result that was just saved. */
export function compare({ images }: Services): Handler<'compare'> {
  return async (params, { token }) => {
    const scores = new PageScores();
    const notes = new Set<string>();
    let end = (params.page ?? 0) + 1;
    let pages = 0;
    for (let page = params.page ?? 0; page < end; page++, pages++) {
      const { image, reference } = await orCancelled(token, () =>
        images.pair(params.image, params.reference, page, params.referencePage),
      );
      if (params.page === undefined) end = image.info.pages;
      const against = new Reference(image.raster, reference.raster, params.peak);
      const comparison = against.comparison();
      for (const band of bandsOf(image.raster)) {
        // Cancellations are read here.
        await nextTurnOfTheLoop();
        checkpoint({ ...uncontrolled, token });
        comparison.addRows(against.rowsOf(image.raster, band), against.rows(band));
      }
      scores.add(comparison, against, reference.raster);
      for (const note of comparisonNotes(image, reference)) notes.add(note);
    }
    return { ...scores.score, ...scores.peak, maxDifference: scores.maxDifference, pages, notes: [...notes] };
  };
}

/** What a comparison leaves out. */
export function comparisonNotes(image: CachedImage, reference: CachedImage): string[] {
  const missing = [image, reference].some(({ raster }) => (raster.scale.survey?.missing ?? 0) > 0);
  return [
    ...(image.info.hasAlpha || reference.info.hasAlpha ? [text.alphaNotCompared] : []),
    ...(missing ? [text.missingNotCompared] : []),
  ];
}
