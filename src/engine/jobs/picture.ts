import { setImmediate as nextTurnOfTheLoop } from 'node:timers/promises';
import { checkpoint } from '../../core/control';
import { atLevel, intersection, type Rect, type Size } from '../../core/geometry';
import { orCancelled } from '../cancel';
import { toPixels } from '../images/pixels';
import { ReducedSource } from '../images/reduced';
import type { Handler } from '../server';
import type { Services } from '../services';
import { nearestFirst } from './render';

/** Edge of what is sent at once, in pixels of the level: few messages, and the first of them soon. */
const blockEdge = 512;

/** The image as it is in its file, reduced to what the screen shows. Needs neither model nor device, so it waits for none. */
export function picture({ images }: Services): Handler<'picture'> {
  return async ({ image, page, viewport, level }, { token, progress }) => {
    const looked = await orCancelled(token, () => images.get(image, page));
    images.keep(looked);
    const { raster } = looked;
    const reduced = new ReducedSource(raster, level);
    const seen = atLevel(viewport, level);
    const blocks = blocksOf(reduced);
    for (const block of nearestFirst(blocks, seen)) {
      await nextTurnOfTheLoop();
      checkpoint({ token, priority: 'interactive' });
      const rect = blocks[block];
      progress({ level, rect, pixels: toPixels(reduced.read(rect), rect, 0, raster.shape.colours) });
    }
    return {};
  };
}

function blocksOf({ width, height }: Size): Rect[] {
  const columns = Math.ceil(width / blockEdge);
  const whole = { x: 0, y: 0, width, height };
  return Array.from({ length: columns * Math.ceil(height / blockEdge) }, (_, i) =>
    intersection(
      { x: (i % columns) * blockEdge, y: Math.floor(i / columns) * blockEdge, width: blockEdge, height: blockEdge },
      whole,
    ),
  );
}
