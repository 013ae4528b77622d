import sharp from 'sharp';
import type { Rect, Size } from '../../core/geometry';
import { toPixels } from '../images/pixels';
import type { Handler } from '../server';
import type { Services } from '../services';
import { seen } from './picture';

/** A part of an image for those who cannot be shown all of it. */
export function crop(services: Services): Handler<'crop'> {
  return async ({ centre, edge, ...image }, { token }) => {
    const raster = await seen(services, image, token);
    const rect = around(centre, edge, raster);
    const { width, height } = rect;
    const pixels = toPixels(raster.read(rect), rect, 0, raster.shape.colours);
    const png = await sharp(pixels, { raw: { width, height, channels: 4 } })
      .removeAlpha()
      .png()
      .toBuffer();
    // Of a small buffer Node hands out a part of a larger one, all of which would be sent.
    return { ...rect, png: Uint8Array.from(png) };
  };
}

/** A square of `edge` pixels about `centre`, moved and cut to lie in the image. */
function around(centre: { x: number; y: number } | undefined, edge: number, image: Size): Rect {
  const width = Math.min(edge, image.width);
  const height = Math.min(edge, image.height);
  const start = (middle: number, length: number, whole: number) =>
    Math.round(Math.min(whole - length, Math.max(0, middle - length / 2)));
  return {
    x: start(centre?.x ?? image.width / 2, width, image.width),
    y: start(centre?.y ?? image.height / 2, height, image.height),
    width,
    height,
  };
}
