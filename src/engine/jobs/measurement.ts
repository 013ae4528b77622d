import { setImmediate as nextTurnOfTheLoop } from 'node:timers/promises';
import type { MeasuredPicture, Measurement } from '../../client/contract';
import { pixelsUnder } from '../../core/alignment';
import { checkpoint, type RunControl } from '../../core/control';
import { AmsnetError } from '../../core/errors';
import { bandsOf, type Point, type Rect } from '../../core/geometry';
import { pixelsOf, rectOf, type Selection } from '../../core/selection';
import { StatisticsOf } from '../../core/statistics';
import { orCancelled } from '../cancel';
import type { Raster } from '../images/raster';
import type { Handler } from '../server';
import type { Services } from '../services';
import { text } from '../text';
import { seen } from './picture';
import { withPipeline } from './pipeline-job';
import { Reference } from './scoring';

/** Pixels of a line that are read at once: a short piece of it lies in a small rectangle, whatever its slope. */
const pieceOfLine = 64;

/** A picture to be measured, by rectangles of what is seen. */
interface Measured {
  /** The whole file that it is, or is made of: its size, kind of samples and range. */
  readonly raster: Raster;
  /** The pixels of it that lie under a rectangle of what is seen. */
  readonly place: (region: Rect) => Rect | undefined;
  /** A part of it, as its file has it or as it would be saved. */
  readonly read: (part: Rect) => Promise<Raster>;
}

/** Statistics, score or profile of what is selected. Reads, and computes, only the pixels that are selected. */
export function measurement(services: Services): Handler<'measurement'> {
  return ({ picture, against, selection }, { token }) => {
    const control: RunControl = { token, priority: 'background', since: performance.now() };
    return withPicture(services, picture, control, one => {
      if (selection.shape === 'line') return profileOf(one, selection, control);
      const rect = rectOf(selection);
      if (!against) return contentOf(one, undefined, rect, control);
      return withPicture(services, against, control, two => contentOf(one, two, rect, control));
    });
  };
}

async function withPicture<Result>(
  services: Services,
  picture: MeasuredPicture,
  control: RunControl,
  use: (measured: Measured) => Promise<Result>,
): Promise<Result> {
  if (!('job' in picture)) return use(fileOf(await seen(services, picture, control.token), picture.canvas));
  const { job, stage } = picture;
  if (stage === 'noisy' || stage === 'reference') {
    // Neither waits for a model.
    const { images } = services;
    const { image, reference } = await orCancelled(control.token, () =>
      images.pair(job.image, job.reference, job.page),
    );
    const file = stage === 'noisy' ? image : reference;
    if (!file) throw new AmsnetError('settings/invalid', text.noReference);
    return use(fileOf(file.raster));
  }
  const keepBranches = stage.startsWith('branch:');
  return withPipeline(services, job, { keepBranches }, control.token, ({ image: { raster }, pipeline }) =>
    use({
      ...fileOf(raster),
      read: async part => {
        const planes = await pipeline.read(stage, part, control);
        const saved = raster.crop(part);
        saved.write(all(saved), planes);
        return saved;
      },
    }),
  );
}

function fileOf(raster: Raster, canvas?: Parameters<typeof pixelsUnder>[2]): Measured {
  return {
    raster,
    place: region => pixelsUnder(region, raster, canvas),
    read: part => Promise.resolve(raster.crop(part)),
  };
}

function all({ width, height }: Raster): Rect {
  return { x: 0, y: 0, width, height };
}

async function contentOf(
  { raster, place, read }: Measured,
  other: Measured | undefined,
  region: Rect,
  control: RunControl,
): Promise<Measurement> {
  const own = place(region);
  if (!own) return {};
  const theirs = other?.place(region);
  const statistics = new StatisticsOf(raster.shape.colours === 'gray' ? 1 : 3, raster.scale.range);
  const alike = theirs?.width === own.width && theirs.height === own.height;
  const reference = other && alike ? new Reference(raster, other.raster) : undefined;
  const comparison = reference?.comparison(own.width);
  for (const band of bandsOf(own)) {
    // Cancellations are read here.
    await nextTurnOfTheLoop();
    checkpoint(control);
    const part = await read({ ...band, x: own.x, y: own.y + band.y });
    statistics.add(part.readValues(all(part), 1));
    if (!other || !theirs || !reference || !comparison) continue;
    const against = await other.read({ ...band, x: theirs.x, y: theirs.y + band.y });
    comparison.addRows(reference.rowsOf(part, all(part)), reference.rowsOfReference(against));
  }
  const { result } = statistics;
  return { ...(result ? { statistics: result } : {}), ...(comparison ? { score: comparison.score } : {}) };
}

async function profileOf(measured: Measured, selection: Selection, control: RunControl): Promise<Measurement> {
  const pixels = pixelsOf(selection);
  const profile: (number | null)[] = [];
  for (let start = 0; start < pixels.length; start += pieceOfLine) {
    await nextTurnOfTheLoop();
    checkpoint(control);
    profile.push(...(await pieceOf(measured, pixels.slice(start, start + pieceOfLine))));
  }
  return { profile };
}

/** Brightness of a few neighbouring pixels. */
async function pieceOf({ raster, place, read }: Measured, pixels: readonly Point[]): Promise<(number | null)[]> {
  const own = place(rectOf({ from: pixels[0], to: pixels[pixels.length - 1] }));
  if (!own) return pixels.map(() => null);
  const part = await read(own);
  const { data } = part.readValues(all(part), 1);
  const area = own.width * own.height;
  const { black } = raster.scale.range;
  return pixels.map(({ x, y }) => {
    const pixel = place({ x, y, width: 1, height: 1 });
    if (!pixel) return null;
    const at = (pixel.y - own.y) * own.width + pixel.x - own.x;
    const mean = (data[at] + data[at + area] + data[at + 2 * area]) / 3;
    const value = (mean - black) / raster.scale.span;
    return Number.isFinite(value) ? value : null;
  });
}
