/** How much a whole picture was changed, and whether noise explains it. */
import { bandsOf } from '../../core/geometry';
import { rowsOf } from '../../core/sample-source';
import type { Raster } from '../images/raster';
import { text } from '../text';

export interface PictureChange {
  /** Sum of the squared differences of the colours, 1 = the range that the network sees. */
  readonly squares: number;
  readonly samples: number;
  /** Mean of each colour before and after, black 0 and white 1. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** From `before` to `after`, two images of one shape. Alpha does not count, nor do samples that are no numbers. */
export function changeOf(after: Raster, before: Raster): PictureChange {
  const { scale, channels, width, height } = before;
  const colours = before.shape.colours === 'gray' ? 1 : 3;
  const [sumBefore, sumAfter] = [new Float64Array(colours), new Float64Array(colours)];
  let squares = 0;
  for (const band of bandsOf(before)) {
    const [samples, changed] = [before, after].map(raster => rowsOf(raster.samples, band));
    for (let i = 0; i < samples.length; i += channels) {
      for (let c = 0; c < colours; c++) {
        const [from, to] = [samples[i + c], changed[i + c]];
        const difference = to - from;
        if (difference - difference !== 0) continue;
        squares += difference * difference;
        sumBefore[c] += from - scale.range.black;
        sumAfter[c] += to - scale.range.black;
      }
    }
  }
  const pixels = width * height;
  const mean = (sums: Float64Array) => Array.from(sums, sum => sum / pixels / scale.span);
  return {
    squares: squares / scale.span ** 2,
    samples: pixels * colours,
    before: mean(sumBefore),
    after: mean(sumAfter),
  };
}

/** Share of its brightness, and step in brightness, that a colour may gain or lose. */
const tolerance = { relative: 0.05, absolute: 0.01 };
/** Clipping at black or white moves the mean by up to this many standard deviations of the noise. */
const clipped = 0.4;

/**
 * Removing noise leaves the mean of a picture where it is. A network that takes other values than it was given, or returns
 * something else than a picture, does not.
 * @returns a sentence where a colour's mean has moved further than noise of this standard deviation explains
 */
export async function brightnessNote(
  { before, after }: PictureChange,
  sigma: () => Promise<number>,
  model: string,
): Promise<string | undefined> {
  const excess = before.map(
    (from, c) => Math.abs(after[c] - from) - tolerance.absolute - tolerance.relative * Math.abs(from),
  );
  const most = Math.max(...excess);
  // The estimate is asked for only where it can matter.
  if (most <= 0 || most <= clipped * (await sigma())) return undefined;
  const levels = (means: readonly number[]) => means.map(mean => mean.toFixed(3)).join(', ');
  return text.brightnessChanged(levels(before), levels(after), model);
}
