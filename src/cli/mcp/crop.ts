import type { Engine } from '../../client/contract';

/** No model needs a larger picture, and clients drop answers of some megabytes without a word. */
const edge = 512;

export interface Crop {
  /** In pixels of the image. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly png: Buffer;
}

/**
 * A part of an image at 1:1, at most 512 x 512 pixels, as PNG.
 *
 * @param centre in pixels; the middle of the image unless given
 * @throws {AmsnetError} of reading the image
 */
export async function cropOf(
  engine: Engine,
  image: string,
  centre: { readonly x: number; readonly y: number } | undefined,
  signal: AbortSignal,
): Promise<Crop> {
  const { default: sharp } = await import('sharp');
  const size = await engine.request('inspectImage', { image }, { signal });
  const width = Math.min(edge, size.width);
  const height = Math.min(edge, size.height);
  const start = (middle: number, length: number, whole: number) =>
    Math.round(Math.min(whole - length, Math.max(0, middle - length / 2)));
  const viewport = {
    x: start(centre?.x ?? size.width / 2, width, size.width),
    y: start(centre?.y ?? size.height / 2, height, size.height),
    width,
    height,
  };
  const rgba = Buffer.alloc(4 * width * height);
  await engine.request(
    'picture',
    { image, viewport, level: 0 },
    {
      signal,
      onProgress: ({ rect, pixels }) => {
        const left = Math.max(rect.x, viewport.x);
        const right = Math.min(rect.x + rect.width, viewport.x + width);
        const bottom = Math.min(rect.y + rect.height, viewport.y + height);
        for (let y = Math.max(rect.y, viewport.y); y < bottom; y++) {
          const from = 4 * ((y - rect.y) * rect.width + left - rect.x);
          const row = pixels.subarray(from, from + 4 * Math.max(0, right - left));
          rgba.set(row, 4 * ((y - viewport.y) * width + left - viewport.x));
        }
      },
    },
  );
  return {
    ...viewport,
    png: await sharp(rgba, { raw: { width, height, channels: 4 } })
      .png()
      .toBuffer(),
  };
}
