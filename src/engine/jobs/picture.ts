import { setImmediate as nextTurnOfTheLoop } from 'node:timers/promises';
import type { SeenImage } from '../../client/contract';
import { type CancellationToken, checkpoint } from '../../core/control';
import { atLevel, intersection, type Rect, type Size } from '../../core/geometry';
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
    const raster = await seen(services, image, token);
    const { canvas } = image;
    const aligned = canvas && new AlignedSource(raster, canvas, canvas.alignment, level);
    const reduced = new ReducedSource(raster, level);
    const blocks = blocksOf(aligned ?? reduced);
    for (const block of nearestFirst(blocks, atLevel(viewport, level))) {
      await nextTurnOfTheLoop();
      checkpoint({ token, priority: 'interactive' });
      const rect = blocks[block];
      const { planes, inside } = aligned?.read(rect) ?? { planes: reduced.read(rect), inside: undefined };
      const pixels = toPixels(planes, rect, 0, raster.shape.colours);
      if (inside) clear(pixels, inside);
      progress({ level, rect, pixels });
    }
    return {};
  };
}

/** What the pointer lies on in a picture. */
export function pictureValue(services: Services): Handler<'pictureValue'> {
  return async ({ x, y, ...image }, { token }) => {
    const raster = await seen(services, image, token);
    const { canvas = raster } = image;
    if (x >= canvas.width || y >= canvas.height) return null;
    const rect = { x, y, width: 1, height: 1 };
    const aligned = image.canvas && new AlignedSource(raster, image.canvas, image.canvas.alignment, 0).read(rect);
    if (aligned?.inside[0] === 0) return null;
    const [red, green, blue] = (aligned?.planes ?? raster.read(rect)).data;
    return [red, green, blue];
  };
}

/** Transparent where the image is not. */
function clear(pixels: Uint8Array, inside: Uint8Array): void {
  for (let i = 0; i < inside.length; i++) if (inside[i] === 0) pixels[4 * i + 3] = 0;
}

/** An image in the range of values that it is seen in. */
export async function seen(
  { images }: Services,
  { image, page, like }: SeenImage,
  token: CancellationToken,
): Promise<Raster> {
  const [looked, other] = await orCancelled(token, async () =>
    like
      ? ([await images.partner(image, page), (await images.get(like.image, like.page)).raster] as const)
      : [await images.get(image, page)],
  );
  images.keep(looked);
  const { raster } = looked;
  return other ? raster.inRange(sharedRange(other.scale, raster.scale)) : raster;
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
