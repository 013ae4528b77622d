/** The last steps from sensor to file: size and JPEG, the same for the noisy photograph and the one without noise. */
import sharp from 'sharp';
import { plane } from './plane';
import type { CameraParameters } from './camera-parameters';
import type { Rgb } from './camera';

/** Photographs as in a file: 8 bit, RGB interleaved. */
export interface DevelopedPhoto {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export async function develop(
  photo: Rgb,
  { scale, jpeg }: Pick<CameraParameters, 'scale' | 'jpeg'>,
): Promise<DevelopedPhoto> {
  const [{ width, height }] = photo;
  const bytes = interleaved(photo);
  if (scale === 1 && !jpeg) return { width, height, data: bytes };
  let image = sharp(bytes, { raw: { width, height, channels: 3 } });
  if (scale !== 1)
    image = image.resize(Math.round(width * scale), Math.round(height * scale), { fit: 'fill', kernel: 'cubic' });
  if (jpeg) {
    const file = await image
      .jpeg({ quality: jpeg.quality, chromaSubsampling: jpeg.subsampled ? '4:2:0' : '4:4:4' })
      .toBuffer();
    image = sharp(file);
  }
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

export function planes({ width, height, data }: DevelopedPhoto): Rgb {
  const channel = (offset: number) =>
    plane(
      width,
      height,
      Float32Array.from({ length: width * height }, (_, at) => data[3 * at + offset] / 255),
    );
  return [channel(0), channel(1), channel(2)];
}

function interleaved([red, green, blue]: Rgb): Uint8Array {
  const bytes = new Uint8ClampedArray(3 * red.data.length);
  for (let at = 0; at < red.data.length; at++) {
    bytes[3 * at] = red.data[at] * 255;
    bytes[3 * at + 1] = green.data[at] * 255;
    bytes[3 * at + 2] = blue.data[at] * 255;
  }
  return new Uint8Array(bytes.buffer);
}
