/** Planes of the network as pixels for people. */
import type { Planes, Rect } from '../../core/geometry';
import { quantize } from '../../core/quantize';

/** Mean of each box of 2^level x 2^level pixels (of what of it lies in the image), as 8-bit RGBA. */
export function toPixels(planes: Planes, rect: Rect, level: number, colours: 'gray' | 'rgb'): Uint8Array<ArrayBuffer> {
  // Before anything is rounded, as saving does it.
  const { width, height, data } = colours === 'gray' ? grayed(planes) : planes;
  const pixels = new Uint8Array(4 * rect.width * rect.height).fill(255);
  if (level === 0) {
    const area = width * height;
    for (let i = 0, to = 0; i < area; i++, to += 4) {
      pixels[to] = byteOf(data[i]);
      pixels[to + 1] = byteOf(data[i + area]);
      pixels[to + 2] = byteOf(data[i + 2 * area]);
    }
    return pixels;
  }
  const size = 2 ** level;
  const sums = new Float64Array(rect.width);
  for (let channel = 0; channel < 3; channel++) {
    for (let row = 0; row < rect.height; row++) {
      const end = Math.min((row + 1) * size, height);
      sums.fill(0);
      for (let y = row * size; y < end; y++) {
        const start = (channel * height + y) * width;
        for (let x = 0; x < width; x++) sums[x >> level] += data[start + x];
      }
      for (let column = 0; column < rect.width; column++) {
        const count = (end - row * size) * (Math.min((column + 1) * size, width) - column * size);
        pixels[4 * (row * rect.width + column) + channel] = byteOf(sums[column] / count);
      }
    }
  }
  return pixels;
}

/** As a sample of 8 bit. */
function byteOf(value: number): number {
  return 255 * quantize(value, 8);
}

/** Three channels as a gray image holds them: their mean in each. */
export function grayed({ width, height, data }: Planes): Planes {
  const pixels = width * height;
  const gray = new Float32Array(3 * pixels);
  for (let i = 0; i < pixels; i++) gray[i] = (data[i] + data[i + pixels] + data[i + 2 * pixels]) / 3;
  gray.copyWithin(pixels, 0, pixels);
  gray.copyWithin(2 * pixels, 0, pixels);
  return { width, height, data: gray };
}
