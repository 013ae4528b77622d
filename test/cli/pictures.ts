/** Pictures for the tests, and a second opinion on what `amsnet` measures. */
import sharp from 'sharp';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array | Uint16Array;
}

/** A smooth picture with edges and, if `noise` > 0, deterministic noise of about that amplitude (of 1). */
export function draw(width: number, height: number, noise: number, depth: 8 | 16 = 8, channels: 1 | 3 | 4 = 3): Pixels {
  const top = depth === 8 ? 255 : 65535;
  const data = depth === 8 ? new Uint8Array(width * height * channels) : new Uint16Array(width * height * channels);
  let state = 1;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++, i++) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        const edge = (x - width / 2) ** 2 + (y - height / 2) ** 2 < (height / 3) ** 2 ? 0.25 : 0;
        const clean = c === 3 ? x / width : 0.3 + edge + 0.1 * Math.sin(x / 9 + c) + 0.1 * Math.cos(y / 7);
        const value = clean + (c === 3 ? 0 : noise * (state / 2 ** 31 - 1));
        data[i] = Math.round(Math.min(1, Math.max(0, value)) * top);
      }
    }
  }
  return { width, height, channels, data };
}

/** The format follows from the file's extension. */
export async function save(path: string, { width, height, channels, data }: Pixels): Promise<void> {
  const picture = sharp(data, { raw: { width, height, channels: channels as 1 | 3 | 4 } });
  const space = data instanceof Uint16Array ? (channels < 3 ? 'grey16' : 'rgb16') : channels < 3 ? 'b-w' : 'srgb';
  await picture.toColourspace(space).toFile(path);
}

export async function load(path: string): Promise<Pixels> {
  const { depth } = await sharp(path).metadata();
  const wide = depth === 'ushort';
  const { data, info } = await sharp(path)
    .raw({ depth: wide ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const pixels = wide ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : new Uint8Array(data);
  return { width: info.width, height: info.height, channels: info.channels, data: pixels };
}

/** Peak signal-to-noise ratio in decibel of two 8-bit pictures. */
export function psnr(a: Pixels, b: Pixels): number {
  if (a.data.length !== b.data.length) throw new Error('The pictures differ in size.');
  let squares = 0;
  for (let i = 0; i < a.data.length; i++) squares += (a.data[i] - b.data[i]) ** 2;
  return 10 * Math.log10(255 ** 2 / (squares / a.data.length));
}
