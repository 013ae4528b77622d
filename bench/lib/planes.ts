/** Pixels of an image file as a denoiser gets them. */
import sharp from 'sharp';
import { blankPlanes, type Planes } from '../../src/core/geometry';

/** RGB, 0..1. */
export async function readPlanes(path: string): Promise<Planes> {
  const { data, info } = await sharp(path)
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const planes = blankPlanes(info);
  const area = info.width * info.height;
  for (let i = 0; i < area; i++)
    for (let c = 0; c < 3; c++) planes.data[c * area + i] = data[i * info.channels + (c % info.channels)] / 255;
  return planes;
}
