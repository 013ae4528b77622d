import { setImmediate as nextTurnOfTheLoop } from 'node:timers/promises';
import type { SeenImage } from '../../client/contract';
import { type CancellationToken, checkpoint } from '../../core/control';
import { atLevel, intersection, type PixelSource, type Rect, type Size } from '../../core/geometry';
import { sharedRange } from '../../core/value-scale';
import { orCancelled } from '../cancel';
import { AlignedSource } from '../images/aligned';
import { toPixels } from '../images/pixels';
import type { Raster } from '../images/raster';
import { ReducedSource } from '../images/reduced';
import type { Handler } from '../server';
import type { Services } from '../services';
import { nearestFirst } from './render';

/** Edge of what is sent at once, in pixels of the level: few messages, and the first of them soon. */
const blockEdge = 512;

/** The image as it is in its file, reduced to what the screen shows. Needs neither model nor device, so it waits for none. */
export function picture(services: Services): Handler<'picture'> {
  return async ({ viewport, level, ...image }, { token, progress }) => {
    const { raster, aligned } = await seen(services, image, token);
    const reduced = new ReducedSource(aligned ?? raster, level);
    const blocks = blocksOf(reduced);
    for (const block of nearestFirst(blocks, atLevel(viewport, level))) {
      await nextTurnOfTheLoop();
      checkpoint({ token, priority: 'interactive' });
      const rect = blocks[block];
      const pixels = toPixels(reduced.read(rect), rect, 0, raster.shape.colours);
      aligned?.clear(pixels, rect, level);
      progress({ level, rect, pixels });
    }
    return {};
  };
}

/** What the pointer lies on in a picture. */
export function pictureValue(services: Services): Handler<'pictureValue'> {
  return async ({ x, y, ...image }, { token }) => {
    const { raster, aligned } = await seen(services, image, token);
    const rect = { x, y, width: 1, height: 1 };
    const source: PixelSource = aligned ?? raster;
    if (x >= source.width || y >= source.height) return null;
    const inside = new Uint8Array(4).fill(255);
    aligned?.clear(inside, rect, 0);
    if (inside[3] === 0) return null;
    const [red, green, blue] = source.read(rect).data;
    return [red, green, blue];
  };
}

async function seen(
  { images }: Services,
  { image, page, like, canvas }: SeenImage,
  token: CancellationToken,
): Promise<{ raster: Raster; aligned: AlignedSource | undefined }> {
  const [looked, other] = await orCancelled(
    token,
    async () => [await images.get(image, page), like && (await images.get(like.image, like.page)).raster] as const,
  );
  images.keep(looked);
  const own = looked.raster;
  const raster = other ? own.inRange(sharedRange(other.scale, own.scale)) : own;
  return { raster, aligned: canvas && new AlignedSource(raster, canvas, canvas.alignment) };
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
